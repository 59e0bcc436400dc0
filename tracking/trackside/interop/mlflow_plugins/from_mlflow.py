"""MLflow's entities as ours. Without MLflow: only their attributes are looked at."""

from __future__ import annotations

from typing import Any

from trackside import entities as ours


def texts(found: Any) -> dict[str, str]:
    """Return tags or params, which MLflow gives as a list or not at all, by key."""
    return {each.key: each.value for each in found or ()}


def metric(found: Any) -> ours.Metric:
    """Return a metric point of ours."""
    names = ("model_id", "dataset_name", "dataset_digest", "run_id")
    of_model = {name: getattr(found, name, None) for name in names}
    return ours.Metric(found.key, found.value, found.timestamp, found.step or 0, **of_model)


def dataset_input(found: Any) -> ours.DatasetInput:
    """Return a dataset input of ours."""
    names = ("name", "digest", "source_type", "source", "schema", "profile")
    dataset = ours.Dataset(**{name: getattr(found.dataset, name) for name in names})
    tags = [ours.InputTag(tag.key, tag.value) for tag in found.tags or ()]
    return ours.DatasetInput(dataset, tags)
