"""The stores that the contract suite runs over: another backend is one more factory in ``FACTORIES``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.store.sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from trackside.store.base import Store


def sqlite_file(folder: Path) -> Store:
    return SqlStore(f"sqlite:///{folder / 'trackside.db'}", (folder / "artifacts").as_uri())


def sqlite_memory(folder: Path) -> Store:
    return SqlStore("sqlite://", (folder / "artifacts").as_uri())


FACTORIES: list[Callable[[Path], Store]] = [sqlite_file, sqlite_memory]


@pytest.fixture(params=FACTORIES, ids=lambda factory: factory.__name__)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = request.param(tmp_path)
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
