"""Versions of registered models in SQL."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, and_, delete, func, select, update

from trackside.clock import now_ms
from trackside.entities import ModelVersion, PagedList
from trackside.entities.states import STAGES
from trackside.errors import InvalidParameter, NotFound
from trackside.search import parse_filter, parse_order_by
from trackside.store.limits import (
    MAX_REGISTRY_TAG_VALUE,
    checked_key,
    checked_tags,
    checked_version,
)
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.changing import new_id, replace_rows
from trackside.store.sql.listing import page_of
from trackside.store.sql.plain_search import PlainTarget, filtered, ordered
from trackside.store.sql.tables import (
    model_version_tags,
    model_versions,
    registered_model_aliases,
    registered_models,
)
from trackside.store.sql.version_sources import Source, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trackside.store.sql.database import Transaction

MAX_VERSIONS_A_PAGE = 200_000
# The row of a deleted version stays, emptied, as in MLflow: its number must not come to mean
# another model.
DELETED_STAGE = "Deleted_Internal"

_SEARCH = PlainTarget(
    columns={
        "name": registered_models.c.name,
        "version_number": model_versions.c.version,
        "run_id": model_versions.c.run_id,
        "source_path": model_versions.c.source,
        "creation_timestamp": model_versions.c.creation_timestamp,
        "last_updated_timestamp": model_versions.c.last_updated_timestamp,
    },
    tag_owner=model_version_tags.c.version,
    owner=model_versions.c.id,
)


class SqlVersions(Aggregate):
    """The model versions of a SQL store."""

    def create_model_version(
        self,
        name: str,
        source: str,
        run_id: str | None = None,
        tags: Mapping[str, str] | None = None,
        run_link: str | None = None,
        description: str | None = None,
        model_id: str | None = None,
    ) -> ModelVersion:
        if not source:
            raise InvalidParameter(
                f"A version of model {name!r} needs a source: the URI that its files were logged to."
            )
        checked = checked_tags(tags, MAX_REGISTRY_TAG_VALUE, "model version")
        now = now_ms()
        with self._database.write(touches_registry=True) as transaction:
            connection = transaction.connection
            model = _touch_model(transaction, name)
            origin = source_of(
                connection, Source(source, run_id or None, model_id or None), find_version
            )
            newest = connection.execute(
                select(func.max(model_versions.c.version)).where(model_versions.c.model == model)
            ).scalar()
            number = (newest or 0) + 1
            result = connection.execute(
                model_versions.insert().values(
                    model=model,
                    version=number,
                    description=description,
                    current_stage="None",
                    source=origin.uri,
                    run_id=origin.run_id,
                    run_link=run_link,
                    model_id=origin.model_id,
                    status="READY",
                    creation_timestamp=now,
                    last_updated_timestamp=now,
                )
            )
            owner = {"version": new_id(result)}
            replace_rows(connection, model_version_tags, owner, checked)
            return load_versions(connection, [find_version(connection, name, str(number))])[0]

    def get_model_version(self, name: str, version: str) -> ModelVersion:
        with self._database.read() as connection:
            return load_versions(connection, [find_version(connection, name, version)])[0]

    def update_model_version(
        self, name: str, version: str, description: str | None
    ) -> ModelVersion:
        with self._database.write(touches_registry=True) as transaction:
            return _changed(transaction, name, version, description=description)

    def transition_model_version_stage(
        self, name: str, version: str, stage: str, archive_existing_versions: bool
    ) -> ModelVersion:
        canonical = _canonical_stage(stage)
        if archive_existing_versions and canonical not in ("Staging", "Production"):
            raise InvalidParameter(
                f"Model version transition cannot archive existing model versions because {canonical!r} is "
                "not an Active stage. Valid stages are 'Staging', 'Production'."
            )
        with self._database.write(touches_registry=True) as transaction:
            row = find_version(transaction.connection, name, version)
            if archive_existing_versions:
                transaction.connection.execute(
                    update(model_versions)
                    .where(
                        model_versions.c.model == row.model,
                        model_versions.c.current_stage == canonical,
                        model_versions.c.id != row.id,
                    )
                    .values(current_stage="Archived", last_updated_timestamp=now_ms())
                )
            return _changed(transaction, name, version, current_stage=canonical)

    def delete_model_version(self, name: str, version: str) -> None:
        with self._database.write(touches_registry=True) as transaction:
            row = find_version(transaction.connection, name, version)
            aliases = registered_model_aliases
            transaction.connection.execute(
                delete(aliases).where(
                    aliases.c.model == row.model, aliases.c.version == row.version
                )
            )
            transaction.connection.execute(
                delete(model_version_tags).where(model_version_tags.c.version == row.id)
            )
            transaction.connection.execute(
                update(model_versions)
                .where(model_versions.c.id == row.id)
                .values(
                    current_stage=DELETED_STAGE,
                    description=None,
                    user_id=None,
                    source="",
                    run_id=None,
                    run_link=None,
                )
            )
            _touch_model(transaction, name)

    def get_latest_versions(
        self, name: str, stages: Sequence[str] | None = None
    ) -> list[ModelVersion]:
        wanted = {_canonical_stage(stage) for stage in stages} if stages else set(STAGES)
        with self._database.read() as connection:
            _model_id(connection, name)
            rows = connection.execute(
                versions_query().where(registered_models.c.name == name)
            ).all()
            latest = latest_by_stage(load_versions(connection, rows))
        return [version for version in latest if version.current_stage in wanted]

    def search_model_versions(
        self,
        filter_string: str | None = None,
        max_results: int = 10000,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[ModelVersion]:
        query = filtered(versions_query(), _SEARCH, parse_filter(filter_string, "model_versions"))
        query = ordered(
            query,
            _SEARCH,
            parse_order_by(order_by, "model_versions"),
            default=(model_versions.c.last_updated_timestamp.desc(),),
        ).order_by(registered_models.c.name, model_versions.c.version.desc())
        with self._database.read() as connection:
            page = page_of(connection, query, max_results, page_token, MAX_VERSIONS_A_PAGE)
            return PagedList(load_versions(connection, page), page.token)

    def set_model_version_tag(self, name: str, version: str, key: str, value: str) -> None:
        checked = checked_tags({key: value}, MAX_REGISTRY_TAG_VALUE, "model version")
        with self._database.write(touches_registry=True) as transaction:
            row = find_version(transaction.connection, name, version)
            replace_rows(transaction.connection, model_version_tags, {"version": row.id}, checked)
            _changed(transaction, name, version)

    def delete_model_version_tag(self, name: str, version: str, key: str) -> None:
        checked_key(key, "tag")
        table = model_version_tags
        with self._database.write(touches_registry=True) as transaction:
            row = find_version(transaction.connection, name, version)
            transaction.connection.execute(
                delete(table).where(table.c.version == row.id, table.c.key == key)
            )
            _changed(transaction, name, version)


def versions_query() -> Select[Any]:
    """Select versions, without the deleted ones, with the names of their models."""
    return (
        select(model_versions, registered_models.c.name)
        .join(registered_models, registered_models.c.id == model_versions.c.model)
        .where(model_versions.c.current_stage != DELETED_STAGE)
    )


def find_version(connection: Connection, name: str, version: str) -> Row[Any]:
    """Return the row of a version; raises ``NotFound``."""
    number = checked_version(version)
    row = connection.execute(
        versions_query().where(registered_models.c.name == name, model_versions.c.version == number)
    ).first()
    if row is None:
        raise NotFound(f"Model Version (name={name}, version={number}) not found")
    return row


def load_versions(connection: Connection, rows: Sequence[Row[Any]]) -> list[ModelVersion]:
    """Return versions with their tags and aliases, in the order of the rows."""
    tags: dict[int, dict[str, str]] = defaultdict(dict)
    of_these = model_version_tags.c.version.in_([row.id for row in rows])
    for tag in connection.execute(select(model_version_tags).where(of_these)):
        tags[tag.version][tag.key] = tag.value
    aliases: dict[tuple[int, int], list[str]] = defaultdict(list)
    of_their_models = registered_model_aliases.c.model.in_({row.model for row in rows})
    for alias in connection.execute(select(registered_model_aliases).where(of_their_models)):
        aliases[alias.model, alias.version].append(alias.alias)
    return [
        ModelVersion(
            name=row.name,
            version=str(row.version),
            creation_timestamp=row.creation_timestamp,
            last_updated_timestamp=row.last_updated_timestamp,
            description=row.description,
            user_id=row.user_id,
            current_stage=row.current_stage,
            source=row.source,
            run_id=row.run_id,
            status=row.status,
            tags=tags[row.id],
            run_link=row.run_link,
            aliases=tuple(sorted(aliases[row.model, row.version])),
            model_id=row.model_id,
        )
        for row in rows
    ]


def latest_by_stage(versions: Iterable[ModelVersion]) -> list[ModelVersion]:
    """Return the newest version of each stage, the oldest first."""
    newest: dict[str, ModelVersion] = {}
    for version in sorted(versions, key=lambda version: int(version.version)):
        newest[version.current_stage] = version
    return sorted(newest.values(), key=lambda version: int(version.version))


def _model_id(connection: Connection, name: str) -> int:
    query = select(registered_models.c.id).where(registered_models.c.name == name)
    found = connection.execute(query).scalar()
    if found is None:
        raise NotFound(f"Registered Model with name={name} not found")
    return int(found)


def _touch_model(transaction: Transaction, name: str) -> int:
    model = _model_id(transaction.connection, name)
    transaction.connection.execute(
        update(registered_models)
        .where(registered_models.c.id == model)
        .values(last_updated_timestamp=now_ms())
    )
    return model


def _changed(transaction: Transaction, name: str, version: str, **values: Any) -> ModelVersion:
    connection = transaction.connection
    row = find_version(connection, name, version)
    connection.execute(
        update(model_versions)
        .where(and_(model_versions.c.id == row.id))
        .values(last_updated_timestamp=now_ms(), **values)
    )
    return load_versions(connection, [find_version(connection, name, version)])[0]


def _canonical_stage(stage: object) -> str:
    for known in STAGES:
        if str(stage).lower() == known.lower():
            return known
    raise InvalidParameter(
        f"Invalid Model Version stage: {stage}. Value must be one of {', '.join(STAGES)}."
    )
