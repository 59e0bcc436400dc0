"""Making a new database ready, and refusing one that this version cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, select

from trackside.clock import now_ms
from trackside.entities import LifecycleStage
from trackside.errors import StoreCorrupt
from trackside.store.base import DEFAULT_EXPERIMENT_ID, DEFAULT_EXPERIMENT_NAME
from trackside.store.sql.tables import (
    SCHEMA_VERSION,
    experiments,
    metadata,
    schema_version,
    store_state,
)

if TYPE_CHECKING:
    from trackside.store.sql.database import Database


def set_up(database: Database, artifact_root: str) -> None:
    """Create the tables of an empty database, or check that the schema is ours.

    Two processes that do this at once do not race: whoever is second finds the tables there.
    """
    with database.read() as connection:
        if _is_ready(connection, database.url):
            return
    with database.exclusive() as connection:
        if not _is_ready(connection, database.url):
            _create(connection, artifact_root)


def _is_ready(connection: Connection, url: str) -> bool:
    tables = inspect(connection).get_table_names()
    if not tables:
        return False
    if schema_version.name not in tables or store_state.name not in tables:
        raise StoreCorrupt(
            f"The database {url!r} is not a Trackside store (it holds {', '.join(sorted(tables)[:5])}). "
            "Give another file or database."
        )
    version = connection.execute(select(schema_version.c.version_num)).scalar_one_or_none()
    if version != SCHEMA_VERSION:
        raise StoreCorrupt(
            f"The store {url!r} has schema {version!r} and this Trackside reads {SCHEMA_VERSION!r}. "
            "Upgrade Trackside."
        )
    return True


def _create(connection: Connection, artifact_root: str) -> None:
    metadata.create_all(connection)
    connection.execute(schema_version.insert().values(version_num=SCHEMA_VERSION))
    connection.execute(store_state.insert().values(id=1, revision=1, registry_revision=0))
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
