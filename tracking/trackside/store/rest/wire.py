"""Entities to and from the JSON of MLflow's protocol, and what ours adds to it. Pure.

What is empty is left out on that wire, numbers of 64 bits may come as text, and floats that JSON
does not know come as ``"NaN"``, ``"Infinity"`` and ``"-Infinity"``.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from trackside.entities import (
    Dataset,
    DatasetInput,
    DatasetSummary,
    Experiment,
    InputTag,
    LifecycleStage,
    LoggedModelInput,
    LoggedModelOutput,
    Metric,
    MetricSummary,
    Run,
    RunData,
    RunInfo,
    RunInputs,
    RunOutputs,
    RunStatus,
)
from trackside.entities.json_floats import float_to_wire
from trackside.store.base import Changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Wire = dict[str, Any]

_SUMMARY_FLOATS = ("value", "min", "max", "first")
_SUMMARY_INTEGERS = ("step", "timestamp", "first_step", "last_step", "count")


def pairs_to_wire(values: Mapping[str, str]) -> list[Wire]:
    """Return tags or params."""
    return [{"key": key, "value": value} for key, value in values.items()]


def pairs_from_wire(pairs: Iterable[Wire] | None) -> dict[str, str]:
    """Return tags or params by key."""
    return {pair["key"]: pair.get("value", "") for pair in pairs or ()}


def integer(value: object) -> int | None:
    """Return a number of 64 bits, which may come as text; None for none."""
    return None if value is None else int(value)  # type: ignore[call-overload]


def experiment_from_wire(wire: Wire) -> Experiment:
    """Return an experiment."""
    return Experiment(
        experiment_id=str(wire["experiment_id"]),
        name=wire["name"],
        artifact_location=wire.get("artifact_location", ""),
        lifecycle_stage=wire.get("lifecycle_stage", LifecycleStage.ACTIVE),
        tags=pairs_from_wire(wire.get("tags")),
        creation_time=integer(wire.get("creation_time")),
        last_update_time=integer(wire.get("last_update_time")),
    )


def run_from_wire(wire: Wire) -> Run:
    """Return a run: MLflow's, of whose metrics only the latest points are told, or ours with all."""
    data, inputs = wire.get("data", {}), wire.get("inputs", {})
    summaries = (
        [summary_from_wire(each) for each in data["summaries"]]
        if "summaries" in data
        else [_latest_from_wire(each) for each in data.get("metrics", ())]
    )
    return Run(
        info_from_wire(wire["info"], pairs_from_wire(data.get("tags"))),
        RunData(
            {summary.key: summary for summary in summaries},
            pairs_from_wire(data.get("params")),
            pairs_from_wire(data.get("tags")),
        ),
        RunInputs(
            tuple(_dataset_input_from_wire(each) for each in inputs.get("dataset_inputs", ())),
            tuple(LoggedModelInput(each["model_id"]) for each in inputs.get("model_inputs", ())),
        ),
        RunOutputs(
            tuple(
                LoggedModelOutput(each["model_id"], int(each.get("step", 0)))
                for each in wire.get("outputs", {}).get("model_outputs", ())
            )
        ),
        int(wire.get("revision", 0)),
    )


def info_from_wire(info: Wire, tags: Mapping[str, str] = MappingProxyType({})) -> RunInfo:
    """Return what a run's info tells, and its name from the tags if the info has none."""
    status = info.get("status", "RUNNING")
    # (Servers before 1.0 told the name by the tag alone.)
    name = info.get("run_name") or tags.get("mlflow.runName", "")
    return RunInfo(
        run_id=info.get("run_id") or info["run_uuid"],
        experiment_id=str(info["experiment_id"]),
        user_id=info.get("user_id", ""),
        status=RunStatus.to_string(status) if isinstance(status, int) else status,
        start_time=int(info.get("start_time", 0)),
        end_time=integer(info.get("end_time")),
        lifecycle_stage=info.get("lifecycle_stage", LifecycleStage.ACTIVE),
        artifact_uri=info.get("artifact_uri", ""),
        run_name=name,
    )


