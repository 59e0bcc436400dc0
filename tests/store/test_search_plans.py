"""How a search over runs goes about it on SQLite: every statement by an index, and no more work than a page needs.

Work is counted in steps of SQLite's virtual machine, which do not depend on the machine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event
from tests.store.many_runs import SEARCHES, fill
from tests.store.sent_statements import sent_by

from trackside.store.sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STEPS_AT_A_TIME = 100


def filled(path: Path, count: int) -> SqlStore:
    """Return a store with many runs."""
    store = SqlStore(f"sqlite:///{path / f'{count}.db'}", "file:///artifacts")
    fill(store, count)
    return store


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Any:
    store = filled(tmp_path_factory.mktemp("small"), 1_000)
    yield store
    store.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Any:
    store = filled(tmp_path_factory.mktemp("large"), 20_000)
    yield store
    store.close()


def plans_of(store: SqlStore, call: Callable[[], Any]) -> list[str]:
    """Return SQLite's plan of each statement that the call sends."""
    sent = sent_by(store, call)
    with store._database.read() as connection:
        return [
            " | ".join(
                row[3]
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            )
            for statement, parameters in sent
            if statement.startswith("SELECT")
        ]


def steps_of(store: SqlStore, call: Callable[[], Any]) -> int:
    """Return how many hundreds of steps SQLite's virtual machine takes for the call."""
    steps = 0

    def note() -> int:
        nonlocal steps
        steps += 1
        return 0

    def attach(connection: Any) -> None:
        connection.connection.driver_connection.set_progress_handler(note, STEPS_AT_A_TIME)

    engine = store._database._engine
    event.listen(engine, "begin", attach)
    try:
        call()
    finally:
        event.remove(engine, "begin", attach)
        with store._database.read() as connection:
            driver: Any = connection.connection.driver_connection
            driver.set_progress_handler(None, 0)
    return steps


@pytest.mark.parametrize("search", SEARCHES.values(), ids=SEARCHES)
def test_every_statement_of_a_search_goes_by_an_index(
    large: SqlStore, search: dict[str, Any]
) -> None:
    def call() -> None:
        page = large.search_runs(["0"], max_results=20, columns=[], **search)
        assert len(page) == (20 if page.token else len(page)) > 0
        if page.token:
            large.search_runs(["0"], max_results=20, columns=[], page_token=page.token, **search)
        large.count_runs(["0"], search.get("filter_string", ""))

    plans = plans_of(large, call)

    assert len(plans) >= 5
    for plan in plans:
        # Walking along an index from one end is a scan, too, but `USING` it.
        assert not re.search(r"SCAN (runs|metric|param|tag)\w*(?! USING)( |$)", plan)


@pytest.mark.parametrize("search", SEARCHES.values(), ids=SEARCHES)
def test_twenty_times_the_runs_take_little_more_work(
    small: SqlStore, large: SqlStore, search: dict[str, Any]
) -> None:
    """A page may cost the square root more (filters that match rarely), never in proportion."""

    def search_in(store: SqlStore) -> int:
        return steps_of(
            store, lambda: store.search_runs(["0"], max_results=20, columns=[], **search)
        )

    few, many = search_in(small), search_in(large)

    assert many < 8 * max(few, 100)


@pytest.mark.parametrize(
    "order_by", [None, ["metrics.m1 DESC"], ["params.p1"], ["status", "metrics.m1"], ["run_name"]]
)
def test_the_last_pages_cost_what_the_first_costs(
    large: SqlStore, order_by: list[str] | None
) -> None:
    steps: list[int] = []
    tokens: list[str | None] = [None]
    seen: set[str] = set()

    def turn() -> None:
        page = large.search_runs(
            ["0"], "metrics.m1 > 0.1", max_results=100, order_by=order_by, page_token=tokens[-1],
            columns=[],
        )  # fmt: skip
        seen.update(run.info.run_id for run in page)
        tokens.append(page.token)

    while len(steps) == 0 or tokens[-1]:
        steps.append(steps_of(large, turn))

    assert len(seen) == large.count_runs(["0"], "metrics.m1 > 0.1")
    assert len(steps) > 150
    assert sorted(steps[-20:])[10] < 3 * sorted(steps[:20])[10]
    # The very last one has to make sure that no run is left that lacks the key.
    assert max(steps[:-1]) < 10 * sorted(steps)[len(steps) // 2]
