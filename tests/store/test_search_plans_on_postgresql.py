"""How a search over runs goes about it on PostgreSQL: alike, whatever its planner knows of the tables.

Statistics are gathered a minute after many rows came, so runs that were just written are not in them.
Work is counted in pages that are looked at, which do not depend on the machine.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from tests.database_servers import own_postgresql
from tests.store.many_runs import SEARCHES, fill
from tests.store.sent_statements import sent_by

from trackside.store.sql import SqlStore
from trackside.store.sql.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

RUNS = 5_000
# Every run looked up in a table twice, four or five pages each time, and a bit: for what nearly no run meets.
# A plan that begins at the wrong end looks at hundreds of thousands.
PAGES = 12 * RUNS

SEARCHES_AND_MORE: dict[str, dict[str, Any]] = {
    **SEARCHES,
    "what few have not": {"filter_string": "params.p1 IS NULL", "order_by": ["metrics.m1"]},
    "by a metric of nobody": {"filter_string": "params.p1 = 'x'", "order_by": ["metrics.m9"]},
    "by duration": {"filter_string": "params.p1 = 'x'", "order_by": ["duration"]},
    "of two params": {"filter_string": "params.p1 = 'x' AND tags.t1 = 'y'", "order_by": ["run_name"]},
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Iterator[SqlStore]:
    with own_postgresql() as url:
        opened = SqlStore(url, "file:///artifacts")
        with opened._database.exclusive() as connection:
            for table in metadata.sorted_tables:
                connection.execute(text(f"ALTER TABLE {table.name} SET (autovacuum_enabled = off)"))
        fill(opened, RUNS)
        yield opened
        opened.close()


def search(store: SqlStore, search: dict[str, Any]) -> None:
    page = store.search_runs(["0"], max_results=20, **search)
    if page.token:
        store.search_runs(["0"], max_results=20, page_token=page.token, **search)


def count(store: SqlStore, search: dict[str, Any]) -> None:
    store.count_runs(["0"], search.get("filter_string", ""))


def pages_of(store: SqlStore, call: Callable[[], Any]) -> int:
    """Return how many pages the statements look at that the call sends."""
    sent = sent_by(store, call)
    with store._database.read() as connection:
        return sum(_pages(connection, *each) for each in sent)


def _pages(connection: Connection, statement: str, parameters: Any) -> int:
    if statement.startswith("SET"):
        connection.exec_driver_sql(statement)
        return 0
    explained = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}"
    plan = connection.exec_driver_sql(explained, parameters).scalar_one()[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


@pytest.fixture(scope="module")
def work(store: SqlStore) -> dict[str, dict[str, int]]:
    """Return the pages of each search and count: as just written, and after statistics were gathered."""

    def measured() -> dict[str, int]:
        return {
            f"{verb.__name__} {title}": pages_of(store, partial(verb, store, wanted))
            for title, wanted in SEARCHES_AND_MORE.items()
            for verb in (search, count)
        }

    found = {"just written": measured()}
    with store._database.standing_alone() as connection:
        connection.execute(text("ANALYZE"))
    return {**found, "known": measured()}


@pytest.mark.parametrize("runs", ["just written", "known"])
@pytest.mark.parametrize("title", SEARCHES_AND_MORE)
@pytest.mark.parametrize("verb", [search, count])
def test_runs_are_found_without_statistics_as_with_them(
    work: dict[str, dict[str, int]], verb: Callable[..., None], title: str, runs: str
) -> None:
    assert 0 < work[runs][f"{verb.__name__} {title}"] < PAGES
