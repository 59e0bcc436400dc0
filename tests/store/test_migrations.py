"""Databases of every released schema open in this version, whole, and newer ones are refused."""

from __future__ import annotations

import gzip
import math
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from sqlalchemy import MetaData, UniqueConstraint, create_engine

from trackside.store.sql import SqlStore
from trackside.store.sql.migrations import older_versions
from trackside.store.sql.tables import SCHEMA_VERSION

KEPT = Path(__file__).parent / "databases"


def kept_database(version: str, folder: Path) -> Path:
    path = folder / "trackside.db"
    path.write_bytes(gzip.decompress((KEPT / f"{version}.db.gz").read_bytes()))
    return path


def schema_of(path: Path) -> dict[str, Any]:
    """Return every table's columns, keys and indexes, in an order of their own."""
    engine = create_engine(f"sqlite:///{path}")
    found = MetaData()
    found.reflect(engine)
    engine.dispose()
    return {
        table.name: (
            sorted(
                (column.name, str(column.type), column.nullable, column.primary_key)
                for column in table.columns
            ),
            sorted(
                (str(index.name), tuple(column.name for column in index.columns), index.unique)
                for index in table.indexes
            ),
            sorted(
                (key.parent.name, key.target_fullname, key.ondelete or "")
                for key in table.foreign_keys
            ),
            sorted(
                tuple(column.name for column in constraint.columns)
                for constraint in table.constraints
                if isinstance(constraint, UniqueConstraint)
            ),
        )
        for table in found.sorted_tables
    }


def test_a_database_of_every_older_schema_is_kept() -> None:
    kept = {path.name.partition(".")[0] for path in KEPT.glob("*.db.gz")}

    assert kept == set(older_versions(SCHEMA_VERSION))


@pytest.mark.parametrize("version", older_versions(SCHEMA_VERSION))
def test_an_older_schema_becomes_the_newest(version: str, tmp_path: Path) -> None:
    path = kept_database(version, tmp_path)
    SqlStore(f"sqlite:///{path}", "file:///kept/artifacts").close()
    SqlStore(f"sqlite:///{tmp_path / 'new.db'}", "file:///kept/artifacts").close()

    assert schema_of(path) == schema_of(tmp_path / "new.db")


def check_what_0001_held(store: SqlStore) -> None:
    """Check the store that every kept database since 0001 holds."""
    apples = store.get_experiment_by_name("apples")
    assert apples is not None
    assert apples.tags == {"colour": "red"}
    assert store.get_notebook("models/train.ipynb").last_experiment_id == apples.experiment_id  # type: ignore[union-attr]
    run = store.get_run("a" * 32)
    assert (run.info.status, run.info.end_time, run.info.run_name) == ("FINISHED", 9_000, "first")
    assert (run.data.params["lr"], len(run.data.params["long"])) == ("0.1", 5000)
    assert run.data.tags["stage"] == "dev"
    loss = run.data.summaries["loss"]
    assert (loss.count, loss.value, loss.min, loss.max, loss.first) == (1000, 1e-3, 1e-3, 1.0, 1.0)
    assert store.get_history("a" * 32, "loss").values.tolist() == [1 / n for n in range(1, 1001)]
    odd = store.get_history("a" * 32, "odd").values.tolist()
    assert math.isnan(odd[0])
    assert odd[1:] == [math.inf, -math.inf, 2.5]
    assert math.isnan(run.data.summaries["odd"].first)
    assert run.data.summaries["backwards"].first == 4.0
    assert math.isnan(run.data.summaries["only nan"].value)
    assert store.get_run("b" * 32).info.lifecycle_stage == "deleted"
    assert store.get_run("c" * 32).data.summaries["loss"].first == 7.0
    assert store.get_model_version_by_alias("fruit", "champion").version == "1"
    assert store.get_latest_versions("fruit", ["Production"])[0].version == "2"
    found = store.search_runs([apples.experiment_id], "metrics.loss < 0.1 and params.lr = '0.1'")
    assert [each.info.run_id for each in found] == ["a" * 32]


@pytest.mark.parametrize("version", older_versions(SCHEMA_VERSION))
def test_an_older_database_keeps_what_it_holds_and_takes_more(version: str, tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{kept_database(version, tmp_path)}", "file:///kept/artifacts")
    try:
        check_what_0001_held(store)
        added = store.create_run("0", "ada", 1, {}).info.run_id
        assert store.get_run(added).info.status == "RUNNING"
    finally:
        store.close()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    from trackside.errors import StoreCorrupt

    path = tmp_path / "trackside.db"
    SqlStore(f"sqlite:///{path}", "file:///a").close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    before = path.read_bytes()

    with pytest.raises(StoreCorrupt, match=r"schema '9999'.*Upgrade Trackside"):
        SqlStore(f"sqlite:///{path}", "file:///a")
    assert path.read_bytes() == before


OPEN = """
    import sys
    from trackside.store.sql import SqlStore
    SqlStore(f"sqlite:///{sys.argv[1]}", "file:///kept/artifacts").close()
"""


def test_processes_that_upgrade_at_once_do_not_race(tmp_path: Path) -> None:
    path = kept_database("0001", tmp_path)
    upgrading = [
        subprocess.Popen(
            [sys.executable, "-c", dedent(OPEN), path],
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for _ in range(4)
    ]
    errors = [process.communicate()[1] for process in upgrading]

    assert [process.returncode for process in upgrading] == [0, 0, 0, 0], errors
    store = SqlStore(f"sqlite:///{path}", "file:///kept/artifacts")
    check_what_0001_held(store)
    store.close()


ROUNDS = 30


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of this process")
def test_an_upgrade_that_is_killed_anywhere_is_done_by_the_next_opener(tmp_path: Path) -> None:
    """Kill at random moments: the old schema or the new, never something between."""
    import alembic.command  # noqa: F401 (loaded before the forks, so that the kills hit the upgrade)

    started = time.monotonic()
    SqlStore(f"sqlite:///{kept_database('0001', tmp_path)}", "file:///kept/artifacts").close()
    seconds = time.monotonic() - started
    seeded = random.Random(3)
    unfinished = 0
    # The first is killed before it begins, the last is let alone: however busy the machine is, there is both.
    moments = [0.0, *(seeded.uniform(0, 2 * seconds) for _ in range(ROUNDS - 2)), None]
    for round_, moment in enumerate(moments):
        folder = tmp_path / str(round_)
        folder.mkdir()
        path = kept_database("0001", folder)
        child = os.fork()
        if child == 0:  # pragma: no cover (killed)
            try:
                SqlStore(f"sqlite:///{path}", "file:///kept/artifacts").close()
            finally:
                os._exit(0)
        if moment is not None:
            time.sleep(moment)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with closing(sqlite3.connect(path)) as found:
            (version,) = found.execute("SELECT version_num FROM alembic_version").fetchone()
            (tables,) = found.execute(
                "SELECT count(*) FROM sqlite_master WHERE name = 'logged_models'"
            ).fetchone()
        assert (version, tables) in {("0001", 0), (SCHEMA_VERSION, 1)}
        unfinished += version == "0001"
        store = SqlStore(f"sqlite:///{path}", "file:///kept/artifacts")
        check_what_0001_held(store)
        store.close()
        shutil.rmtree(folder)
    assert 0 < unfinished < ROUNDS
