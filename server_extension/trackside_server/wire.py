"""From entities to what ``labextension/src/api/wire.ts`` declares. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.context.tags import ENVIRONMENT, ERROR, LOGGED_MODELS
from trackside.entities.json_floats import float_to_wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trackside.artifacts.image_series import SeriesImage
    from trackside.entities import (
        DatasetInput,
        Experiment,
        ExperimentUse,
        FileInfo,
        History,
        LoggedModel,
        MetricSummary,
        ModelVersion,
        RegisteredModel,
        Run,
    )
    from trackside.store.base import Changes

Wire = dict[str, Any]

# Kilobytes a run: they would be most of a list of 1,000.
BULKY_TAGS = frozenset({ENVIRONMENT, ERROR, LOGGED_MODELS})


def experiment_wire(experiment: Experiment) -> Wire:
    """Return an ``IWireExperiment``."""
    return {
        "experiment_id": experiment.experiment_id,
        "name": experiment.name,
        "lifecycle_stage": experiment.lifecycle_stage,
        "creation_time": experiment.creation_time,
        "last_update_time": experiment.last_update_time,
        "tags": dict(experiment.tags),
    }


def experiment_use_wire(use: ExperimentUse) -> Wire:
    """Return an ``IWireExperimentUse``."""
    return {
        **experiment_wire(use.experiment),
        "run_count": use.run_count,
        "last_start_time": use.last_start_time,
    }


def metric_wire(summary: MetricSummary) -> Wire:
    """Return an ``IWireMetric``."""
    # A plain MLflow server tells no more of a series than its latest point.
    is_known = summary.count > 0
    return {
        "last": float_to_wire(summary.value),
        "min": float_to_wire(summary.min) if is_known else None,
        "max": float_to_wire(summary.max) if is_known else None,
        "step": summary.step,
        "timestamp": summary.timestamp,
        "count": summary.count if is_known else None,
    }


def run_wire(run: Run) -> Wire:
    """Return an ``IWireRun``."""
    info, data = run.info, run.data
    return {
        "run_id": info.run_id,
        "experiment_id": info.experiment_id,
        "name": info.run_name,
        "status": info.status,
        "start_time": info.start_time,
        "end_time": info.end_time,
        "lifecycle_stage": info.lifecycle_stage,
        "user": info.user_id,
        "params": dict(data.params),
        "metrics": {key: metric_wire(summary) for key, summary in data.summaries.items()},
        "tags": dict(data.tags),
        "datasets": [dataset_use_wire(used) for used in run.inputs.dataset_inputs],
    }


def dataset_use_wire(used: DatasetInput) -> Wire:
    """Return an ``IWireDatasetUse``."""
    dataset = used.dataset
    return {"name": dataset.name, "digest": dataset.digest, "context": used.context}


def runs_wire(runs: Iterable[Run]) -> list[Wire]:
    """Return a list of ``IWireRun``, without the tags that are long and that no row shows."""
    rows = [run_wire(run) for run in runs]
    for row in rows:
        row["tags"] = {key: value for key, value in row["tags"].items() if key not in BULKY_TAGS}
    return rows


def series_wire(history: History, count: int) -> Wire:
    """Return an ``IWireSeries``; ``count`` is how many points there were before thinning."""
    return {
        "run_id": history.run_id,
        "key": history.key,
        "steps": history.steps.tolist(),
        "timestamps": history.timestamps.tolist(),
        "values": [float_to_wire(value) for value in history.values.tolist()],
        "count": count,
    }


def artifact_wire(file: FileInfo) -> Wire:
    """Return an ``IWireArtifact``."""
    return {"path": file.path, "is_dir": file.is_dir, "file_size": file.file_size}


def image_wire(image: SeriesImage) -> Wire:
    """Return an ``IWireImage``."""
    return {
        "key": image.key,
        "step": image.step,
        "timestamp": image.timestamp,
        "path": image.path,
        "thumbnail": image.thumbnail,
    }


def logged_model_wire(model: LoggedModel) -> Wire:
    """Return an ``IWireLoggedModel``."""
    return {"model_id": model.model_id, "name": model.name, "status": str(model.status)}


def version_wire(version: ModelVersion) -> Wire:
    """Return an ``IWireModelVersion``."""
    return {
        "name": version.name,
        "version": version.version,
        "stage": version.current_stage,
        "aliases": list(version.aliases),
        "description": version.description or "",
        "source": version.source or "",
        "run_id": version.run_id,
        "creation_timestamp": version.creation_timestamp,
        "last_updated_timestamp": version.last_updated_timestamp,
        "tags": dict(version.tags),
    }


def versions_wire(versions: Iterable[ModelVersion]) -> list[Wire]:
    """Return a list of ``IWireModelVersion``, the newest first."""
    newest_first = sorted(versions, key=lambda version: int(version.version), reverse=True)
    return [version_wire(version) for version in newest_first]


def model_wire(model: RegisteredModel, versions: Iterable[ModelVersion]) -> Wire:
    """Return an ``IWireModel``."""
    return {
        "name": model.name,
        "description": model.description or "",
        "creation_timestamp": model.creation_timestamp,
        "last_updated_timestamp": model.last_updated_timestamp,
        "tags": dict(model.tags),
        "versions": versions_wire(versions),
    }


def notice_wire(changes: Changes) -> Wire:
    """Return an ``IWireNotice``."""
    runs: Mapping[str, Any] = changes.run_ids
    return {
        "revision": changes.revision,
        "runs": {experiment_id: list(run_ids) for experiment_id, run_ids in runs.items()},
        "experiments": list(changes.experiment_ids),
        "registry": changes.registry,
    }


def greeting_wire(revision: int) -> Wire:
    """Return the ``IWireNotice`` that greets a new client: the present revision, nothing changed."""
    return {"revision": revision, "runs": {}, "experiments": [], "registry": False}
