"""The order of a search over runs, as SQL.

A :class:`Term` is one key to sort by. Where a run stands on it is a pair: a rank (0 with a value, 1
for NaN, 2 for none) and the value; ranks go up in both directions, which is MLflow's rule that what
lacks the key comes last and NaN just before it. The last terms are always ``start_time DESC,
run_id``, so that no two runs stand on the same place and a page can begin where another ended.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import ColumnElement, FromClause, and_, case, false, literal, not_, or_

from trackside.search import Ordering, invalid_token
from trackside.store.sql.hints import looked_up_in, unindexed
from trackside.store.sql.interval import Interval
from trackside.store.sql.run_conditions import (
    INDEXED_ATTRIBUTES,
    INDEXED_STATISTICS,
    RUN_ATTRIBUTES,
    STATISTICS,
    Driver,
    Scope,
    named,
    of_run_and_key,
)
from trackside.store.sql.tables import HEAD_LENGTH, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.search import Part
    from trackside.store.sql.run_conditions import KeyIds

# Rank and value on one term; on all terms.
Standing: TypeAlias = "tuple[int, Part]"
Place: TypeAlias = tuple[Standing, ...]

PRESENT, NAN, ABSENT = 0, 1, 2

_ORDERABLE_ATTRIBUTES = {**RUN_ATTRIBUTES, "duration": runs.c.end_time - runs.c.start_time}
_NUMERIC_ATTRIBUTES = ("start_time", "end_time", "duration")
# What a run that has not ended lacks.
_OF_ENDED_RUNS = ("end_time", "duration")
_LEAST_INTEGER = -(2**63)
_TIE_BREAKS = (Ordering("attribute", "start_time", False), Ordering("attribute", "run_id", True))


@dataclass(frozen=True)
class Term:
    """One key to sort by. ``table`` holds the values of a metric, param or tag; None: ``runs`` does."""

    ordering: Ordering
    table: FromClause | None
    key: int | None
    value: ColumnElement[Any]
    rank: ColumnElement[int] | None

    @property
    def ascending(self) -> bool:
        """Whether the least value comes first."""
        return self.ordering.ascending

    @property
    def is_text(self) -> bool:
        """Whether values are texts, else numbers."""
        if self.ordering.entity == "attribute":
            return self.ordering.key not in _NUMERIC_ATTRIBUTES
        return self.ordering.entity != "metric"

    @property
    def ranks(self) -> tuple[int, ...]:
        """The ranks that a run can have, in their order."""
        if self.ordering.entity == "metric":
            return (PRESENT, NAN, ABSENT)
        return (PRESENT,) if self.rank is None else (PRESENT, ABSENT)

    @property
    def is_scoped(self) -> bool:
        """Whether its index begins with experiment and stage."""
        return self.table is None and self.ordering.key != "run_id"

    @property
    def is_walkable(self) -> bool:
        """Whether an index gives the runs in this order."""
        ordering = self.ordering
        if ordering.entity == "attribute":
            return ordering.key in (*INDEXED_ATTRIBUTES, "run_id")
        return ordering.entity != "metric" or ordering.statistic in INDEXED_STATISTICS

    @property
    def indexed(self) -> ColumnElement[Any]:
        """The column that the index holds: of a long text only the head."""
        if self.table is not None and self.is_text:
            return self.table.c.head
        return self.value

    @property
    def values(self) -> Interval:
        """The part of the index with values: runs without one lie at one end of it."""
        if self.rank is None or self.is_text:
            return Interval()
        return Interval(low=-math.inf if self.ordering.entity == "metric" else _LEAST_INTEGER)

    def join(self, source: FromClause) -> FromClause:
        """Join the term's table to runs, if it has one."""
        if self.table is None:
            return source
        return source.outerjoin(self.table, and_(*of_run_and_key(self.table, self.key)))

    def beginning(self, interval: Interval, value: Part, *, including: bool) -> Interval:
        """Return what is left of an interval from ``value`` on, in the direction of the order."""
        if self.ascending:
            return interval.above(value, including=including)
        return interval.below(value, including=including)

    def ending(self, interval: Interval, value: Part, *, including: bool) -> Interval:
        """Return what of an interval comes before ``value``, in the direction of the order."""
        if self.ascending:
            return interval.below(value, including=including)
        return interval.above(value, including=including)

    def driver(self, scope: Scope, bounds: Sequence[ColumnElement[bool]]) -> Driver:
        """Return the runs within bounds of the index."""
        if self.table is not None:
            return Driver(self.table, self.table.c.run, (self.table.c.key == self.key, *bounds))
        if self.is_scoped:
            return scope.driver(*bounds)
        return Driver(runs, runs.c.id, tuple(bounds))

    def at(self, standing: Standing) -> ColumnElement[bool]:
        """Return the bound of the runs that stand exactly there, of the term's own table.

        Of a text that is longer than its head this cannot be asked; nor below.
        """
        rank, value = standing
        return self.indexed.is_(None) if rank != PRESENT else self.indexed == value

    def test(self, standing: Standing) -> ColumnElement[bool]:
        """Return the same as a test of a run that was found otherwise."""
        rank, value = standing
        if self.table is None:
            column = unindexed(self.value)
            return column.is_(None) if rank != PRESENT else column == value
        table = named(self.ordering.entity, "test")
        of_key = of_run_and_key(table, self.key)
        if rank == ABSENT:
            return not_(looked_up_in(table, *of_key))
        column = table.c[self.indexed.name]
        return looked_up_in(table, *of_key, column.is_(None) if rank == NAN else column == value)

    def is_at(self, standing: Standing) -> ColumnElement[bool]:
        """Return the same for a row that the term's table is joined to."""
        rank, value = standing
        if rank == PRESENT or self.rank is None:
            return self._compared == value
        return self.rank == rank

    def is_after(self, standing: Standing) -> ColumnElement[bool]:
        """Return the condition that a row comes later than this on the term."""
        rank, value = standing
        if rank != PRESENT:
            return false() if self.rank is None else self.rank > rank
        later = self._compared > value if self.ascending else self._compared < value
        return later if self.rank is None else or_(later, self.rank > PRESENT)

    def sort_columns(self) -> tuple[ColumnElement[Any], ...]:
        """Return what to sort by."""
        way = self._compared.asc() if self.ascending else self._compared.desc()
        return (way,) if self.rank is None else (self.rank, way)

    def shown(self) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        """Return rank and value as columns of a result."""
        return literal(PRESENT) if self.rank is None else self.rank, self.value

    @property
    def _compared(self) -> ColumnElement[Any]:
        return unindexed(self.value) if self.table is None else self.value


