"""How SQLite answers what the panel asks at every look: from an index, without sorting a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from trackside.store.sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore(f"sqlite:///{tmp_path / 'trackside.db'}", "file:///artifacts")
    for start in range(3):
        opened.create_run("0", "ada", start, {})
    yield opened
    opened.close()


def plan_of(store: SqlStore, call: Callable[[], Any], table: str) -> str:
    """Return SQLite's plan of the statement on ``table`` that the call really sends."""
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    engine = store._database._engine
    event.listen(engine, "before_cursor_execute", note)
    call()
    event.remove(engine, "before_cursor_execute", note)
    statement, parameters = next(each for each in sent if f"FROM {table}" in each[0])
    with store._database.read() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return " | ".join(row[3] for row in rows)


def test_what_changed_since_a_revision(store: SqlStore) -> None:
    plan = plan_of(store, lambda: store.changes_since(1), "runs")

    assert "SEARCH runs USING INDEX ix_runs_revision" in plan


def test_the_running_runs(store: SqlStore) -> None:
    plan = plan_of(store, store.running_runs, "runs")

    assert "SEARCH runs USING INDEX ix_runs_status" in plan
