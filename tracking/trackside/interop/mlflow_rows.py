"""Our entities as rows of MLflow's tables, without their keys. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from trackside.context.tags import SOURCE_NAME, SOURCE_TYPE
from trackside.entities import LifecycleStage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.entities import (
        Experiment,
        LoggedModel,
        ModelVersion,
        RegisteredModel,
        Run,
    )

_SOURCE_TYPES = ("NOTEBOOK", "JOB", "LOCAL", "PROJECT")


def experiment_values(experiment: Experiment) -> dict[str, Any]:
    """Return the row of an experiment."""
    return {
        "name": experiment.name,
        "artifact_location": experiment.artifact_location,
        "lifecycle_stage": experiment.lifecycle_stage,
        "creation_time": experiment.creation_time,
        "last_update_time": experiment.last_update_time,
    }


def run_values(run: Run, experiment_id: int) -> dict[str, Any]:
    """Return the row of a run; one in the bin was put there when it ended, as far as one knows."""
    info, tags = run.info, run.data.tags
    kind = tags.get(SOURCE_TYPE, "UNKNOWN")
    is_deleted = info.lifecycle_stage == LifecycleStage.DELETED
    return {
        "name": info.run_name,
        "source_type": kind if kind in _SOURCE_TYPES else "UNKNOWN",
        "source_name": tags.get(SOURCE_NAME, ""),
        "entry_point_name": "",
        "user_id": info.user_id,
        "status": info.status,
        "start_time": info.start_time,
        "end_time": info.end_time,
        "source_version": "",
        "lifecycle_stage": info.lifecycle_stage,
        "artifact_uri": info.artifact_uri,
        "experiment_id": experiment_id,
        "deleted_time": (info.end_time or info.start_time) if is_deleted else None,
    }


def model_values(model: LoggedModel, stage: str) -> dict[str, Any]:
    """Return the row of a logged model."""
    return {
        "experiment_id": int(model.experiment_id),
        "name": model.name,
        "artifact_location": model.artifact_location,
        "creation_timestamp_ms": model.creation_timestamp,
        "last_updated_timestamp_ms": model.last_updated_timestamp,
        "status": model.status.to_int(),
        "lifecycle_stage": stage,
        "model_type": model.model_type,
        "source_run_id": model.source_run_id,
        "status_message": model.status_message,
    }


def model_rows(model: LoggedModel) -> Mapping[str, list[dict[str, Any]]]:
    """Return the rows that belong to a logged model, by table."""
    where = {"experiment_id": int(model.experiment_id)}
    return {
        "logged_model_params": [
            {"param_key": key, "param_value": value, **where} for key, value in model.params.items()
        ],
        "logged_model_tags": [
            {"tag_key": key, "tag_value": value, **where} for key, value in model.tags.items()
        ],
        "logged_model_metrics": [
            {
                "metric_name": each.key,
                "metric_timestamp_ms": each.timestamp,
                "metric_step": each.step,
                "metric_value": None if math.isnan(each.value) else each.value,
                "run_id": each.run_id,
                "dataset_name": each.dataset_name,
                "dataset_digest": each.dataset_digest,
                **where,
            }
            for each in model.metrics or ()
        ],
    }


def registered_values(model: RegisteredModel) -> dict[str, Any]:
    """Return the row of a registered model."""
    return {
        "creation_time": model.creation_timestamp,
        "last_updated_time": model.last_updated_timestamp,
        "description": model.description,
    }


def version_values(version: ModelVersion) -> dict[str, Any]:
    """Return the row of a model version."""
    return {
        "creation_time": version.creation_timestamp,
        "last_updated_time": version.last_updated_timestamp,
        "description": version.description,
        "user_id": version.user_id,
        "current_stage": version.current_stage,
        "source": version.source,
        "run_id": version.run_id,
        "status": version.status,
        "status_message": version.status_message,
        "run_link": version.run_link,
        "storage_location": version.source,
    }
