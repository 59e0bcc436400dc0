"""Is the database sound? Every row and every point is read, as of one moment."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, func, select, text, update

from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.histories import Summary, as_row, summary_in, summary_of
from trackside.store.sql.packing import unpack
from trackside.store.sql.tables import (
    experiments,
    keys,
    metadata,
    runs,
    segments,
    series,
    store_state,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Table

_SEGMENTS_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with a store, in words; ``is_repairable`` from what else it holds."""

    message: str
    is_repairable: bool = False


@dataclass(frozen=True, slots=True)
class _SeriesState:
    """What the segments of a series say: damage in words, or the summary that it should have."""

    damage: tuple[str, ...]
    summary: Summary | None
    wrong_segments: Mapping[int, Mapping[str, int]]


class SqlCheck(Aggregate):
    """Checks and repairs of a SQL store."""

    def find_faults(self) -> list[Fault]:
        """Return what is wrong; reads the whole database."""
        with self._database.read() as connection:
            faults = list(_engine_faults(connection))
            # What a damaged file says of its rows is not to be relied on, but it is said.
            faults += _orphans(connection)
            faults += _wrong_state(connection)
            faults += _series_faults(connection)
        return faults

    def repair(self) -> int:
        """Write summaries anew from the points where they differ; returns how many were wrong."""
        count = 0
        with self._database.write() as transaction:
            connection = transaction.connection
            for row, state in list(_series_states(connection)):
                wrong = _is_wrong(row, state)
                if wrong and state.summary is not None:
                    connection.execute(
                        update(series).where(series.c.id == row.id).values(as_row(state.summary))
                    )
                    connection.execute(
                        update(runs)
                        .where(runs.c.id == row.run)
                        .values(revision=transaction.revision)
                    )
                for segment, values in state.wrong_segments.items():
                    connection.execute(
                        update(segments).where(segments.c.id == segment).values(**values)
                    )
                count += bool(state.summary is not None and (wrong or state.wrong_segments))
        return count


def _engine_faults(connection: Connection) -> Iterator[Fault]:
    """Give what the database itself finds wrong with its files."""
    dialect = connection.dialect.name
    if dialect == "sqlite":
        for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
            if line != "ok":
                yield Fault(f"SQLite finds the database damaged: {line}")
    elif dialect in ("mysql", "mariadb"):
        for table in metadata.sorted_tables:
            for row in connection.execute(text(f"CHECK TABLE `{table.name}`")):
                if row[2] == "error" or (row[2] == "status" and row[3] != "OK"):
                    yield Fault(f"The table {table.name!r} is damaged: {row[3]}")


def _orphans(connection: Connection) -> Iterator[Fault]:
    """Give rows that belong to rows which are not there."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            owner: Table = key.column.table
            query = (
                select(func.count())
                .select_from(table.outerjoin(owner, key.parent == key.column))
                .where(and_(key.parent.is_not(None), key.column.is_(None)))
            )
            count = connection.execute(query).scalar_one()
            if count:
                yield Fault(
                    f"{count} row(s) of {table.name!r} belong to rows of {owner.name!r} that are not there."
                )


def _wrong_state(connection: Connection) -> Iterator[Fault]:
    """Say if rows carry a revision that the store has not reached: their changes would be missed."""
    reached = connection.execute(select(store_state.c.revision)).scalar()
    if reached is None:
        yield Fault("The row of 'store_state' is not there.")
        return
    for table in (experiments, runs):
        greatest = connection.execute(select(func.max(table.c.revision))).scalar() or 0
        if greatest > reached:
            yield Fault(
                f"A row of {table.name!r} has revision {greatest}, and the store is at {reached}."
            )


def _series_faults(connection: Connection) -> Iterator[Fault]:
    names: dict[int, str] = dict(connection.execute(select(keys.c.id, keys.c.name)).all())
    ids: dict[int, str] = dict(connection.execute(select(runs.c.id, runs.c.run_id)).all())
    for row, state in _series_states(connection):
        what = f"Metric {names.get(row.key)!r} of run {ids.get(row.run)}"
        for damage in state.damage:
            yield Fault(f"{what}: {damage}")
        if state.summary is None:
            continue
        if _is_wrong(row, state):
            yield Fault(f"{what}: its summary is not that of its points.", is_repairable=True)
        if state.wrong_segments:
            yield Fault(f"{what}: a segment is described wrongly.", is_repairable=True)


def _series_states(connection: Connection) -> Iterator[tuple[Row[Any], _SeriesState]]:
    """Give each series with what its segments say, a few segments in memory at once."""
    rows = {row.id: row for row in connection.execute(select(series))}
    found = connection.execute(
        select(segments).order_by(segments.c.series, segments.c.id),
        execution_options={"yield_per": _SEGMENTS_AT_ONCE},
    )
    for series_id, parts in groupby(found, key=lambda part: part.series):
        state = _state_of(parts)
        # Of a series that is not there: an orphan, found elsewhere.
        if series_id in rows:
            yield rows.pop(series_id), state
    for row in rows.values():
        yield row, _SeriesState(("its points are not there.",), None, {})


def _state_of(parts: Iterable[Row[Any]]) -> _SeriesState:
    damage: list[str] = []
    wrong: dict[int, dict[str, int]] = {}
    summary: Summary | None = None
    for part in parts:
        try:
            own = summary_of(unpack(part.data))
        except ValueError as error:
            damage.append(f"the segment {part.id} with {part.points} point(s) is damaged: {error}.")
            continue
        described = {"points": own.points, "first_step": own.first_step, "last_step": own.step}
        if described != {name: getattr(part, name) for name in described}:
            wrong[part.id] = described
        summary = own if summary is None else summary.joined(own)
    return _SeriesState(tuple(damage), None if damage else summary, wrong)


def _is_wrong(row: Row[Any], state: _SeriesState) -> bool:
    if state.summary is None:
        return False
    stored, computed = asdict(summary_in(row)), asdict(state.summary)
    return any(not _same(stored[name], computed[name]) for name in computed)


def _same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))
