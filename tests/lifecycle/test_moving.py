"""A store moves from database to database and stays the same."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from tests.lifecycle.filled_store import fill, shown

from trackside.errors import AlreadyExists, InvalidParameter
from trackside.lifecycle.moving import move_store, new_store
from trackside.store.sql import whole
from trackside.store.sql.tables import segments

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Table


@pytest.fixture
def source(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'old' / 'trackside.db'}"
    store = new_store(url)
    fill(store)
    store.close()
    return url


def shown_at(url: str) -> object:
    store = new_store(url)
    try:
        return shown(store)
    finally:
        store.close()


def test_around_the_databases(
    source: str, new_postgresql: str, new_mariadb: str, tmp_path: Path
) -> None:
    before = shown_at(source)
    urls = [source, new_postgresql, new_mariadb, f"sqlite:///{tmp_path / 'new.db'}"]
    for one, other in pairwise(urls):
        counts = move_store(one, other)
        assert counts["runs"] == 4
        assert counts["segments"] > 5
        assert shown_at(other) == before

    for url in urls:
        store = new_store(url)
        taken = {each.experiment_id for each in store.search_experiments(3)}
        again = store.create_experiment("pears")
        assert again not in taken
        run = store.create_run(again, "ada", 1, {}).info
        assert store.create_model_version("fruit", "s3://x").version == "4"
        assert run.artifact_uri.startswith(
            (tmp_path / ("new.trackside" if url == urls[-1] else "old")).as_uri()
        )
        store.close()


def test_postgresql_plans_by_what_came_in(source: str, new_postgresql: str) -> None:
    move_store(source, new_postgresql)

    store = new_store(new_postgresql)
    with store._database.read() as connection:
        query = "SELECT reltuples FROM pg_class WHERE relname = 'runs'"
        assert connection.execute(text(query)).scalar_one() == 4
    store.close()


@pytest.mark.parametrize("backend", ["postgresql", "mariadb"])
def test_a_move_that_fails_half_way_leaves_the_target_empty(
    source: str, backend: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = request.getfixturevalue(f"new_{backend}")
    insert = whole._insert

    def insert_or_fail(connection: Connection, table: Table, rows: whole.Rows) -> int:
        if table is segments:
            raise KeyboardInterrupt
        return insert(connection, table, rows)

    with monkeypatch.context() as failing:
        failing.setattr(whole, "_insert", insert_or_fail)
        with pytest.raises(KeyboardInterrupt):
            move_store(source, target)
    store = new_store(target)
    assert [each.name for each in store.search_experiments(3)] == ["Default"]
    store.close()
    move_store(source, target)
    assert shown_at(target) == shown_at(source)


def test_only_into_an_empty_store(source: str, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path / 'new.db'}"
    store = new_store(target)
    run_id = store.create_run("0", "ada", 1, {}).info.run_id
    store.close()

    with pytest.raises(AlreadyExists, match="not empty"):
        move_store(source, target)
    store = new_store(target)
    assert store.get_run(run_id).info.run_id == run_id
    store.close()
    with pytest.raises(InvalidParameter, match="give another"):
        move_store(source, source)
