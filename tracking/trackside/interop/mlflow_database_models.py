"""Read the logged models and the registry of a MLflow database."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from trackside.entities import (
    LifecycleStage,
    LoggedModel,
    Metric,
    ModelVersion,
    RegisteredModel,
)
from trackside.interop.found import FoundModel, FoundRegistered
from trackside.interop.mlflow_schema import in_workspace, model_id_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from trackside.interop.mlflow_schema import MlflowSchema

_MODEL = (
    *("model_id", "experiment_id", "name", "artifact_location", "creation_timestamp_ms"),
    *("last_updated_timestamp_ms", "status", "lifecycle_stage", "model_type", "source_run_id"),
    "status_message",
)
_METRIC = (
    *("model_id", "metric_name", "metric_timestamp_ms", "metric_step", "metric_value"),
    *("run_id", "dataset_name", "dataset_digest"),
)
_VERSION = (
    *("name", "version", "creation_time", "last_updated_time", "description", "user_id"),
    *("current_stage", "source", "run_id", "status", "run_link", "workspace", "status_message"),
)
_REDACTED = "REDACTED-"


def found_models(
    connection: Connection,
    schema: MlflowSchema,
    experiment_id: str,
    absolute: Callable[[str], str],
) -> Iterator[FoundModel]:
    """Give the logged models of an experiment; ``absolute`` completes the places of files."""
    if not schema.has("logged_models"):
        return

    def rows(table: str, names: tuple[str, ...]) -> Any:
        is_here = schema.table(table).c.experiment_id == int(experiment_id)
        return connection.execute(schema.select(table, names).where(is_here)).all()

    params: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("logged_model_params", ("model_id", "param_key", "param_value")):
        params[row.model_id][row.param_key] = row.param_value
    tags: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("logged_model_tags", ("model_id", "tag_key", "tag_value")):
        tags[row.model_id][row.tag_key] = row.tag_value
    metrics: dict[str, list[Metric]] = defaultdict(list)
    for row in rows("logged_model_metrics", _METRIC):
        value = float("nan") if row.metric_value is None else row.metric_value
        point = (row.metric_name, value, row.metric_timestamp_ms, row.metric_step or 0)
        of_data = (row.dataset_name, row.dataset_digest)
        metrics[row.model_id].append(Metric(*point, row.model_id, *of_data, row.run_id))
    for row in rows("logged_models", _MODEL):
        yield FoundModel(
            LoggedModel(
                experiment_id=str(row.experiment_id),
                model_id=row.model_id,
                name=row.name,
                artifact_location=absolute(row.artifact_location or ""),
                creation_timestamp=row.creation_timestamp_ms,
                last_updated_timestamp=row.last_updated_timestamp_ms,
                model_type=row.model_type,
                source_run_id=row.source_run_id,
                status=row.status,
                status_message=row.status_message,
                tags=tags[row.model_id],
                params=params[row.model_id],
                metrics=metrics[row.model_id] or None,
            ),
            row.lifecycle_stage or LifecycleStage.ACTIVE,
        )


def found_registry(connection: Connection, schema: MlflowSchema) -> Iterator[FoundRegistered]:
    """Give the registered models with their versions; those of a workspace have its name before theirs."""
    if not schema.has("registered_models"):
        return

    def rows(table: str, *names: str) -> Any:
        if not schema.has(table):
            return []
        return connection.execute(schema.select(table, (*names, "workspace"))).all()

    def named(row: Any) -> str:
        return in_workspace(row.name, row.workspace, ".")

    tags: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("registered_model_tags", "name", "key", "value"):
        tags[named(row)][row.key] = row.value or ""
    aliases: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("registered_model_aliases", "name", "alias", "version"):
        aliases[named(row)][row.alias] = str(row.version)
    version_tags: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for row in rows("model_version_tags", "name", "version", "key", "value"):
        version_tags[named(row), row.version][row.key] = row.value or ""
    versions: dict[str, list[ModelVersion]] = defaultdict(list)
    for row in connection.execute(schema.select("model_versions", _VERSION)):
        versions[named(row)].append(_version(row, named(row), version_tags))
    names = ("name", "creation_time", "last_updated_time", "description")
    for row in rows("registered_models", *names):
        name = named(row)
        model = RegisteredModel(
            name=name,
            creation_timestamp=row.creation_time,
            last_updated_timestamp=row.last_updated_time,
            description=row.description,
            tags=tags[name],
            aliases=aliases[name],
        )
        yield FoundRegistered(model, sorted(versions[name], key=lambda each: int(each.version)))


def _version(row: Any, name: str, tags: dict[tuple[str, int], dict[str, str]]) -> ModelVersion:
    def kept(text: str | None) -> str | None:
        # A deleted version keeps its number and nothing else.
        return None if text is None or text.startswith(_REDACTED) else text

    source = kept(row.source)
    return ModelVersion(
        name=name,
        version=str(row.version),
        creation_timestamp=row.creation_time,
        last_updated_timestamp=row.last_updated_time,
        description=row.description,
        user_id=row.user_id,
        current_stage=row.current_stage or "None",
        source=source,
        run_id=kept(row.run_id) or None,
        status=row.status or "READY",
        status_message=row.status_message,
        tags=tags[name, row.version],
        run_link=kept(row.run_link),
        model_id=model_id_in(source),
    )
