"""Telling SQLite which index not to take.

SQLite has no statistics of the tables (nobody runs ANALYZE on a user's file), so its planner guesses
which table to begin with. A search knows, because it has counted; it marks the columns that must
not lead to another plan. The other databases have statistics and decide for themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.compiler import SQLCompiler


class unindexed(FunctionElement[Any]):  # noqa: N801 (it is used like a SQL function)
    """The column, compared or sorted without its index."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(unindexed)
def _plain(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(unindexed, "sqlite")
def _for_sqlite(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    # An expression is not the column, so no index on the column serves it.
    return "+" + compiler.process(element.clauses, **options)
