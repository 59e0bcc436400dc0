"""All rows of a database, out of one and into another: what backups and moves are made of.

Generic over the tables: a new one is copied without a word here. Values pass through the columns'
types, so each database writes them its own way and reads back what went in.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import delete, func, select, text, update

from trackside.errors import AlreadyExists
from trackside.store.base import DEFAULT_EXPERIMENT_ID
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.tables import (
    doomed_artifacts,
    experiments,
    metadata,
    schema_version,
    segments,
    spools,
    store_state,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

# What says how this database is used, and not what is in it. Files that still have to go are left
# to the store that they belonged to.
_OF_THE_PLACE = (schema_version, spools, doomed_artifacts)
COPIED = tuple(table for table in metadata.sorted_tables if table not in _OF_THE_PLACE)
# A segment may have 600 kB.
_ROWS_AT_ONCE = {segments.name: 20}
_FEW_COLUMNS = 500


class Rows(Protocol):
    """The rows of a whole store, as of one moment."""

    def of(self, table: Table) -> Iterator[dict[str, Any]]:
        """Give the rows of a table by its key; read one table to its end before the next."""
        ...


class Snapshot:
    """The rows of a database as one read transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, table: Table) -> Iterator[dict[str, Any]]:
        """Give the rows of a table, a few in memory at once."""
        found = self._connection.execute(
            select(table).order_by(*table.primary_key),
            execution_options={"yield_per": rows_at_once(table)},
        )
        for row in found.mappings():
            yield dict(row)


def rows_at_once(table: Table) -> int:
    """Return how many rows of a table to hold in memory."""
    return _ROWS_AT_ONCE.get(table.name, _FEW_COLUMNS)


class SqlWhole(Aggregate):
    """A SQL store as a whole."""

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Give all rows as of now; others may write meanwhile."""
        with self._database.read() as connection:
            yield Snapshot(connection)

    def row_counts(self) -> dict[str, int]:
        """Return how many rows each table holds."""
        with self._database.read() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in COPIED
            }

    def check_empty(self) -> None:
        """Raise ``AlreadyExists`` unless nothing was ever put into this store."""
        with self._database.read() as connection:
            _check_empty(connection, self._database.url)

    def fill(self, rows: Rows) -> dict[str, int]:
        """Put all rows into this empty store in one transaction; returns how many by table.

        Whatever happens, it is filled or as empty as before. Raises ``AlreadyExists`` if it is not
        empty. Revisions go on where those of the source were.
        """
        counts: dict[str, int] = {}
        with self._database.exclusive() as connection:
            _check_empty(connection, self._database.url)
            connection.execute(delete(experiments))
            for table in COPIED:
                counts[table.name] = (
                    _take_state(connection, rows)
                    if table is store_state
                    else _insert(connection, table, rows)
                )
            if self._database.dialect == "postgresql":
                _number_on(connection)
                _count_values(connection)
        return counts


def _check_empty(connection: Connection, url: str) -> None:
    for table in COPIED:
        if table is store_state:
            continue
        first_rows = 1 if table is experiments else 0
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
        if count > first_rows or (count and not _has_default(connection)):
            raise AlreadyExists(
                f"The store {url!r} is not empty (table {table.name!r} has {count} rows); give the address of a"
                " new one."
            )


def _has_default(connection: Connection) -> bool:
    query = select(experiments.c.id).where(experiments.c.id == int(DEFAULT_EXPERIMENT_ID))
    return connection.execute(query).first() is not None


def _take_state(connection: Connection, rows: Rows) -> int:
    """Go on with the source's revisions and ids; where artifacts go is the place's own matter."""
    for state in rows.of(store_state):
        connection.execute(
            update(store_state).values(
                revision=state["revision"],
                registry_revision=state["registry_revision"],
                last_experiment_id=state["last_experiment_id"],
            )
        )
    return 1


def _insert(connection: Connection, table: Table, rows: Rows) -> int:
    source, count = rows.of(table), 0
    while batch := list(islice(source, rows_at_once(table))):
        connection.execute(table.insert(), batch)
        count += len(batch)
    return count


def _number_on(connection: Connection) -> None:
    """Have PostgreSQL's counters go on after the ids that were inserted."""
    for table in COPIED:
        column = table.autoincrement_column
        if column is None:
            continue
        greatest = connection.execute(select(func.max(column))).scalar()
        if greatest:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, :id), :greatest)"),
                {"name": table.name, "id": column.name, "greatest": greatest},
            )


def _count_values(connection: Connection) -> None:
    """Have PostgreSQL's planner know what is there; until its own round it would guess, and badly."""
    connection.execute(text(f"ANALYZE {', '.join(table.name for table in COPIED)}"))
