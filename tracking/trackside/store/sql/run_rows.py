"""Reading runs: rows and what belongs to them, in a constant number of queries a page."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Table, select

from trackside.entities import LifecycleStage, MetricSummary, Run, RunData, RunInfo
from trackside.errors import InvalidParameter, NotFound
from trackside.search import ALL_COLUMNS
from trackside.store.sql.among import among, plain_rows_among
from trackside.store.sql.run_lineage import NO_LINEAGE, load_lineage
from trackside.store.sql.tables import keys, params, runs, series, tags

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.search import Columns

# Rows of ``runs`` are whole and read by place: by name took as long as the database.
_ID, _REVISION = (list(runs.c).index(column) for column in (runs.c.id, runs.c.revision))
_NUMBERED = select(runs).where(among(runs.c.id))
_KEY_NAMES = select(keys.c.id, keys.c.name).where(among(keys.c.id))
_TEXTS = {
    table: select(table.c.run, table.c.key, table.c.value).where(among(table.c.run))
    for table in (params, tags)
}
_SUMMARIES = select(
    *(series.c.run, series.c.key, series.c.step, series.c.timestamp, series.c.first_step),
    *(series.c.points, series.c.value, series.c.min, series.c.max, series.c.first),
).where(among(series.c.run))
_LOGGED = {series: _SUMMARIES, **_TEXTS}


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


def load_runs(
    connection: Connection, rows: Sequence[Sequence[Any]], columns: Columns = ALL_COLUMNS
) -> list[Run]:
    """Return the runs of these rows, with their data (what ``columns`` names), in the order of the rows."""
    ids = [row[_ID] for row in rows]
    metric_rows = _logged(connection, series, ids, columns.metrics)
    param_rows = _logged(connection, params, ids, columns.params)
    tag_rows = _logged(connection, tags, ids, columns.tags)
    key_ids = {row[1] for logged in (metric_rows, param_rows, tag_rows) for row in logged}
    names_of = _key_names(connection, key_ids)
    summaries = _summaries(metric_rows, names_of)
    run_params, run_tags = _texts(param_rows, names_of), _texts(tag_rows, names_of)
    lineage = load_lineage(connection, ids) if columns == ALL_COLUMNS else {}
    return [
        Run(
            run_info(row),
            RunData(summaries[number], run_params[number], run_tags[number]),
            *lineage.get(number, NO_LINEAGE),
            row[_REVISION],
        )
        for number, row in zip(ids, rows, strict=True)
    ]


def load_numbered(
    connection: Connection, numbers: Sequence[int], columns: Columns = ALL_COLUMNS
) -> list[Run]:
    """Return the runs with these numbers in the database, in their order."""
    rows = {row[_ID]: row for row in plain_rows_among(connection, _NUMBERED, numbers)}
    return load_runs(connection, [rows[number] for number in numbers], columns)


def run_info(row: Sequence[Any]) -> RunInfo:
    """Return what a whole row of ``runs`` says of its run."""
    _, run_id, name, experiment_id, user_id, status, start_time, end_time, stage, _, uri, _ = row
    return RunInfo(
        run_id=run_id,
        experiment_id=str(experiment_id),
        user_id=user_id,
        status=status,
        start_time=start_time,
        end_time=end_time,
        lifecycle_stage=stage,
        artifact_uri=uri,
        run_name=name,
    )


def as_float(stored: float | None) -> float:
    """Return a metric value as logged; NaN is stored as NULL."""
    return math.nan if stored is None else stored


def as_stored(value: float) -> float | None:
    """Return a metric value as it is stored."""
    return None if math.isnan(value) else value


def _texts(rows: Sequence[Any], names_of: Mapping[int, str]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for run, key, value in rows:
        found[run][names_of[key]] = value
    return found


def _summaries(
    rows: Sequence[Any], names_of: Mapping[int, str]
) -> dict[int, dict[str, MetricSummary]]:
    found: dict[int, dict[str, MetricSummary]] = defaultdict(dict)
    for run, key, step, timestamp, first_step, points, *floats in rows:
        value, least, greatest, first = map(as_float, floats) if None in floats else floats
        name = names_of[key]
        found[run][name] = MetricSummary(
            name, value, step, timestamp, least, greatest, first_step, step, points, first
        )
    return found


def _logged(
    connection: Connection, table: Table, ids: Sequence[int], names: Sequence[str] | None
) -> Sequence[Any]:
    """Return what was logged to runs, under these names if any are given.

    All at once, to be unpacked: a list of 100 runs is thousands of rows, and looking columns up by
    name took half of a search. For the same reason the keys come as numbers.
    """
    if names is not None and not names:
        return []
    query = _LOGGED[table]
    if names is not None:
        query = query.where(table.c.key.in_(select(keys.c.id).where(keys.c.name.in_(names))))
    return plain_rows_among(connection, query, ids)


def _key_names(connection: Connection, ids: set[int]) -> dict[int, str]:
    return dict(plain_rows_among(connection, _KEY_NAMES, sorted(ids)))
