"""Emptying the bin is killed at random moments: runs are there whole or gone, and files find their end.

The forks do what ``gc`` does; the parent kills them with SIGKILL, looks at every run, and in the
end empties the bin in peace.
"""

from __future__ import annotations

import os
import random
import signal
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from trackside.artifacts.local import LocalArtifactRepository
from trackside.artifacts.local_uri import path_from_uri
from trackside.entities import Dataset, DatasetInput, Metric, Param
from trackside.lifecycle import emptying
from trackside.store.lifecycle import BinChoice
from trackside.store.sql import SqlStore
from trackside.store.sql.tables import metadata

if TYPE_CHECKING:
    from pathlib import Path

    from trackside.entities import Run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of this process")

ROUNDS = 20
FILES = {"model.bin": bytes(70_000), "notes/a.txt": b"a", "notes/b.txt": b"b"}


def open_store(folder: Path) -> SqlStore:
    return SqlStore(f"sqlite:///{folder / 'trackside.db'}", (folder / "artifacts").as_uri())


def log_run(store: SqlStore, experiment_id: str, number: int, source: Path) -> Run:
    run = store.create_run(experiment_id, "ada", number, {"n": str(number)})
    run_id = run.info.run_id
    points = [Metric("loss", step / 7, 1_000 + step, step) for step in range(200)]
    store.log_batch(run_id, points, [Param("lr", "0.1")])
    store.log_inputs(run_id, [DatasetInput(Dataset(f"d{number}", "1", "local", "{}"))])
    store.create_logged_model(experiment_id, "tree", source_run_id=run_id)
    LocalArtifactRepository(path_from_uri(run.info.artifact_uri)).log_artifacts(source)
    return store.get_run(run_id)


def fill_bin(store: SqlStore, experiment_id: str, name: str, source: Path) -> list[Run]:
    """Put runs into the bin, every other one with an experiment of its own; return them."""
    own = store.create_experiment(name)
    runs = [log_run(store, i, n, source) for n, i in enumerate([experiment_id, own] * 6, 10)]
    for run in runs[::2]:
        store.delete_run(run.info.run_id)
    store.delete_experiment(own)
    return runs


def seconds_to_empty(store: SqlStore) -> float:
    """Empty the bin in peace; return how long it took here and now: what to kill within."""
    started = time.monotonic()
    assert emptying.empty_bin(store).problems == []
    return time.monotonic() - started


def check_whole(store: SqlStore, run: Run) -> None:
    found = store.get_run(run.info.run_id)
    assert (found.data, found.inputs) == (run.data, run.inputs)
    assert len(store.get_history(run.info.run_id, "loss")) == 200
    assert (
        len(
            store.search_logged_models(
                [run.info.experiment_id], f"source_run_id = '{run.info.run_id}'"
            )
        )
        == 1
    )
    root = path_from_uri(run.info.artifact_uri)
    assert {name: (root / name).read_bytes() for name in FILES} == FILES


def check_gone_or_whole(store: SqlStore, binned: list[Run]) -> int:
    """Check each run of the bin; returns how many are gone."""
    doomed = set(store.doomed_artifacts())
    there = {run.info.run_id for run in store.get_runs([run.info.run_id for run in binned])}
    for run in binned:
        if run.info.run_id in there:
            check_whole(store, run)
        else:
            is_left = path_from_uri(run.info.artifact_uri).exists()
            assert not is_left or run.info.artifact_uri in doomed
    return len(binned) - len(there)


def rows_in(store: SqlStore) -> dict[str, int]:
    with store._database.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def test_killed_at_random_moments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emptying, "_AT_ONCE", 3)
    source = tmp_path / "source"
    for name, content in FILES.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(content)
    store = open_store(tmp_path)
    experiment_id = store.create_experiment("apples")
    active = [log_run(store, experiment_id, number, source) for number in range(3)]
    before = rows_in(store)
    fill_bin(store, experiment_id, "plums", source)
    seconds = seconds_to_empty(store)
    seeded = random.Random(5)
    halfway = 0
    binned: list[Run] = []
    for round_ in range(ROUNDS):
        binned += fill_bin(store, experiment_id, f"pears {round_}", source)

        ready, say_ready = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                opened = open_store(tmp_path)
                os.write(say_ready, b".")
                emptying.empty_bin(opened)
                time.sleep(60)
            finally:
                os._exit(1)
        os.read(ready, 1)
        time.sleep(seeded.uniform(0.0, seconds))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the child ended by itself"
        os.close(ready)
        os.close(say_ready)

        gone = check_gone_or_whole(store, binned)
        halfway += 0 < gone < len(binned)
        for run in active:
            check_whole(store, run)
        if round_ % 4 == 3:
            assert emptying.empty_bin(store).problems == []
        left = {thing.id for thing in store.list_bin(BinChoice())}
        binned = [run for run in binned if run.info.run_id in left]
    assert halfway > 0

    assert emptying.empty_bin(store).problems == []
    after = rows_in(store)
    assert after.pop("keys") >= before.pop("keys")
    assert after == before
    folders = {
        path.name for path in (tmp_path / "artifacts").rglob("artifacts") for path in [path.parent]
    }
    assert folders == {run.info.run_id for run in active}
    for run in active:
        check_whole(store, run)
    store.close()
