"""The stores that the contract suite runs over: another backend is one more name in ``BACKENDS``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.store.sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trackside.store.base import Store

BACKENDS = ["sqlite_file", "sqlite_memory", "postgresql", "mariadb"]


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    if request.param == "sqlite_file":
        url = f"sqlite:///{tmp_path / 'trackside.db'}"
    elif request.param == "sqlite_memory":
        url = "sqlite://"
    else:
        url = request.getfixturevalue(f"empty_{request.param}")
    opened = SqlStore(url, (tmp_path / "artifacts").as_uri())
    yield opened
    opened.close()


@pytest.fixture
def experiment_id(store: Store) -> str:
    """An experiment of its own, so that nothing depends on ``Default``."""
    return store.create_experiment("apples")


@pytest.fixture
def run_id(store: Store, experiment_id: str) -> str:
    """A running run."""
    return store.create_run(experiment_id, "ada", 1_000, {}, "first").info.run_id
