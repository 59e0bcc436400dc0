"""Search over things whose values are columns and whose tags are key/value rows.

Experiments, registered models and model versions; runs have their own (:mod:`run_search`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Integer, Select, and_, exists, not_

from trackside.errors import InvalidParameter
from trackside.store.sql.comparing import combined, compared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.search import Comparison, Condition, Ordering

# What MLflow's client adds to every search of models; it must also match those without the tag.
_IS_PROMPT = "mlflow.prompt.is_prompt"


@dataclass(frozen=True, slots=True)
class PlainTarget:
    """A searchable table: its attributes' columns and where its tags lie."""

    columns: Mapping[str, ColumnElement[Any]]
    tag_owner: ColumnElement[Any]
    owner: ColumnElement[Any]


def filtered(
    query: Select[Any], target: PlainTarget, conditions: Sequence[Condition]
) -> Select[Any]:
    """Keep the rows that meet every condition."""
    meaning = partial(_condition, target)
    return query.where(*(combined(condition, meaning) for condition in conditions))


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
    table = target.tag_owner.table
    is_key = and_(target.tag_owner == target.owner, table.c.key == comparison.key)
    if comparison.operator == "IS NULL":
        return not_(exists().where(is_key))
    if comparison.operator == "IS NOT NULL":
        return exists().where(is_key)
    if comparison.key == _IS_PROMPT and comparison.operator == "!=":
        return not_(exists().where(is_key, table.c.value == comparison.value))
    return exists().where(is_key, compared(table.c.value, comparison))


def _with_number(target: PlainTarget, comparison: Comparison) -> Comparison:
    """Turn the ids that users write as texts into the numbers that columns hold."""
    if not isinstance(_column(target, comparison.key).type, Integer):
        return comparison
    if isinstance(comparison.value, tuple):
        return replace(comparison, value=tuple(_number(each) for each in comparison.value))
    if comparison.value is None:
        return comparison
    return replace(comparison, value=_number(comparison.value))


def _number(value: str | float) -> float:
    """Return the number that a text says; one that says none is no id of anything."""
    if not isinstance(value, str):
        return value
    return int(value) if value.isascii() and value.isdigit() else -1


def _column(target: PlainTarget, key: str) -> ColumnElement[Any]:
    try:
        return target.columns[key]
    except KeyError:
        raise InvalidParameter(
            f"Cannot search by {key!r}; valid are {', '.join(target.columns)}."
        ) from None
