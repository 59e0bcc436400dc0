"""Taking in registered models and their versions from another store, in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select, update

from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.changing import new_id, replace_rows
from trackside.store.sql.tables import (
    model_version_tags,
    model_versions,
    registered_model_aliases,
    registered_model_tags,
    registered_models,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Table

    from trackside.entities import ModelVersion, RegisteredModel

_VERSION_COLUMNS = (
    *("description", "user_id", "current_stage", "source", "run_id", "run_link", "status"),
    *("creation_timestamp", "last_updated_timestamp", "model_id"),
)
_MODEL_COLUMNS = ("description", "creation_timestamp", "last_updated_timestamp")


class SqlRegistryIntake(Aggregate):
    """The registered models that a SQL store takes in."""

    def take_registered_model(
        self, model: RegisteredModel, versions: Sequence[ModelVersion]
    ) -> bool:
        with self._database.read() as connection:
            if _is_here(connection, model, versions):
                return False
        with self._database.write(touches_registry=True) as transaction:
            _take(transaction.connection, model, versions)
        return True


def _model_values(model: RegisteredModel) -> dict[str, Any]:
    created = model.creation_timestamp or 0
    return {
        "description": model.description,
        "creation_timestamp": created,
        "last_updated_timestamp": model.last_updated_timestamp or created,
    }


def _version_values(version: ModelVersion) -> dict[str, Any]:
    values = {name: getattr(version, name) for name in _VERSION_COLUMNS}
    values["source"] = version.source or ""
    values["last_updated_timestamp"] = version.last_updated_timestamp or version.creation_timestamp
    return values


def _is_here(
    connection: Connection, model: RegisteredModel, versions: Sequence[ModelVersion]
) -> bool:
    row = connection.execute(
        select(registered_models).where(registered_models.c.name == model.name)
    ).first()
    if row is None or {name: getattr(row, name) for name in _MODEL_COLUMNS} != _model_values(model):
        return False
    aliases = {
        each.alias: str(each.version)
        for each in connection.execute(
            select(registered_model_aliases).where(registered_model_aliases.c.model == row.id)
        )
    }
    tags = _texts(connection, registered_model_tags, {"model": row.id})
    if not (model.aliases.items() <= aliases.items() and model.tags.items() <= tags.items()):
        return False
    return all(_is_version_here(connection, row.id, version) for version in versions)


def _is_version_here(connection: Connection, model: int, version: ModelVersion) -> bool:
    row = connection.execute(
        select(model_versions).where(
            model_versions.c.model == model, model_versions.c.version == int(version.version)
        )
    ).first()
    if row is None:
        return False
    tags = _texts(connection, model_version_tags, {"version": row.id})
    is_same = {name: getattr(row, name) for name in _VERSION_COLUMNS} == _version_values(version)
    return is_same and version.tags.items() <= tags.items()


def _texts(connection: Connection, table: Table, owner: Mapping[str, int]) -> dict[str, str]:
    ((column, number),) = owner.items()
    query = select(table.c.key, table.c.value).where(table.c[column] == number)
    return {row.key: row.value for row in connection.execute(query)}


def _take(connection: Connection, model: RegisteredModel, versions: Sequence[ModelVersion]) -> None:
    table = registered_models
    number = connection.execute(select(table.c.id).where(table.c.name == model.name)).scalar()
    values = _model_values(model)
    if number is None:
        number = new_id(connection.execute(table.insert().values(name=model.name, **values)))
    else:
        connection.execute(update(table).where(table.c.id == number).values(**values))
    replace_rows(connection, registered_model_tags, {"model": number}, model.tags)
    for version in versions:
        _take_version(connection, number, version)
    aliases = registered_model_aliases
    for alias, points_to in model.aliases.items():
        connection.execute(
            aliases.delete().where(aliases.c.model == number, aliases.c.alias == alias)
        )
        connection.execute(
            aliases.insert().values(model=number, alias=alias, version=int(points_to))
        )


def _take_version(connection: Connection, model: int, version: ModelVersion) -> None:
    table, values = model_versions, _version_values(version)
    of_number = (table.c.model == model, table.c.version == int(version.version))
    number = connection.execute(select(table.c.id).where(*of_number)).scalar()
    if number is None:
        new = table.insert().values(model=model, version=int(version.version), **values)
        number = new_id(connection.execute(new))
    else:
        connection.execute(update(table).where(table.c.id == number).values(**values))
    replace_rows(connection, model_version_tags, {"version": number}, version.tags)
