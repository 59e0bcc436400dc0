"""MLflow's tables as they are in one database: whichever of its versions made them.

MLflow adds columns and tables with nearly every release. What is read here is asked of the
database first; a column that an older one does not have reads as None, a table as empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, Table, inspect, literal, null, select

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, Select

_MARKS = {"experiments", "runs", "metrics", "params"}

TABLES = frozenset(
    {
        *("alembic_version", "experiments", "experiment_tags", "runs", "params", "tags"),
        *("metrics", "latest_metrics", "datasets", "inputs", "input_tags"),
        *("logged_models", "logged_model_params", "logged_model_tags", "logged_model_metrics"),
        *("registered_models", "registered_model_tags", "registered_model_aliases"),
        *("model_versions", "model_version_tags"),
    }
)

# What else users put into MLflow, by table. Tables that only belong to these, or that MLflow
# keeps for itself, are not worth a word.
NOT_CARRIED = {
    "trace_info": "traces",
    "assessments": "assessments",
    "evaluation_datasets": "evaluation datasets",
    "scorers": "scorers",
    "webhooks": "webhooks",
    "endpoints": "gateway endpoints",
    "issues": "issues",
    "label_schemas": "label schemas",
    "review_queues": "review queues",
    "mcp_servers": "MCP servers",
    "jobs": "jobs",
    "guardrails": "guardrails",
    "budget_policies": "budget policies",
}

_DEFAULT_WORKSPACE = "default"


def in_workspace(name: str, workspace: str | None, separator: str) -> str:
    """Return a name that is unique over all workspaces of one MLflow."""
    return name if workspace in (None, _DEFAULT_WORKSPACE) else f"{workspace}{separator}{name}"


def model_id_in(source: str | None) -> str | None:
    """Return the logged model that a version's source ``models:/m-...`` names."""
    start = "models:/m-"
    return source.removeprefix("models:/") if source and source.startswith(start) else None


class MlflowSchema:
    """The tables of one database."""

    def __init__(self, connection: Connection, shown_url: str) -> None:
        """Look the tables up; raises ``InvalidParameter`` if they are not MLflow's."""
        self._names = set(inspect(connection).get_table_names())
        if not self._names >= _MARKS:
            is_ours = {"series", "segments"} <= self._names
            raise InvalidParameter(
                f"The database {shown_url!r} holds no MLflow store: the tables "
                f"{', '.join(sorted(_MARKS - self._names)) or 'experiments'} are missing."
                + (" It is a Trackside store already." if is_ours else "")
            )
        metadata = MetaData()
        self._tables = {
            name: Table(name, metadata, autoload_with=connection, resolve_fks=False)
            for name in sorted(TABLES & self._names)
        }
        if "alembic_version" in self._tables:
            version = connection.execute(select(self._tables["alembic_version"])).scalar()
        else:
            version = None
        self.version: str | None = version
        """The revision of Alembic, which says which MLflow made the tables; None before MLflow 1.0."""

    def has(self, table: str) -> bool:
        """Say whether there is such a table."""
        return table in self._names

    def table(self, name: str) -> Table:
        """Return a table; the caller has asked whether it is there."""
        return self._tables[name]

    def column(self, table: str, name: str, default: object = None) -> ColumnElement[Any]:
        """Return a column, or what stands for it under its name in an older schema."""
        columns = self._tables[table].c
        if name in columns:
            found: Column[Any] = columns[name]
            return found
        return (null() if default is None else literal(default)).label(name)

    def select(self, table: str, names: Sequence[str]) -> Select[Any]:
        """Select columns by name; those that are missing read as None."""
        return select(*(self.column(table, name) for name in names)).select_from(
            self._tables[table]
        )
