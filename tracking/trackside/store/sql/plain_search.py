"""Search over things whose values are columns and whose tags are key/value rows.

Experiments, registered models and model versions; runs have their own (:mod:`run_search`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, exists, not_, null

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.search import Comparison, Ordering

# What MLflow's client adds to every search of models; it must also match those without the tag.
_IS_PROMPT = "mlflow.prompt.is_prompt"


@dataclass(frozen=True, slots=True)
class PlainTarget:
    """A searchable table: its attributes' columns and where its tags lie."""

    columns: Mapping[str, ColumnElement[Any]]
    tag_owner: ColumnElement[Any]
    owner: ColumnElement[Any]


def compared(column: ColumnElement[Any], comparison: Comparison) -> ColumnElement[bool]:
    """Return the SQL of ``column <operator> value``."""
    value: Any = comparison.value
    match comparison.operator:
        case "=":
            return column == value
        case "!=":
            return column != value
        case "<":
            return column < value
        case "<=":
            return column <= value
        case ">":
            return column > value
        case ">=":
            return column >= value
        case "LIKE":
            return column.like(value)
        case "ILIKE":
            return column.ilike(value)
        case "IN":
            return column.in_(value)
        case "NOT IN":
            return column.not_in(value)
        case "IS NULL":
            return column.is_(null())
        case "IS NOT NULL":
            return column.is_not(null())
    raise InvalidParameter(f"Unknown operator {comparison.operator!r}.")


def filtered(
    query: Select[Any], target: PlainTarget, comparisons: Sequence[Comparison]
) -> Select[Any]:
    """Keep the rows that meet every comparison."""
    return query.where(*(_condition(target, comparison) for comparison in comparisons))


def ordered(
    query: Select[Any],
    target: PlainTarget,
    orderings: Sequence[Ordering],
    default: Sequence[ColumnElement[Any]],
) -> Select[Any]:
    """Sort as asked, else as by default."""
    if not orderings:
        return query.order_by(*default)
    columns = [(_column(target, ordering.key), ordering.ascending) for ordering in orderings]
    return query.order_by(*(column.asc() if up else column.desc() for column, up in columns))


def _condition(target: PlainTarget, comparison: Comparison) -> ColumnElement[bool]:
    if comparison.entity == "attribute":
        return compared(_column(target, comparison.key), _with_number(target, comparison))
    table = target.tag_owner.table  # type: ignore[attr-defined]
    is_key = and_(target.tag_owner == target.owner, table.c.key == comparison.key)
    if comparison.operator == "IS NULL":
        return not_(exists().where(is_key))
    if comparison.operator == "IS NOT NULL":
        return exists().where(is_key)
    if comparison.key == _IS_PROMPT and comparison.operator == "!=":
        return not_(exists().where(is_key, table.c.value == comparison.value))
    return exists().where(is_key, compared(table.c.value, comparison))


def _with_number(target: PlainTarget, comparison: Comparison) -> Comparison:
    """Turn the string ids that users write into the numbers that columns hold."""
    column = _column(target, comparison.key)
    if column.type.python_type is not int or comparison.value is None:
        return comparison
    from dataclasses import replace

    def number(value: str | float) -> int | float:
        return (
            int(value)
            if isinstance(value, str) and value.isdigit()
            else -1
            if isinstance(value, str)
            else value
        )

    value = comparison.value
    if isinstance(value, tuple):
        return replace(comparison, value=tuple(number(item) for item in value))
    return replace(comparison, value=number(value))


def _column(target: PlainTarget, key: str) -> ColumnElement[Any]:
    try:
        return target.columns[key]
    except KeyError:
        raise InvalidParameter(
            f"Cannot search by {key!r}; valid are {', '.join(target.columns)}."
        ) from None
