"""Entities as MLflow's JSON (protobuf's mapping): absent fields are left out. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.entities.json_floats import float_to_wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.entities import (
        DatasetInput,
        DatasetSummary,
        Experiment,
        FileInfo,
        LoggedModel,
        Metric,
        MetricSummary,
        ModelVersion,
        RegisteredModel,
        Run,
        RunInfo,
    )

Wire = dict[str, Any]

PROXIED = "mlflow-artifacts:/"


def present(**fields: Any) -> Wire:
    """Return the fields that say something: protobuf's JSON leaves the others out."""
    return {name: value for name, value in fields.items() if value not in (None, [], "")}


def pairs(values: Mapping[str, str]) -> list[Wire]:
    """Return tags or params as a list of keys and values."""
    return [{"key": key, "value": value} for key, value in values.items()]


def shown_uri(uri: str | None, artifact_root: str) -> str | None:
    """Return an artifact URI as clients see it: what lies under the root goes through this server."""
    if uri is None or not artifact_root or not uri.startswith(f"{artifact_root}/"):
        return uri
    return PROXIED + uri[len(artifact_root) + 1 :]


def kept_uri(uri: str | None, artifact_root: str) -> str | None:
    """Return an artifact URI as the store keeps it: the reverse of :func:`shown_uri`."""
    if uri is None or not artifact_root or not uri.startswith(PROXIED):
        return uri
    return f"{artifact_root}/{uri.removeprefix(PROXIED).lstrip('/')}"


def experiment_wire(experiment: Experiment, artifact_root: str) -> Wire:
    """Return an ``Experiment``."""
    return present(
        experiment_id=experiment.experiment_id,
        name=experiment.name,
        artifact_location=shown_uri(experiment.artifact_location, artifact_root),
        lifecycle_stage=experiment.lifecycle_stage,
        creation_time=experiment.creation_time,
        last_update_time=experiment.last_update_time,
        tags=pairs(experiment.tags),
    )


def run_info_wire(info: RunInfo, artifact_root: str) -> Wire:
    """Return a ``RunInfo``."""
    return present(
        run_id=info.run_id,
        run_uuid=info.run_id,
        run_name=info.run_name,
        experiment_id=info.experiment_id,
        user_id=info.user_id,
        status=info.status,
        start_time=info.start_time,
        end_time=info.end_time,
        artifact_uri=shown_uri(info.artifact_uri, artifact_root),
        lifecycle_stage=info.lifecycle_stage,
    )


def run_wire(run: Run, artifact_root: str) -> Wire:
    """Return a ``Run`` with its data, inputs and outputs."""
    return {
        "info": run_info_wire(run.info, artifact_root),
        "data": present(
            metrics=[summary_wire(summary) for summary in run.data.summaries.values()],
            params=pairs(run.data.params),
            tags=pairs(run.data.tags),
        ),
        "inputs": present(
            dataset_inputs=[dataset_input_wire(each) for each in run.inputs.dataset_inputs],
            model_inputs=[each.to_dictionary() for each in run.inputs.model_inputs],
        ),
        "outputs": present(
            model_outputs=[each.to_dictionary() for each in run.outputs.model_outputs]
        ),
    }


def summary_wire(summary: MetricSummary) -> Wire:
    """Return the latest ``Metric`` of a series."""
    return {
        "key": summary.key,
        "value": float_to_wire(summary.value),
        "timestamp": summary.timestamp,
        "step": summary.step,
    }


def metric_wire(metric: Metric) -> Wire:
    """Return a ``Metric``."""
    return present(
        key=metric.key,
        value=float_to_wire(metric.value),
        timestamp=metric.timestamp,
        step=metric.step,
        model_id=metric.model_id,
        dataset_name=metric.dataset_name,
        dataset_digest=metric.dataset_digest,
        run_id=metric.run_id,
    )


def dataset_input_wire(given: DatasetInput) -> Wire:
    """Return a ``DatasetInput``."""
    return present(
        tags=[{"key": tag.key, "value": tag.value} for tag in given.tags],
        dataset=present(**given.dataset.to_dictionary()),
    )


def dataset_summary_wire(summary: DatasetSummary) -> Wire:
    """Return a ``DatasetSummary``."""
    return present(
        experiment_id=summary.experiment_id,
        name=summary.name,
        digest=summary.digest,
        context=summary.context,
    )


def file_wire(file: FileInfo) -> Wire:
    """Return a ``FileInfo``."""
    return present(path=file.path, is_dir=file.is_dir, file_size=file.file_size)


def version_wire(version: ModelVersion, artifact_root: str) -> Wire:
    """Return a ``ModelVersion``."""
    return present(
        name=version.name,
        version=version.version,
        creation_timestamp=version.creation_timestamp,
        last_updated_timestamp=version.last_updated_timestamp,
        user_id=version.user_id,
        current_stage=version.current_stage,
        description=version.description,
        source=shown_uri(version.source, artifact_root),
        run_id=version.run_id,
        status=version.status,
        status_message=version.status_message,
        tags=pairs(version.tags),
        run_link=version.run_link,
        aliases=list(version.aliases),
        model_id=version.model_id,
    )


def model_wire(model: RegisteredModel, artifact_root: str) -> Wire:
    """Return a ``RegisteredModel``."""
    return present(
        name=model.name,
        creation_timestamp=model.creation_timestamp,
        last_updated_timestamp=model.last_updated_timestamp,
        description=model.description,
        latest_versions=[version_wire(each, artifact_root) for each in model.latest_versions],
        tags=pairs(model.tags),
        aliases=[{"alias": alias, "version": to} for alias, to in model.aliases.items()],
    )


_LOGGED_MODEL_STATUS = {
    "UNSPECIFIED": "LOGGED_MODEL_STATUS_UNSPECIFIED",
    "PENDING": "LOGGED_MODEL_PENDING",
    "READY": "LOGGED_MODEL_READY",
    "FAILED": "LOGGED_MODEL_UPLOAD_FAILED",
}
LOGGED_MODEL_STATUS = {wire: name for name, wire in _LOGGED_MODEL_STATUS.items()}


def logged_model_wire(model: LoggedModel, artifact_root: str) -> Wire:
    """Return a ``LoggedModel``."""
    return {
        "info": present(
            model_id=model.model_id,
            experiment_id=model.experiment_id,
            name=model.name,
            creation_timestamp_ms=model.creation_timestamp,
            last_updated_timestamp_ms=model.last_updated_timestamp,
            artifact_uri=shown_uri(model.artifact_location, artifact_root),
            status=_LOGGED_MODEL_STATUS[str(model.status)],
            status_message=model.status_message,
            model_type=model.model_type,
            source_run_id=model.source_run_id,
            tags=pairs(model.tags),
        ),
        "data": present(
            params=pairs(model.params),
            metrics=[metric_wire(metric) for metric in model.metrics or ()],
        ),
    }
