"""Logged models, registered models and versions from the JSON of MLflow's protocol. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.entities import LoggedModel, LoggedModelStatus, ModelVersion, RegisteredModel
from trackside.store.rest.wire import integer, metric_from_wire, pairs_from_wire

if TYPE_CHECKING:
    from trackside.store.rest.wire import Wire

# The two statuses that MLflow's wire calls otherwise than its entities do.
_STATUS_NAMES = {"UPLOAD_FAILED": "FAILED", "STATUS_UNSPECIFIED": "UNSPECIFIED"}
_STATUS_PREFIX = "LOGGED_MODEL_"


def model_status_to_wire(status: LoggedModelStatus) -> str:
    """Return the name of a logged model's status on the wire."""
    wire_names = {name: wire for wire, name in _STATUS_NAMES.items()}
    return f"{_STATUS_PREFIX}{wire_names.get(status.value, status.value)}"


def _model_status_from_wire(status: str | int) -> LoggedModelStatus:
    if isinstance(status, int):
        return LoggedModelStatus.from_int(status)
    name = status.removeprefix(_STATUS_PREFIX)
    return LoggedModelStatus(_STATUS_NAMES.get(name, name))


def logged_model_from_wire(wire: Wire) -> LoggedModel:
    """Return a logged model."""
    info, data = wire["info"], wire.get("data", {})
    return LoggedModel(
        experiment_id=str(info["experiment_id"]),
        model_id=info["model_id"],
        name=info["name"],
        artifact_location=info.get("artifact_uri", ""),
        creation_timestamp=int(info.get("creation_timestamp_ms", 0)),
        last_updated_timestamp=int(info.get("last_updated_timestamp_ms", 0)),
        model_type=info.get("model_type") or None,
        source_run_id=info.get("source_run_id") or None,
        status=_model_status_from_wire(info.get("status", "STATUS_UNSPECIFIED")),
        status_message=info.get("status_message") or None,
        tags=pairs_from_wire(info.get("tags")),
        params=pairs_from_wire(data.get("params")),
        metrics=[metric_from_wire(each) for each in data.get("metrics", ())] or None,
    )


def model_version_from_wire(wire: Wire) -> ModelVersion:
    """Return a version of a registered model."""
    return ModelVersion(
        name=wire["name"],
        version=str(wire["version"]),
        creation_timestamp=int(wire.get("creation_timestamp", 0)),
        last_updated_timestamp=integer(wire.get("last_updated_timestamp")),
        description=wire.get("description") or None,
        user_id=wire.get("user_id") or None,
        current_stage=wire.get("current_stage") or "None",
        source=wire.get("source") or None,
        run_id=wire.get("run_id") or None,
        status=wire.get("status", "READY"),
        status_message=wire.get("status_message") or None,
        tags=pairs_from_wire(wire.get("tags")),
        run_link=wire.get("run_link") or None,
        aliases=tuple(sorted(wire.get("aliases", ()))),
        model_id=wire.get("model_id") or None,
    )


def registered_model_from_wire(wire: Wire) -> RegisteredModel:
    """Return a registered model with the newest version of each stage."""
    return RegisteredModel(
        name=wire["name"],
        creation_timestamp=integer(wire.get("creation_timestamp")),
        last_updated_timestamp=integer(wire.get("last_updated_timestamp")),
        description=wire.get("description") or None,
        latest_versions=[model_version_from_wire(each) for each in wire.get("latest_versions", ())],
        tags=pairs_from_wire(wire.get("tags")),
        aliases={each["alias"]: str(each["version"]) for each in wire.get("aliases", ())},
    )
