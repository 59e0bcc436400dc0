"""Finding the runs of one page, without looking at more of the store than the page needs.

There are two ways, and which one is cheaper depends on the data, so it is counted first, up to a
bound: how many rows has each index range that a condition of the filter leaves?

- **Few**: take them all, test the other conditions, sort.
- **Many**: then matches are frequent, so walk along the index of the first sort key, a stretch at a
  time, until the page is full. Runs that tie on that key in great numbers are searched among
  themselves by the next key; so are, at the end, those with NaN and those without the key.

With n runs and a page of k, a walk past frequent matches costs about k * n / matches rows and sorting
costs as many rows as match; the bound, the square root of k * n, is where the two meet. A walk that
goes on for longer than that (conditions that are met seldom together, or only at the other end) is
given up and everything begins again with a greater bound, so that the cost stays within a small
factor of the better way.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, literal, select

from trackside.search import Comparison
from trackside.store.sql.hints import found_in, join_whole_ranges
from trackside.store.sql.run_conditions import (
    Driver,
    Scope,
    condition_on_runs,
    driver_of,
    interval_of,
)
from trackside.store.sql.run_order import ABSENT, PRESENT, head_of, is_later
from trackside.store.sql.tables import HEAD_LENGTH, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trackside.search import Condition, Entity, Part
    from trackside.store.sql.interval import Interval
    from trackside.store.sql.run_conditions import KeyIds
    from trackside.store.sql.run_order import Place, Standing, Term

# So few rows are sorted faster than anything is thought over.
_FEW = 500
# Experiments, times lifecycle stages, beyond which a walk along each of them costs more than it saves.
_MAX_PARTS = 16
# Params and tags lie in the order of their key; a metric is looked up in an index and then read.
_EFFORTS: dict[Entity | None, int] = {"attribute": 0, "param": 1, "tag": 1, "metric": 2}
_GREATEST = select(func.max(runs.c.id))


@dataclass(frozen=True)
class Found:
    """A run's number in the database, and its place in the order."""

    run: int
    place: Place


@dataclass(frozen=True)
class _Within:
    """The part of the store that a walk is in: a scope, and what holds for the runs of a tie."""

    scope: Scope
    tests: tuple[ColumnElement[bool], ...] = ()


class _TooFarError(Exception):
    """The walk is longer than it was expected to be."""


