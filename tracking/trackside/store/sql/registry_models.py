"""Registered models and aliases in SQL."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, select, update
from sqlalchemy.exc import IntegrityError

from trackside.clock import now_ms
from trackside.entities import ModelVersion, PagedList, RegisteredModel
from trackside.errors import AlreadyExists, NotFound
from trackside.search import parse_filter, parse_order_by
from trackside.store.limits import (
    MAX_REGISTRY_TAG_VALUE,
    checked_alias,
    checked_key,
    checked_model_name,
    checked_tags,
    checked_version,
)
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.changing import new_id, replace_rows
from trackside.store.sql.listing import page_of
from trackside.store.sql.plain_search import PlainTarget, filtered, ordered
from trackside.store.sql.registry_versions import (
    find_version,
    latest_by_stage,
    load_versions,
    versions_query,
)
from trackside.store.sql.tables import (
    model_versions,
    registered_model_aliases,
    registered_model_tags,
    registered_models,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.store.sql.database import Transaction

MAX_MODELS_A_PAGE = 1000

_SEARCH = PlainTarget(
    columns={
        "name": registered_models.c.name,
        "creation_timestamp": registered_models.c.creation_timestamp,
        "last_updated_timestamp": registered_models.c.last_updated_timestamp,
    },
    tag_owner=registered_model_tags.c.model,
    owner=registered_models.c.id,
)


class SqlModels(Aggregate):
    """The registered models of a SQL store."""

    def create_registered_model(
        self,
        name: str,
        tags: Mapping[str, str] | None = None,
        description: str | None = None,
    ) -> RegisteredModel:
        checked_model_name(name)
        checked = checked_tags(tags, MAX_REGISTRY_TAG_VALUE, "registered model")
        now = now_ms()
        with self._database.write(touches_registry=True) as transaction:
            try:
                result = transaction.connection.execute(
                    registered_models.insert().values(
                        name=name,
                        description=description,
                        creation_timestamp=now,
                        last_updated_timestamp=now,
                    )
                )
            except IntegrityError:
                raise AlreadyExists(f"Registered Model (name={name}) already exists.") from None
            model = new_id(result)
            replace_rows(transaction.connection, registered_model_tags, {"model": model}, checked)
            return _load(transaction.connection, [find_model(transaction.connection, name)])[0]

    def get_registered_model(self, name: str) -> RegisteredModel:
        with self._database.read() as connection:
            return _load(connection, [find_model(connection, name)])[0]

    def rename_registered_model(self, name: str, new_name: str) -> RegisteredModel:
        checked_model_name(new_name)
        with self._database.write(touches_registry=True) as transaction:
            row = find_model(transaction.connection, name)
            try:
                return _changed(transaction, row.id, name=new_name)
            except IntegrityError:
                raise AlreadyExists(f"Registered Model (name={new_name}) already exists.") from None

    def update_registered_model(self, name: str, description: str | None) -> RegisteredModel:
        with self._database.write(touches_registry=True) as transaction:
            row = find_model(transaction.connection, name)
            return _changed(transaction, row.id, description=description)

    def delete_registered_model(self, name: str) -> None:
        with self._database.write(touches_registry=True) as transaction:
            row = find_model(transaction.connection, name)
            transaction.connection.execute(
                delete(registered_models).where(registered_models.c.id == row.id)
            )

    def search_registered_models(
        self,
        filter_string: str | None = None,
        max_results: int = 100,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[RegisteredModel]:
        query = filtered(
            select(registered_models), _SEARCH, parse_filter(filter_string, "registered_models")
        )
        query = ordered(
            query,
            _SEARCH,
            parse_order_by(order_by, "registered_models"),
            default=(registered_models.c.name.asc(),),
        ).order_by(registered_models.c.id)
        with self._database.read() as connection:
            page = page_of(connection, query, max_results, page_token, MAX_MODELS_A_PAGE)
            return PagedList(_load(connection, page), page.token)

    def set_registered_model_tag(self, name: str, key: str, value: str) -> None:
        checked = checked_tags({key: value}, MAX_REGISTRY_TAG_VALUE, "registered model")
        with self._database.write(touches_registry=True) as transaction:
            row = find_model(transaction.connection, name)
            replace_rows(transaction.connection, registered_model_tags, {"model": row.id}, checked)
            _changed(transaction, row.id)

    def delete_registered_model_tag(self, name: str, key: str) -> None:
        checked_key(key, "tag")
        with self._database.write(touches_registry=True) as transaction:
            row = find_model(transaction.connection, name)
            table = registered_model_tags
            transaction.connection.execute(
                delete(table).where(table.c.model == row.id, table.c.key == key)
            )
            _changed(transaction, row.id)

    def set_registered_model_alias(self, name: str, alias: str, version: str) -> None:
        checked_alias(alias)
        with self._database.write(touches_registry=True) as transaction:
            row = find_model(transaction.connection, name)
            find_version(transaction.connection, name, version)
            _drop_alias(transaction, row.id, alias)
            transaction.connection.execute(
                registered_model_aliases.insert().values(
                    model=row.id, alias=alias, version=checked_version(version)
                )
            )
            _changed(transaction, row.id)

    def delete_registered_model_alias(self, name: str, alias: str) -> None:
        with self._database.write(touches_registry=True) as transaction:
            row = find_model(transaction.connection, name)
            _drop_alias(transaction, row.id, alias)
            _changed(transaction, row.id)

    def get_model_version_by_alias(self, name: str, alias: str) -> ModelVersion:
        table = registered_model_aliases
        with self._database.read() as connection:
            row = find_model(connection, name)
            version = connection.execute(
                select(table.c.version).where(table.c.model == row.id, table.c.alias == alias)
            ).scalar()
            if version is None:
                raise NotFound(f"Registered model alias {alias} not found.")
            return load_versions(connection, [find_version(connection, name, str(version))])[0]


def find_model(connection: Connection, name: str) -> Row[Any]:
    """Return the row of a registered model; raises ``NotFound``."""
    row = connection.execute(
        select(registered_models).where(registered_models.c.name == name)
    ).first()
    if row is None:
        raise NotFound(f"Registered Model with name={name} not found")
    return row


def _changed(transaction: Transaction, model: int, **values: Any) -> RegisteredModel:
    connection, table = transaction.connection, registered_models
    connection.execute(
        update(table).where(table.c.id == model).values(last_updated_timestamp=now_ms(), **values)
    )
    return _load(connection, [connection.execute(select(table).where(table.c.id == model)).one()])[
        0
    ]


def _drop_alias(transaction: Transaction, model: int, alias: str) -> None:
    table = registered_model_aliases
    transaction.connection.execute(
        delete(table).where(table.c.model == model, table.c.alias == alias)
    )


def _load(connection: Connection, rows: Sequence[Row[Any]]) -> list[RegisteredModel]:
    ids = [row.id for row in rows]
    tags: dict[int, dict[str, str]] = defaultdict(dict)
    for tag in connection.execute(
        select(registered_model_tags).where(registered_model_tags.c.model.in_(ids))
    ):
        tags[tag.model][tag.key] = tag.value
    aliases: dict[int, dict[str, str]] = defaultdict(dict)
    for alias in connection.execute(
        select(registered_model_aliases).where(registered_model_aliases.c.model.in_(ids))
    ):
        aliases[alias.model][alias.alias] = str(alias.version)
    versions: dict[str, list[ModelVersion]] = defaultdict(list)
    found = connection.execute(versions_query().where(model_versions.c.model.in_(ids))).all()
    for version in load_versions(connection, found):
        versions[version.name].append(version)
    return [
        RegisteredModel(
            name=row.name,
            creation_timestamp=row.creation_timestamp,
            last_updated_timestamp=row.last_updated_timestamp,
            description=row.description,
            latest_versions=latest_by_stage(versions[row.name]),
            tags=tags[row.id],
            aliases=aliases[row.id],
        )
        for row in rows
    ]
