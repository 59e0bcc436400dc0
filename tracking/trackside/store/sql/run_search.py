"""Search over runs: MLflow's grammar and ours, page by page.

First the runs of the page are found (:mod:`run_walk`), by number and nothing else; then these are
loaded, with the data asked for.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection, exists, select

from trackside.entities import PagedList, Run, ViewType
from trackside.search import (
    Condition,
    Part,
    decode_keyset,
    encode_keyset,
    meant,
    parse_columns,
    parse_filter,
    parse_order_by,
    settled,
)
from trackside.store.limits import checked_experiment_id
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.listing import MAX_PAGE, checked_page_size, stages_of
from trackside.store.sql.run_conditions import Scope
from trackside.store.sql.run_order import place_of, terms_of
from trackside.store.sql.run_rows import load_numbered
from trackside.store.sql.run_walk import RunWalk
from trackside.store.sql.tables import series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.search import Ordering
    from trackside.store.sql.run_conditions import KeyIds


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
        *,
        columns: Sequence[str] | None = None,
    ) -> PagedList[Run]:
        wanted = parse_columns(columns)
        orderings = parse_order_by(order_by, "runs")
        conditions = parse_filter(filter_string, "runs")
        scope = _scope(experiment_ids, run_view_type)
        limit = checked_page_size(max_results, MAX_PAGE)
        with self._database.read() as connection:
            is_metric = partial(self._is_metric, connection)
            key_ids = self._key_ids(connection)
            orderings = tuple(meant(each, is_metric) for each in orderings)
            parts = decode_keyset(page_token, orderings)
            terms = terms_of(orderings, key_ids)
            after = None if parts is None else place_of(parts, terms, page_token)
            if not scope.experiments:
                return PagedList([], None)
            walk = RunWalk(connection, scope, self._settled(connection, conditions), key_ids)
            # One more than asked for tells whether there is a next page.
            found = walk.page(terms, after, limit + 1)
            page = load_numbered(connection, [each.run for each in found[:limit]], wanted)
        return PagedList(
            page, _token(orderings, found[limit - 1].place) if len(found) > limit else None
        )

    def count_runs(
        self,
        experiment_ids: Sequence[str],
        filter_string: str = "",
        run_view_type: int = ViewType.ACTIVE_ONLY,
    ) -> int:
        conditions = parse_filter(filter_string, "runs")
        scope = _scope(experiment_ids, run_view_type)
        if not scope.experiments:
            return 0
        with self._database.read() as connection:
            key_ids = self._key_ids(connection)
            return RunWalk(
                connection, scope, self._settled(connection, conditions), key_ids
            ).count()

    def _key_ids(self, connection: Connection) -> KeyIds:
        """Return how to look names up; unknown ones, too, are looked up once a search."""
        return cache(partial(self._database.find_key_id, connection))

    def _settled(
        self, connection: Connection, conditions: Sequence[Condition]
    ) -> tuple[Condition, ...]:
        is_metric = partial(self._is_metric, connection)
        return tuple(settled(each, is_metric) for each in conditions)

    def _is_metric(self, connection: Connection, name: str) -> bool:
        """Tell whether a metric of this very name was ever logged."""
        key = self._database.find_key_id(connection, name)
        has_series = select(exists().where(series.c.key == key))
        return key is not None and bool(connection.execute(has_series).scalar())


def _scope(experiment_ids: Sequence[str], view_type: int) -> Scope:
    numbers = {checked_experiment_id(experiment_id) for experiment_id in experiment_ids}
    return Scope(tuple(sorted(numbers)), tuple(stages_of(view_type)))


def _token(orderings: Sequence[Ordering], place: Sequence[tuple[int, Part]]) -> str:
    return encode_keyset(orderings, [part for standing in place for part in standing])