class RunWalk:
    """One search over runs, as far as finding them goes."""

    def __init__(
        self,
        connection: Connection,
        scope: Scope,
        conditions: Sequence[Condition],
        key_ids: KeyIds,
    ) -> None:
        self._connection = connection
        self._scope = scope
        self._conditions = tuple(sorted(conditions, key=_effort))
        self._key_ids = key_ids
        self._drivers = [driver_of(each, scope, key_ids) for each in self._conditions]
        self._few = _FEW
        self._rows_left = 0

    def page(self, terms: Sequence[Term], after: Place | None, limit: int) -> list[Found]:
        """Return the first ``limit`` runs after a place, in order."""
        greatest = self._connection.execute(_GREATEST).scalar() or 0
        self._few = max(_FEW, math.isqrt(limit * greatest))
        within = _Within(self._scope)
        while True:
            driver, size = self._smallest()
            if not size:
                return []
            if size < self._few:
                return self._sorted(driver, terms, after, limit, within)
            self._rows_left = 2 * self._few
            try:
                return self._walked(terms, after, limit, within)
            except _TooFarError:
                self._few *= 4

    def count(self) -> int:
        """Return how many runs match."""
        driver, size = self._smallest()
        if not size:
            return 0
        if size < self._few:
            query = select(func.count()).select_from(_runs_of(driver))
            query = self._filtered(query, driver, _Within(self._scope))
        else:
            join_whole_ranges(self._connection)
            query = select(func.count()).select_from(runs).where(*self._scope.bounds())
            query = query.where(*self._memberships())
        return int(self._connection.execute(query).scalar_one())

    def _memberships(self) -> Iterator[ColumnElement[bool]]:
        """Give each condition, as one on a set of runs if it can be.

        For many runs: reading a range once is twice as fast as looking every run up.
        """
        for condition, driver in zip(self._conditions, self._drivers, strict=True):
            if driver and driver.covers is condition and driver.source is not runs:
                yield runs.c.id.in_(select(driver.run).where(*driver.bounds))
            else:
                yield condition_on_runs(condition, self._key_ids, runs.c.id, found_in)

    def _smallest(self) -> tuple[Driver, int]:
        """Return the driver with the fewest rows, and how many: at most the bound."""
        drivers = [self._scope.driver(), *(driver for driver in self._drivers if driver)]
        sizes = self._sizes(drivers)
        least = min(range(len(drivers)), key=sizes.__getitem__)
        return drivers[least], sizes[least]

    def _sizes(self, drivers: Sequence[Driver]) -> list[int]:
        counts = []
        for driver in drivers:
            rows = select(literal(1).label("row")).select_from(driver.source)
            bounded = rows.where(*driver.bounds).limit(self._few).subquery()
            counts.append(select(func.count()).select_from(bounded).scalar_subquery())
        return list(self._connection.execute(select(*counts)).one())

    def _filtered(self, query: Select[Any], driver: Driver, within: _Within) -> Select[Any]:
        query = query.where(*driver.bounds, *within.tests)
        if not driver.in_scope:
            query = query.where(*within.scope.tests())
        open_conditions = (each for each in self._conditions if each is not driver.covers)
        return query.where(
            *(condition_on_runs(each, self._key_ids, driver.run) for each in open_conditions)
        )

    def _sorted(
        self,
        driver: Driver,
        terms: Sequence[Term],
        after: Place | None,
        limit: int,
        within: _Within,
    ) -> list[Found]:
        """Take all runs of a driver, test and sort them."""
        source = _runs_of(driver)
        for term in terms:
            if term.table is not driver.source:
                source = term.join(source)
        shown = [column for term in terms for column in term.shown()]
        query = self._filtered(select(runs.c.id, *shown).select_from(source), driver, within)
        if after:
            query = query.where(is_later(terms, after))
        query = query.order_by(*(column for term in terms for column in term.sort_columns()))
        rows = self._connection.execute(query.limit(limit)).all()
        return [
            Found(run, tuple(zip(parts[::2], parts[1::2], strict=True))) for run, *parts in rows
        ]

    def _walked(
        self, terms: Sequence[Term], after: Place | None, limit: int, within: _Within
    ) -> list[Found]:
        """Walk through the runs in the order of the first term."""
        first = terms[0]
        parts = within.scope.parts() if first.is_scoped else [within.scope]
        if not first.is_walkable or len(parts) > _MAX_PARTS:
            raise _TooFarError
        if len(parts) > 1:
            walks = (
                self._walked(terms, after, limit, replace(within, scope=part)) for part in parts
            )
            return _merged([each for walk in walks for each in walk], terms)[:limit]
        reached = after[0][0] if after else PRESENT
        found = self._along(terms, after, limit, within) if reached == PRESENT else []
        for rank in () if self._implies_value(first) else first.ranks[1:]:
            if rank >= reached and len(found) < limit:
                found += self._tied(terms, (rank, None), after, limit - len(found), within)
        return found

    def _along(
        self, terms: Sequence[Term], after: Place | None, limit: int, within: _Within
    ) -> list[Found]:
        """Walk along the index of the first term, a stretch at a time, until the page is full."""
        first = terms[0]
        rest = self._interval(first)
        if after:
            rest = first.beginning(rest, head_of(after[0][1]), including=True)
        # The stretch goes by the index, where all have a value; so the order does without its rank,
        # the database stops at a full page, and a stretch too long costs less than another one.
        with_value = (replace(first, rank=None), *terms[1:])
        length = max(_FEW, 10 * limit) if self._conditions or within.tests else limit
        found: list[Found] = []
        while len(found) < limit:
            start, end = self._stretch(first, within.scope, rest, length)
            if start is None:
                break
            missing = limit - len(found)
            is_tie = start == end
            if is_tie and not _is_cut(start):
                found += self._tied(terms, (PRESENT, start), after, missing, within)
            else:
                self._spend(length)
                piece = first.beginning(rest, start, including=True)
                if end is not None:
                    piece = first.ending(piece, end, including=is_tie)
                driver = first.driver(within.scope, piece.bounds(first.indexed))
                matching = self._sorted(driver, with_value, after, missing, within)
                found += matching
                if end is None:
                    break
                # As many rows as this rate promises to be enough, and a quarter more.
                promised = 5 * (missing - len(matching)) * length // (4 * max(1, len(matching)))
                length = min(max(limit, promised), 4 * length)
            rest = first.beginning(rest, end, including=not is_tie)
            after = None
        return found

    def _stretch(
        self, term: Term, scope: Scope, interval: Interval, length: int
    ) -> tuple[Part, Part]:
        """Return the first value in an interval and the one ``length`` rows on, None where it has ended."""
        driver = term.driver(scope, interval.bounds(term.indexed))
        way = term.indexed.asc() if term.ascending else term.indexed.desc()
        rows = select(term.indexed).select_from(driver.source).where(*driver.bounds).order_by(way)
        ends = (rows.limit(1).offset(skipped).scalar_subquery() for skipped in (0, length))
        start, end = self._connection.execute(select(*ends)).one()
        return start, end

    def _spend(self, rows: int) -> None:
        self._rows_left -= rows
        if self._rows_left < 0:
            raise _TooFarError

    def _tied(
        self,
        terms: Sequence[Term],
        standing: Standing,
        after: Place | None,
        limit: int,
        within: _Within,
    ) -> list[Found]:
        """Search the runs that stand alike on the first term by the others."""
        first, others = terms[0], terms[1:]
        after = after[1:] if after and after[0] == standing else None
        tied = replace(within, tests=(*within.tests, first.test(standing)))
        if standing[0] == ABSENT and first.table is not None:
            inside = self._walked(others, after, limit, tied)
        else:
            driver = first.driver(within.scope, (first.at(standing),))
            (size,) = self._sizes([driver])
            if size < self._few:
                self._spend(size)
                inside = self._sorted(driver, others, after, limit, within) if size else []
            else:
                inside = self._walked(others, after, limit, tied)
        return [Found(each.run, (standing, *each.place)) for each in inside]

    def _interval(self, term: Term) -> Interval:
        """Return the part of a term's index that a walk goes along: with values, and within the filter."""
        interval = term.values
        for comparison in self._about(term):
            interval = interval.within(interval_of(comparison))
        return interval

    def _implies_value(self, term: Term) -> bool:
        return any(each.operator != "IS NULL" for each in self._about(term))

    def _about(self, term: Term) -> list[Comparison]:
        """Return the comparisons that all matches meet and that are about the term."""
        order = term.ordering
        return [
            each
            for each in self._conditions
            if isinstance(each, Comparison)
            and (each.entity, each.key, each.statistic)
            == (order.entity, order.key, order.statistic)
        ]


def _effort(condition: Condition) -> int:
    """Order conditions by what a test costs: SQLite tests in the order in which they stand."""
    entity = condition.entity if isinstance(condition, Comparison) else None
    return _EFFORTS.get(entity, len(_EFFORTS))


def _runs_of(driver: Driver) -> FromClause:
    return runs if driver.source is runs else driver.source.outerjoin(runs, runs.c.id == driver.run)


def _is_cut(value: Part) -> bool:
    """Tell whether the index holds only the head of the value, so that equal heads are no tie."""
    return isinstance(value, str) and len(value) >= HEAD_LENGTH


def _merged(found: list[Found], terms: Sequence[Term]) -> list[Found]:
    """Sort what several walks found, as the database would."""
    for index in reversed(range(len(terms))):
        nothing: Any = "" if terms[index].is_text else 0

        def value(each: Found, index: int = index, nothing: Any = nothing) -> Any:
            return nothing if each.place[index][1] is None else each.place[index][1]

        found.sort(key=value, reverse=not terms[index].ascending)
        found.sort(key=lambda each, index=index: each.place[index][0])  # type: ignore[misc]
    return found
