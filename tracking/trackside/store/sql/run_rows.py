"""Reading runs: rows and what belongs to them, in a constant number of queries a page."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Table, select

from trackside.entities import LifecycleStage, MetricSummary, Run, RunData, RunInfo
from trackside.errors import InvalidParameter, NotFound
from trackside.store.sql.chunks import chunked
from trackside.store.sql.run_lineage import NO_LINEAGE, load_lineage
from trackside.store.sql.tables import keys, params, runs, series, tags

if TYPE_CHECKING:
    from collections.abc import Sequence


def find_run(connection: Connection, run_id: str) -> Row[Any]:
    """Return the row of a run; raises ``NotFound``."""
    row = connection.execute(select(runs).where(runs.c.run_id == run_id)).first()
    if row is None:
        raise NotFound(f"Run with id={run_id} not found")
    return row


def active_run(connection: Connection, run_id: str) -> Row[Any]:
    """Return the row of a run that may be changed; raises ``InvalidParameter`` for a deleted one."""
    row = find_run(connection, run_id)
    if row.lifecycle_stage != LifecycleStage.ACTIVE:
        raise InvalidParameter(
            f"The run {run_id} must be in the 'active' state. Current state is {row.lifecycle_stage!r}; "
            f"restore_run({run_id!r}) takes it out of the bin."
        )
    return row


def load_runs(connection: Connection, rows: Sequence[Row[Any]]) -> list[Run]:
    """Return the runs of these rows, with their data, in the order of the rows."""
    ids = [row.id for row in rows]
    summaries = _summaries(connection, ids)
    run_params, run_tags = _texts(connection, params, ids), _texts(connection, tags, ids)
    lineage = load_lineage(connection, ids)
    return [
        Run(
            run_info(row),
            RunData(summaries[row.id], run_params[row.id], run_tags[row.id]),
            *lineage.get(row.id, NO_LINEAGE),
            row.revision,
        )
        for row in rows
    ]


def run_info(row: Row[Any]) -> RunInfo:
    """Return what a row says of its run."""
    return RunInfo(
        run_id=row.run_id,
        experiment_id=str(row.experiment_id),
        user_id=row.user_id,
        status=row.status,
        start_time=row.start_time,
        end_time=row.end_time,
        lifecycle_stage=row.lifecycle_stage,
        artifact_uri=row.artifact_uri,
        run_name=row.name,
    )


def as_float(stored: float | None) -> float:
    """Return a metric value as logged; NaN is stored as NULL."""
    return math.nan if stored is None else stored


def as_stored(value: float) -> float | None:
    """Return a metric value as it is stored."""
    return None if math.isnan(value) else value


def _texts(connection: Connection, table: Table, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for chunk in chunked(ids):
        query = (
            select(table.c.run, keys.c.name, table.c.value)
            .join(keys, keys.c.id == table.c.key)
            .where(table.c.run.in_(chunk))
        )
        for run, name, value in connection.execute(query).all():
            found[run][name] = value
    return found


def _summaries(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, MetricSummary]]:
    found: dict[int, dict[str, MetricSummary]] = defaultdict(dict)
    columns = (
        *(series.c.value, series.c.step, series.c.timestamp, series.c.min, series.c.max),
        *(series.c.first_step, series.c.points, series.c.first),
    )
    for chunk in chunked(ids):
        query = (
            select(series.c.run, keys.c.name, *columns)
            .join(keys, keys.c.id == series.c.key)
            .where(series.c.run.in_(chunk))
        )
        # All at once and unpacked: a list of 100 runs is thousands of rows, and looking columns up
        # by name took half of a search.
        for run, key, value, step, at, low, high, begun, points, first in connection.execute(
            query
        ).all():
            found[run][key] = MetricSummary(
                key=key,
                value=as_float(value),
                step=step,
                timestamp=at,
                min=as_float(low),
                max=as_float(high),
                first_step=begun,
                last_step=step,
                count=points,
                first=as_float(first),
            )
    return found
