"""Params, metrics and tags of the active run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.client.operations import RunOperations
from trackside.clock import now_ms
from trackside.entities import Metric, Param, RunTag
from trackside.fluent.active import current_slot, logging_target
from trackside.fluent.active_model import active
from trackside.fluent.made_models import made
from trackside.fluent.measured import Measured

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.data.dataset import Dataset
    from trackside.entities import Dataset as DatasetEntity


__all__ = [
    "delete_tag",
    "log_metric",
    "log_metrics",
    "log_param",
    "log_params",
    "set_tag",
    "set_tags",
]


def log_param(key: str, value: Any, synchronous: bool | None = None) -> Any:
    """Log a param of the active run and return its value.

    Params cannot be changed: logging the same value again is fine, another one raises
    ``InvalidParameter``. Values over 6,000 characters are cut.
    """
    tracker, run_id = current_slot()
    return tracker.log_param(run_id, key, value, synchronous)


def log_params(
    params: Mapping[str, Any], synchronous: bool | None = None, run_id: str | None = None
) -> RunOperations | None:
    """Log several params of a run at once, all or none of them."""
    tracker, target = logging_target(run_id)
    tracker.log_batch(target, params=[Param(key, value) for key, value in params.items()])
    return RunOperations() if synchronous is False else None


def log_metric(
    key: str,
    value: float,
    step: int | None = None,
    synchronous: bool | None = None,
    timestamp: int | None = None,
    run_id: str | None = None,
    model_id: str | None = None,
    dataset: Dataset | DatasetEntity | None = None,
) -> RunOperations | None:
    """Log a point of a metric: microseconds, and it survives the death of the process.

    ``value`` is anything that ``float()`` takes, NaN and infinities included; ``step`` an integer,
    default 0; ``timestamp`` epoch milliseconds, default now. ``synchronous=True`` waits for the
    store.

    ``model_id`` names the logged model that was measured, by default the active model, and
    ``dataset`` what it was measured on: both become inputs of the run. Such a point goes to the
    store at once, in milliseconds; an unknown model raises ``NotFound``. Without, the models that
    the run put out at this step are what was measured, which costs no time.
    """
    tracker, target = logging_target(run_id)
    model_id = model_id or active.model_id
    if model_id is not None or dataset is not None or made.at:
        measured = Measured.of(target, step, model_id, dataset)
        if measured is not None:
            moment = now_ms() if timestamp is None else timestamp
            points = [Metric(key, value, moment, step or 0)]
            return measured.log(tracker, target, points, synchronous)
    return tracker.log_metric(target, key, value, timestamp, step, synchronous)


def log_metrics(
    metrics: Mapping[str, float],
    step: int | None = None,
    synchronous: bool | None = None,
    run_id: str | None = None,
    timestamp: int | None = None,
    model_id: str | None = None,
    dataset: Dataset | DatasetEntity | None = None,
) -> RunOperations | None:
    """Log several metrics at one step and time; of a model and on a dataset as :func:`log_metric` does."""
    tracker, target = logging_target(run_id)
    moment = now_ms() if timestamp is None else timestamp
    points = [Metric(key, value, moment, step or 0) for key, value in metrics.items()]
    model_id = model_id or active.model_id
    if model_id is not None or dataset is not None or made.at:
        measured = Measured.of(target, step, model_id, dataset)
        if measured is not None:
            return measured.log(tracker, target, points, synchronous)
    return tracker.log_batch(target, metrics=points, synchronous=synchronous)


def set_tag(key: str, value: Any, synchronous: bool | None = None) -> RunOperations | None:
    """Set a tag of the active run."""
    tracker, run_id = current_slot()
    return tracker.set_tag(run_id, key, value, synchronous)


def set_tags(tags: Mapping[str, Any], synchronous: bool | None = None) -> RunOperations | None:
    """Set several tags of the active run at once."""
    tracker, run_id = current_slot()
    tracker.log_batch(run_id, tags=[RunTag(key, value) for key, value in tags.items()])
    return RunOperations() if synchronous is False else None


def delete_tag(key: str) -> None:
    """Remove a tag of the active run; raises ``NotFound`` if it is not set."""
    tracker, run_id = current_slot()
    tracker.delete_tag(run_id, key)
