"""Reading the rows of many ids: a page of 100 runs is thousands of them.

What SQLAlchemy does for each id and for each row took longer than the database does, so statements
are built once, SQLite gets all ids as one parameter, and rows are taken as the driver gives them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import JSON, bindparam, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from trackside.store.sql.chunks import chunked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import BindParameter, CompoundSelect, Connection, CursorResult, Dialect, Select
    from sqlalchemy.sql.compiler import SQLCompiler

    Query: TypeAlias = Select[Any] | CompoundSelect[Any]

_NAME = "ids"
_EACH: BindParameter[Any] = bindparam(_NAME, expanding=True)
_LISTED = select(func.json_each(bindparam(_NAME, type_=JSON)).table_valued("value").c.value)


class among(FunctionElement[bool]):  # noqa: N801 (it is used like a SQL function)
    """The column is one of the ids that the statement is executed with."""

    inherit_cache = True


@compiles(among)
def _expanded(element: among, compiler: SQLCompiler, **options: Any) -> str:
    (column,) = element.clauses
    return compiler.process(column.in_(_EACH), **options)


@compiles(among, "sqlite")
def _listed(element: among, compiler: SQLCompiler, **options: Any) -> str:
    (column,) = element.clauses
    return compiler.process(column.in_(_LISTED), **options)


def plain_rows_among(
    connection: Connection, query: Query, ids: Sequence[int], times: int = 1
) -> list[Any]:
    """Return the rows whose column is :class:`among` ids; that stands in the query so many ``times``.

    They are to be unpacked: columns have no names.
    """
    rows: list[Any] = []
    for chunk in chunked(ids, times):
        result = connection.execute(query, {_NAME: chunk})
        if _are_as_stored(result, query, connection.dialect):
            # The driver's tuples are made and unpacked twice as fast as SQLAlchemy's rows.
            rows += result.cursor.fetchall()
            result.close()
        else:
            rows += result.all()
    return rows


def _are_as_stored(result: CursorResult[Any], query: Query, dialect: Dialect) -> bool:
    """Tell whether no column's values are converted; infinities are where the database has none."""
    pairs = zip(query.selected_columns, result.cursor.description, strict=True)
    return not any(
        column.type.dialect_impl(dialect).result_processor(dialect, described[1])
        for column, described in pairs
    )
