"""A condition of the search grammar as SQL, given what each comparison means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, null, or_

from trackside.errors import InvalidParameter
from trackside.search import And, Comparison

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trackside.search import Condition


def _like(compare: Callable[..., ColumnElement[bool]], pattern: str) -> ColumnElement[bool]:
    r"""Compare with a pattern in which a backslash is a backslash.

    MLflow's patterns know no escapes; PostgreSQL and MySQL do unless told otherwise.
    """
    if "\\" in pattern:
        return compare(pattern.replace("\\", r"\\"), escape="\\")
    return compare(pattern)


_OPERATORS: Mapping[str, Callable[[ColumnElement[Any], Any], ColumnElement[bool]]] = {
    "=": lambda column, value: column == value,
    "!=": lambda column, value: column != value,
    "<": lambda column, value: column < value,
    "<=": lambda column, value: column <= value,
    ">": lambda column, value: column > value,
    ">=": lambda column, value: column >= value,
    "LIKE": lambda column, value: _like(column.like, value),
    "ILIKE": lambda column, value: _like(column.ilike, value),
    "IN": lambda column, values: column.in_(values),
    "NOT IN": lambda column, values: column.not_in(values),
    "IS NULL": lambda column, _: column.is_(null()),
    "IS NOT NULL": lambda column, _: column.is_not(null()),
}


def compared(column: ColumnElement[Any], comparison: Comparison) -> ColumnElement[bool]:
    """Return the SQL of ``column <operator> value``."""
    value: Any = comparison.value
    compare = _OPERATORS.get(comparison.operator)
    if compare is None:
        raise InvalidParameter(f"Unknown operator {comparison.operator!r}.")
    return compare(column, value)


def combined(
    condition: Condition, meaning: Callable[[Comparison], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """Return the SQL of a condition whose comparisons have this meaning."""
    if isinstance(condition, Comparison):
        return meaning(condition)
    parts = [combined(part, meaning) for part in condition.parts]
    return and_(*parts) if isinstance(condition, And) else or_(*parts)
