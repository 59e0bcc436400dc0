"""Telling databases which way not to go.

SQLite has no statistics of the tables (nobody runs ANALYZE on a user's file), and those of PostgreSQL
are as old as its last look: runs of the last minute are not in them. So their planners guess which
table to begin with. A search knows, because it has counted; it marks the columns that must not lead
to another plan and the tests that must not become joins. MariaDB and MySQL look into their indexes
while they plan, and need no telling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Exists, Select, exists, literal_column, select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, FromClause
    from sqlalchemy.sql.compiler import SQLCompiler


class unindexed(FunctionElement[Any]):  # noqa: N801 (it is used like a SQL function)
    """The column, compared or sorted without its index."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        self.type = column.type


# An expression is not the column, so no index on the column serves it.
@compiles(unindexed, "sqlite")
def _for_sqlite(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return "+" + compiler.process(element.clauses, **options)


# Of one column, that is the column. Beyond the index, it keeps an outer join what it is: to PostgreSQL
# any other comparison says that the row is there.
@compiles(unindexed, "postgresql")
def _for_postgresql(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return f"greatest({compiler.process(element.clauses, **options)})"


@compiles(unindexed)
def _plain(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


def found_in(source: FromClause, *conditions: ColumnElement[bool]) -> Exists:
    """Return whether there is such a row; databases may join the two."""
    return exists(_rows(source, conditions))


def looked_up_in(source: FromClause, *conditions: ColumnElement[bool]) -> Exists:
    """Return whether there is such a row, looked up for each run that is left to test."""
    # PostgreSQL makes a join of it, which it may begin with; not if rows may be cut off.
    return exists(_rows(source, conditions).suffix_with("OFFSET 0", dialect="postgresql"))


def _rows(source: FromClause, conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    row: ColumnElement[int] = literal_column("1")
    return select(row).select_from(source).where(*conditions)


def join_whole_ranges(connection: Connection) -> None:
    """Have PostgreSQL read each range once until the transaction ends, however few rows it expects there."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL enable_nestloop = off"))
