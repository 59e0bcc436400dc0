"""How SQLite answers what the panel asks at every look: from an index, without sorting a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.store.sent_statements import sent_by

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
    sent = sent_by(store, call)
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


def test_recent_experiments_look_their_runs_up_in_the_index_of_the_list(store: SqlStore) -> None:
    plan = plan_of(store, store.recent_experiments, "experiments")

    assert "SEARCH runs USING COVERING INDEX ix_runs_listing" in plan
    assert "SCAN runs" not in plan


@pytest.mark.parametrize(
    ("verb", "table", "text", "index"),
    [
        ("search_experiments", "experiments", "name = 'x'", "SEARCH experiments USING INDEX"),
        ("search_experiments", "experiments", "experiment_id IN ('1', '2')", "SEARCH experiments USING INTEGER"),
        ("search_experiments", "experiments", "tags.a = 'x'", "SEARCH experiment_tags USING"),
        ("search_registered_models", "registered_models", "name = 'x'", "SEARCH registered_models USING INDEX"),
        ("search_registered_models", "registered_models", "tags.a = 'x' OR tags.b = 'y'", "SEARCH registered_model_tags USING"),
        ("search_model_versions", "model_versions", "name = 'x'", "SEARCH model_versions USING INDEX"),
        ("search_model_versions", "model_versions", "run_id = 'x'", "SEARCH model_versions USING INDEX ix_model_versions_run_id"),
        ("search_model_versions", "model_versions", "tags.a = 'x'", "SEARCH model_version_tags USING"),
    ],
)  # fmt: skip
def test_the_other_searches_go_by_an_index(
    store: SqlStore, verb: str, table: str, text: str, index: str
) -> None:
    search: Callable[..., Any] = getattr(store, verb)

    assert index in plan_of(store, lambda: search(filter_string=text), table)
