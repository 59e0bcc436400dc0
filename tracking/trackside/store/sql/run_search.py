"""Search over runs: MLflow's grammar as SQL.

Each comparison is an ``EXISTS`` on the (key, value) index of its table, and each sort key that is
not a column is one outer join on a primary key; nothing is loaded that is not returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    exists,
    func,
    not_,
    select,
)

from trackside.entities import PagedList, Run, ViewType
from trackside.errors import InvalidParameter
from trackside.search import parse_filter, parse_order_by
from trackside.store.limits import checked_experiment_id
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.listing import MAX_PAGE, page_of, stages_of
from trackside.store.sql.plain_search import compared
from trackside.store.sql.run_rows import load_runs
from trackside.store.sql.tables import HEAD_LENGTH, params, runs, series, tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.search import Comparison, Ordering
    from trackside.store.sql.database import Database

_ATTRIBUTES: dict[str, ColumnElement[Any]] = {
    "run_id": runs.c.run_id,
    "run_name": runs.c.name,
    "user_id": runs.c.user_id,
    "status": runs.c.status,
    "artifact_uri": runs.c.artifact_uri,
    "start_time": runs.c.start_time,
    "end_time": runs.c.end_time,
    "experiment_id": runs.c.experiment_id,
    "lifecycle_stage": runs.c.lifecycle_stage,
}


class SqlRunSearch(Aggregate):
    """Search over the runs of a SQL store."""

    def search_runs(
        self,
        experiment_ids: Sequence[str],
        filter_string: str = "",
        run_view_type: int = ViewType.ACTIVE_ONLY,
        max_results: int = 1000,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[Run]:
        orderings = parse_order_by(order_by, "runs")
        with self._database.read() as connection:
            query = self._matching(
                select(runs), connection, experiment_ids, filter_string, run_view_type
            )
            query = _ordered(query, self._database, connection, orderings)
            page = page_of(connection, query, max_results, page_token, MAX_PAGE)
            return PagedList(load_runs(connection, page), page.token)

    def count_runs(
        self,
        experiment_ids: Sequence[str],
        filter_string: str = "",
        run_view_type: int = ViewType.ACTIVE_ONLY,
    ) -> int:
        with self._database.read() as connection:
            query = select(func.count()).select_from(runs)
            query = self._matching(query, connection, experiment_ids, filter_string, run_view_type)
            return int(connection.execute(query).scalar_one())

    def _matching(
        self,
        query: Select[Any],
        connection: Connection,
        experiment_ids: Sequence[str],
        filter_string: str,
        view_type: int,
    ) -> Select[Any]:
        numbers = [checked_experiment_id(experiment_id) for experiment_id in experiment_ids]
        query = query.where(
            runs.c.experiment_id.in_(numbers), runs.c.lifecycle_stage.in_(stages_of(view_type))
        )
        for comparison in parse_filter(filter_string, "runs"):
            query = query.where(_condition(self._database, connection, comparison))
        return query


def _condition(
    database: Database, connection: Connection, comparison: Comparison
) -> ColumnElement[bool]:
    if comparison.entity == "attribute":
        return compared(_ATTRIBUTES[comparison.key], comparison)
    if comparison.entity == "dataset":
        raise InvalidParameter(
            f"Cannot search by dataset ({comparison.key!r}): this store does not keep dataset inputs yet."
        )
    key_id = database.find_key_id(connection, comparison.key)
    if comparison.entity == "metric":
        return exists().where(
            series.c.run == runs.c.id, series.c.key == key_id, compared(series.c.value, comparison)
        )
    table = params if comparison.entity == "param" else tags
    has_key = and_(table.c.run == runs.c.id, table.c.key == key_id)
    if comparison.operator == "IS NULL":
        return not_(exists().where(has_key))
    if comparison.operator == "IS NOT NULL":
        return exists().where(has_key)
    return exists().where(has_key, *_text_condition(table, comparison))


def _text_condition(table: Table, comparison: Comparison) -> list[ColumnElement[bool]]:
    """Compare a text; equality goes by the indexed head first."""
    conditions = [compared(table.c.value, comparison)]
    if comparison.operator == "=":
        conditions.append(table.c.head == str(comparison.value)[:HEAD_LENGTH])
    return conditions


def _ordered(
    query: Select[Any], database: Database, connection: Connection, orderings: Sequence[Ordering]
) -> Select[Any]:
    """Sort; what a run lacks comes last in both directions, a NaN just before it (MLflow's rule)."""
    for ordering in orderings:
        if ordering.entity == "attribute":
            column = _ATTRIBUTES[ordering.key]
            query = query.order_by(column.is_(None))
        else:
            table = {"metric": series, "param": params, "tag": tags}[ordering.entity].alias()
            column = table.c.value
            key_id = database.find_key_id(connection, ordering.key)
            query = query.outerjoin(table, and_(table.c.run == runs.c.id, table.c.key == key_id))
            query = query.order_by(case((table.c.run.is_(None), 2), (column.is_(None), 1), else_=0))
        query = query.order_by(column.asc() if ordering.ascending else column.desc())
    return query.order_by(runs.c.start_time.desc(), runs.c.run_id)
