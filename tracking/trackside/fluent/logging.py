"""Params, metrics and tags of the active run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.client.operations import RunOperations
from trackside.clock import now_ms
from trackside.entities import Metric, Param, RunTag
from trackside.fluent.active import current_slot, logging_target

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    model_id: str | None = None,  # noqa: ARG001 (MLflow 3's; metrics belong to the run here)
    dataset: object = None,  # noqa: ARG001
) -> RunOperations | None:
    """Log a point of a metric: microseconds, and it survives the death of the process.

    ``value`` is anything that ``float()`` takes, NaN and infinities included; ``step`` an integer,
    default 0; ``timestamp`` epoch milliseconds, default now. ``synchronous=True`` waits for the
    store.
    """
    tracker, target = logging_target(run_id)
    return tracker.log_metric(target, key, value, timestamp, step, synchronous)


def log_metrics(
    metrics: Mapping[str, float],
    step: int | None = None,
    synchronous: bool | None = None,
    run_id: str | None = None,
    timestamp: int | None = None,
    model_id: str | None = None,  # noqa: ARG001 (MLflow 3's; metrics belong to the run here)
    dataset: object = None,  # noqa: ARG001
) -> RunOperations | None:
    """Log several metrics at one step and time."""
    tracker, target = logging_target(run_id)
    moment = now_ms() if timestamp is None else timestamp
    points = [Metric(key, value, moment, step or 0) for key, value in metrics.items()]
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
