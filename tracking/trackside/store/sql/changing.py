"""Small changes that every aggregate makes: a new row's id, key/value rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, CursorResult, Table, and_, delete, update

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.store.sql.database import Transaction


def new_id(result: CursorResult[Any]) -> int:
    """Return the id that the database gave to the row just inserted."""
    if result.inserted_primary_key is None:
        raise AssertionError("an INSERT of one row into a table with a numbered key")
    return int(result.inserted_primary_key[0])


def stamp(transaction: Transaction, table: Table, row: int, **values: Any) -> None:
    """Change a run's or an experiment's own row, and note that it or what belongs to it changed."""
    transaction.connection.execute(
        update(table).where(table.c.id == row).values(revision=transaction.revision, **values)
    )


def replace_rows(
    connection: Connection, table: Table, owner: Mapping[str, int], values: Mapping[str, str]
) -> None:
    """Set ``key``/``value`` rows of the owner, in two statements on any database."""
    if not values:
        return
    of_owner = and_(*(table.c[column] == number for column, number in owner.items()))
    connection.execute(delete(table).where(of_owner, table.c.key.in_(list(values))))
    connection.execute(
        table.insert(), [{**owner, "key": key, "value": value} for key, value in values.items()]
    )
