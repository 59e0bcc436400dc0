"""Metric series in SQL: summaries in rows, points in packed segments.

Each write appends one segment to each series it touches. Small segments are merged as they pile
up, so that any two neighbours differ in size by half: a series of n points has O(log n) segments
below :data:`FULL_SEGMENT`, a point is rewritten O(log n) times, and reading is a handful of blobs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Connection, Row, and_, bindparam, delete, select, update

from trackside.entities import History
from trackside.errors import StoreCorrupt
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.chunks import chunked
from trackside.store.sql.packing import (
    Points,
    concatenate,
    in_order,
    new_points,
    no_points,
    pack,
    unpack,
)
from trackside.store.sql.run_rows import as_float, as_stored, find_run
from trackside.store.sql.tables import runs, segments, series, spools

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trackside.entities import Metric
    from trackside.store.base import SpoolRange
    from trackside.store.sql.database import Database, Transaction

# Points (~600 kB) beyond which a segment is left alone by merging.
FULL_SEGMENT = 65_536


@dataclass(frozen=True, slots=True)
class Summary:
    """What a series comes down to; the columns of its row."""

    value: float
    step: int
    timestamp: int
    min: float
    max: float
    first_step: int
    points: int
    first: float

    def joined(self, other: Summary) -> Summary:
        """Return the summary of this series and points that arrived later."""
        latest = max(self, other, key=_recency)
        return Summary(
            value=latest.value,
            step=latest.step,
            timestamp=latest.timestamp,
            min=_extreme(np.fmin, self.min, other.min),
            max=_extreme(np.fmax, self.max, other.max),
            first_step=min(self.first_step, other.first_step),
            points=self.points + other.points,
            first=self.first if self.first_step <= other.first_step else other.first,
        )


def summary_of(points: Points) -> Summary:
    """Summarise at least one point."""
    steps, timestamps, values = points
    at_last_step = np.flatnonzero(steps == steps.max())
    newest = at_last_step[timestamps[at_last_step] == timestamps[at_last_step].max()]
    latest = max(newest.tolist(), key=lambda index: _comparable(float(values[index])))
    is_number = ~np.isnan(values)
    numbers = values[is_number]
    return Summary(
        value=float(values[latest]),
        step=int(steps[latest]),
        timestamp=int(timestamps[latest]),
        min=float(numbers.min()) if len(numbers) else math.nan,
        max=float(numbers.max()) if len(numbers) else math.nan,
        first_step=int(steps.min()),
        points=len(values),
        first=float(values[int(steps.argmin())]),
    )


def by_key(metrics: Sequence[Metric]) -> dict[str, Points]:
    """Return metrics as one series a key."""
    groups: dict[str, list[Metric]] = defaultdict(list)
    for metric in metrics:
        groups[metric.key].append(metric)
    return {
        key: Points(
            np.array([metric.step for metric in group], np.int64),
            np.array([metric.timestamp for metric in group], np.int64),
            np.array([metric.value for metric in group], np.float64),
        )
        for key, group in groups.items()
    }


def add_points(
    database: Database,
    transaction: Transaction,
    additions: Mapping[tuple[int, str], Points],
    *,
    may_repeat: bool = False,
) -> None:
    """Append points to series, given by run and key, and bring the summaries up to date.

    With ``may_repeat`` a point that is there already, to the last bit, is left out: clients send a
    batch again when its answer got lost.
    """
    if not additions:
        return
    key_ids = database.key_ids(transaction, {name for _, name in additions})
    fresh = {(run, key_ids[name]): points for (run, name), points in additions.items()}
    connection = transaction.connection
    present = {(row.run, row.key): row for row in _series_rows(connection, fresh)}
    if may_repeat:
        fresh = _without_repeated(connection, fresh, present)
    if not fresh:
        return
    series_ids = _update_summaries(connection, fresh, present)
    _append(connection, {series_ids[place]: points for place, points in fresh.items()})


class SqlHistories(Aggregate):
    """The metric histories of a SQL store."""

    def append_points(self, additions: Sequence[History], origin: SpoolRange) -> bool:
        with self._database.write() as transaction:
            connection = transaction.connection
            if _folded_until(connection, origin.spool_id) != origin.start:
                return False
            _remember(connection, origin)
            ids = _ids_of(connection, sorted({addition.run_id for addition in additions}))
            wanted = {
                (ids[addition.run_id], addition.key): Points(
                    addition.steps, addition.timestamps, addition.values
                )
                for addition in additions
                if addition.run_id in ids
            }
            add_points(self._database, transaction, wanted)
            for chunk in chunked(sorted({run for run, _ in wanted})):
                connection.execute(
                    update(runs).where(runs.c.id.in_(chunk)).values(revision=transaction.revision)
                )
        return True

    def folded_until(self, spool_id: str) -> int:
        with self._database.read() as connection:
            return _folded_until(connection, spool_id)

    def forget_spool(self, spool_id: str) -> None:
        with self._database.exclusive() as connection:
            connection.execute(delete(spools).where(spools.c.spool_id == spool_id))

    def get_history(
        self, run_id: str, key: str, first_step: int | None = None, last_step: int | None = None
    ) -> History:
        with self._database.read() as connection:
            run = find_run(connection, run_id).id
            key_id = self._database.find_key_id(connection, key)
            query = (
                select(segments.c.data)
                .join(series, series.c.id == segments.c.series)
                .where(series.c.run == run, series.c.key == key_id)
                .order_by(segments.c.id)
            )
            if first_step is not None:
                query = query.where(segments.c.last_step >= first_step)
            if last_step is not None:
                query = query.where(segments.c.first_step <= last_step)
            parts = [_unpack(data, run_id, key) for data in connection.execute(query).scalars()]
        points = in_order(concatenate(parts)) if parts else no_points()
        return History(run_id, key, *_within(points, first_step, last_step))


def _within(points: Points, first_step: int | None, last_step: int | None) -> Points:
    start = 0 if first_step is None else int(np.searchsorted(points.steps, first_step, "left"))
    end = (
        len(points.steps)
        if last_step is None
        else int(np.searchsorted(points.steps, last_step, "right"))
    )
    return points.taken(slice(start, end))


def _unpack(data: bytes, run_id: str, key: str) -> Points:
    try:
        return unpack(data)
    except ValueError as error:
        raise StoreCorrupt(
            f"A part of metric {key!r} of run {run_id} is damaged: {error}."
        ) from error


def _without_repeated(
    connection: Connection,
    fresh: Mapping[tuple[int, int], Points],
    present: Mapping[tuple[int, int], Row[Any]],
) -> dict[tuple[int, int], Points]:
    found = {}
    for place, points in fresh.items():
        known: list[Points] = []
        # A loop goes on in step, or at least in time: then there is nothing to compare with.
        if place in present and _begins_at(points) <= (
            present[place].step,
            present[place].timestamp,
        ):
            overlapping = (
                segments.c.series == present[place].id,
                segments.c.last_step >= int(points.steps.min()),
                segments.c.first_step <= int(points.steps.max()),
            )
            query = select(segments.c.data).where(*overlapping)
            known = [unpack(data) for data in connection.execute(query).scalars()]
        left = new_points(points, known)
        if len(left.values):
            found[place] = left
    return found


def _begins_at(points: Points) -> tuple[int, int]:
    """Return the least (step, timestamp)."""
    first = int(np.lexsort((points.timestamps, points.steps))[0])
    return int(points.steps[first]), int(points.timestamps[first])


def _update_summaries(
    connection: Connection,
    fresh: Mapping[tuple[int, int], Points],
    present: Mapping[tuple[int, int], Row[Any]],
) -> dict[tuple[int, int], int]:
    """Insert or update the series rows, of which ``present`` are there; returns (run, key) -> series id."""
    updates, inserts = [], []
    for (run, key), points in fresh.items():
        summary = summary_of(points)
        if (run, key) in present:
            row = present[run, key]
            updates.append({"series_id": row.id, **as_row(summary_in(row).joined(summary))})
        else:
            inserts.append({"run": run, "key": key, **as_row(summary)})
    if updates:
        connection.execute(update(series).where(series.c.id == bindparam("series_id")), updates)
    if inserts:
        connection.execute(series.insert(), inserts)
    ids = {place: row.id for place, row in present.items()}
    if inserts:
        ids |= {(row.run, row.key): row.id for row in _series_rows(connection, fresh)}
    return ids


def _series_rows(connection: Connection, places: Iterable[tuple[int, int]]) -> Iterable[Row[Any]]:
    keys_by_run: dict[int, list[int]] = defaultdict(list)
    for run, key in places:
        keys_by_run[run].append(key)
    for run, key_ids in keys_by_run.items():
        for chunk in chunked(key_ids):
            yield from connection.execute(
                select(series).where(and_(series.c.run == run, series.c.key.in_(chunk)))
            )


def _append(connection: Connection, fresh: Mapping[int, Points]) -> None:
    """Add a segment to each series, taking in the small ones at its end."""
    tails = _open_segments(connection, list(fresh))
    merged: list[int] = []
    rows: list[dict[str, Any]] = []
    for series_id, points in fresh.items():
        parts = [points]
        size = len(points.values)
        for segment_id, count in tails[series_id]:
            if count >= 2 * size or size >= FULL_SEGMENT:
                break
            data = connection.execute(
                select(segments.c.data).where(segments.c.id == segment_id)
            ).scalar_one()
            parts.insert(0, unpack(data))
            merged.append(segment_id)
            size += count
        joined = concatenate(parts)
        rows.append(
            {
                "series": series_id,
                "points": size,
                "first_step": int(joined.steps.min()),
                "last_step": int(joined.steps.max()),
                "data": pack(joined),
            }
        )
    for chunk in chunked(merged):
        connection.execute(delete(segments).where(segments.c.id.in_(chunk)))
    connection.execute(segments.insert(), rows)


def _open_segments(
    connection: Connection, series_ids: Sequence[int]
) -> dict[int, list[tuple[int, int]]]:
    """Return (segment id, count) of the segments that may still be merged, the newest first."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for chunk in chunked(series_ids):
        query = (
            select(segments.c.series, segments.c.id, segments.c.points)
            .where(segments.c.series.in_(chunk), segments.c.points < FULL_SEGMENT)
            .order_by(segments.c.id.desc())
        )
        for series_id, segment_id, count in connection.execute(query):
            found[series_id].append((segment_id, count))
    return found


