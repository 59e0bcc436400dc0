"""Writing key/value rows: the owner's other rows stay, those of the same keys are replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, and_, delete

if TYPE_CHECKING:
    from collections.abc import Mapping


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
