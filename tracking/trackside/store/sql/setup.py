"""Making a new database ready, bringing an older one up to date, refusing what we cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, select

from trackside.clock import now_ms
from trackside.entities import LifecycleStage
from trackside.errors import StoreCorrupt
from trackside.store.base import DEFAULT_EXPERIMENT_ID, DEFAULT_EXPERIMENT_NAME
from trackside.store.sql.migrations import older_versions, upgrade
from trackside.store.sql.tables import (
    SCHEMA_VERSION,
    experiments,
    metadata,
    schema_version,
    store_state,
)

if TYPE_CHECKING:
    from trackside.store.sql.database import Database


def set_up(database: Database, artifact_root: str) -> str:
    """Create the tables of an empty database, or bring an older schema to ours.

    Two processes that do this at once do not race: whoever is second finds it done. Returns where
    artifacts go: ``artifact_root``, or on a database server what its first user said.
    """
    with database.read() as connection:
        tables = inspect(connection).get_table_names()
        is_ready = schema_version.name in tables and _version(connection) == SCHEMA_VERSION
    if not is_ready:
        with database.setting_up() as connection:
            _bring_up_to_date(connection, database.url, artifact_root)
    if database.dialect == "sqlite":
        return artifact_root
    with database.read() as connection:
        return connection.execute(select(store_state.c.artifact_root)).scalar_one() or artifact_root


def _bring_up_to_date(connection: Connection, url: str, artifact_root: str) -> None:
    tables = inspect(connection).get_table_names()
    version = _version(connection) if schema_version.name in tables else None
    if version is None and metadata.tables.keys() >= set(tables):
        # Empty, or half-made by a process that died, where changes of tables commit one by one.
        metadata.create_all(connection, checkfirst=bool(tables))
        insert_first_rows(connection, artifact_root)
    elif store_state.name not in tables:
        raise StoreCorrupt(
            f"The database {url!r} is not a Trackside store (it holds {', '.join(sorted(tables)[:5])}). "
            "Give another file or database."
        )
    elif version in older_versions(SCHEMA_VERSION):
        upgrade(connection)
    elif version != SCHEMA_VERSION:
        raise StoreCorrupt(
            f"The store {url!r} has schema {version!r} and this Trackside reads {SCHEMA_VERSION!r}. "
            "Upgrade Trackside."
        )


def _version(connection: Connection) -> str | None:
    found: str | None = connection.execute(
        select(schema_version.c.version_num)
    ).scalar_one_or_none()
    return found


def insert_first_rows(connection: Connection, artifact_root: str) -> None:
    """Write what a store holds before anybody used it."""
    connection.execute(
        store_state.insert().values(
            id=1, revision=1, registry_revision=0, artifact_root=artifact_root
        )
    )
    now = now_ms()
    connection.execute(
        experiments.insert().values(
            id=int(DEFAULT_EXPERIMENT_ID),
            name=DEFAULT_EXPERIMENT_NAME,
            artifact_location=f"{artifact_root}/{DEFAULT_EXPERIMENT_ID}",
            lifecycle_stage=LifecycleStage.ACTIVE,
            creation_time=now,
            last_update_time=now,
            revision=1,
        )
    )
    connection.execute(schema_version.insert().values(version_num=SCHEMA_VERSION))