def _folded_until(connection: Connection, spool_id: str) -> int:
    query = select(spools.c.folded_until).where(spools.c.spool_id == spool_id)
    return connection.execute(query).scalar() or 0


def _remember(connection: Connection, origin: SpoolRange) -> None:
    changed = connection.execute(
        update(spools).where(spools.c.spool_id == origin.spool_id).values(folded_until=origin.end)
    )
    if not changed.rowcount:
        connection.execute(
            spools.insert().values(spool_id=origin.spool_id, folded_until=origin.end)
        )


def _ids_of(connection: Connection, run_ids: Sequence[str]) -> dict[str, int]:
    # Deleted runs, too: what was logged before the deletion may be folded after it, and a run can
    # be restored.
    return {
        row.run_id: row.id
        for chunk in chunked(run_ids)
        for row in connection.execute(
            select(runs.c.run_id, runs.c.id).where(runs.c.run_id.in_(chunk))
        )
    }


def summary_in(row: Row[Any]) -> Summary:
    """Return the summary that a series' row holds."""
    return Summary(
        value=as_float(row.value),
        step=row.step,
        timestamp=row.timestamp,
        min=as_float(row.min),
        max=as_float(row.max),
        first_step=row.first_step,
        points=row.points,
        first=as_float(row.first),
    )


def as_row(summary: Summary) -> dict[str, Any]:
    """Return a summary as the columns of a series' row."""
    numbers = {name: as_stored(getattr(summary, name)) for name in ("value", "min", "max", "first")}
    return {**asdict(summary), **numbers}


def _recency(summary: Summary) -> tuple[int, int, float]:
    return summary.step, summary.timestamp, _comparable(summary.value)


def _comparable(value: float) -> float:
    """Give NaN a place below every number: MLflow stores it as 0 with a flag, which orders it nowhere."""
    return -math.inf if math.isnan(value) else value


def _extreme(function: Any, one: float, other: float) -> float:
    """Return the lesser or greater, leaving NaN out."""
    return float(function(one, other))