def _latest_from_wire(wire: Wire) -> MetricSummary:
    """Return what MLflow tells of a series, its latest point: the rest is NaN, and the count 0."""
    step = int(wire.get("step", 0))
    return MetricSummary(
        key=wire["key"],
        value=float(wire["value"]),
        step=step,
        timestamp=int(wire.get("timestamp", 0)),
        min=math.nan,
        max=math.nan,
        first_step=step,
        last_step=step,
        count=0,
        first=math.nan,
    )


def summary_to_wire(summary: MetricSummary) -> Wire:
    """Return the whole summary of a series, which is ours and not MLflow's."""
    floats = {name: float_to_wire(getattr(summary, name)) for name in _SUMMARY_FLOATS}
    integers = {name: getattr(summary, name) for name in _SUMMARY_INTEGERS}
    return {"key": summary.key, **floats, **integers}


def summary_from_wire(wire: Wire) -> MetricSummary:
    """Return the summary that :func:`summary_to_wire` wrote."""
    floats = {name: float(wire[name]) for name in _SUMMARY_FLOATS}
    integers = {name: int(wire[name]) for name in _SUMMARY_INTEGERS}
    return MetricSummary(key=wire["key"], **floats, **integers)  # type: ignore[arg-type]


def metric_to_wire(metric: Metric) -> Wire:
    """Return a point of a metric."""
    wire: Wire = {
        "key": metric.key,
        "value": float_to_wire(metric.value),
        "timestamp": metric.timestamp,
        "step": metric.step,
    }
    for name in ("model_id", "dataset_name", "dataset_digest"):
        if getattr(metric, name) is not None:
            wire[name] = getattr(metric, name)
    return wire


def metric_from_wire(wire: Wire) -> Metric:
    """Return a point of a metric, of a logged model's if it says so."""
    return Metric(
        key=wire["key"],
        value=float(wire["value"]),
        timestamp=int(wire.get("timestamp", 0)),
        step=int(wire.get("step", 0)),
        model_id=wire.get("model_id") or None,
        dataset_name=wire.get("dataset_name") or None,
        dataset_digest=wire.get("dataset_digest") or None,
        run_id=wire.get("run_id") or None,
    )


def dataset_input_to_wire(used: DatasetInput) -> Wire:
    """Return a dataset with the tags that say what for."""
    described = {
        key: text for key, text in used.dataset.to_dictionary().items() if text is not None
    }
    return {
        "dataset": described,
        "tags": [{"key": tag.key, "value": tag.value} for tag in used.tags],
    }


def _dataset_input_from_wire(wire: Wire) -> DatasetInput:
    dataset = wire["dataset"]
    return DatasetInput(
        Dataset(
            name=dataset["name"],
            digest=dataset["digest"],
            source_type=dataset.get("source_type", ""),
            source=dataset.get("source", ""),
            schema=dataset.get("schema") or None,
            profile=dataset.get("profile") or None,
        ),
        [InputTag(tag["key"], tag.get("value", "")) for tag in wire.get("tags", ())],
    )


def dataset_summary_from_wire(wire: Wire) -> DatasetSummary:
    """Return one way in which an experiment uses a dataset."""
    return DatasetSummary(
        str(wire["experiment_id"]), wire["name"], wire["digest"], wire.get("context") or None
    )


def changes_to_wire(changes: Changes) -> Wire:
    """Return what changed since some revision."""
    return {
        "revision": changes.revision,
        "experiment_ids": list(changes.experiment_ids),
        "run_ids": {experiment: list(ids) for experiment, ids in changes.run_ids.items()},
        "registry": changes.registry,
    }


def changes_from_wire(wire: Wire) -> Changes:
    """Return what :func:`changes_to_wire` wrote."""
    return Changes(
        int(wire["revision"]), wire["experiment_ids"], wire["run_ids"], bool(wire["registry"])
    )