def terms_of(orderings: Sequence[Ordering], key_ids: KeyIds) -> tuple[Term, ...]:
    """Return the terms of an order, the tie-breaks included."""
    named = {(each.entity, each.key) for each in orderings}
    breaks = [each for each in _TIE_BREAKS if (each.entity, each.key) not in named]
    terms = []
    for number, ordering in enumerate((*orderings, *breaks)):
        terms.append(_term(ordering, number, key_ids))
        if (ordering.entity, ordering.key) == ("attribute", "run_id"):
            break
    return tuple(terms)


def _term(ordering: Ordering, number: int, key_ids: KeyIds) -> Term:
    if ordering.entity == "attribute":
        column = _ORDERABLE_ATTRIBUTES[ordering.key]
        is_lacked = ordering.key in _OF_ENDED_RUNS
        rank = case((column.is_(None), ABSENT), else_=PRESENT) if is_lacked else None
        return Term(ordering, None, None, column, rank)
    is_metric = ordering.entity == "metric"
    table = named(ordering.entity, f"order_{number}")
    column = table.c[STATISTICS[ordering.statistic]] if is_metric else table.c.value
    rank = case((table.c.run.is_(None), ABSENT), (column.is_(None), NAN), else_=PRESENT)
    return Term(ordering, table, key_ids(ordering.key), column, rank)


def is_later(terms: Sequence[Term], place: Place) -> ColumnElement[bool]:
    """Return the condition that a row comes after a place."""
    (term, *others), (standing, *rest) = terms, place
    if not others:
        return term.is_after(standing)
    tied = and_(term.is_at(standing), is_later(others, tuple(rest)))
    return or_(term.is_after(standing), tied)


def place_of(parts: Sequence[Part], terms: Sequence[Term], token: object) -> Place:
    """Return the place that a token's parts say; raises ``InvalidParameter`` if they do not fit."""
    if len(parts) != 2 * len(terms):
        raise invalid_token(token)
    place = tuple(zip(parts[::2], parts[1::2], strict=True))
    for (rank, value), term in zip(place, terms, strict=True):
        fits = isinstance(value, str) if term.is_text else isinstance(value, int | float)
        if rank not in term.ranks or not (fits if rank == PRESENT else value is None):
            raise invalid_token(token)
    return place  # type: ignore[return-value]


def head_of(value: Part) -> Part:
    """Return what the index holds of a value."""
    return value[:HEAD_LENGTH] if isinstance(value, str) else value
