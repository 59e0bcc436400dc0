"""A store goes out into a folder and comes back, on any database."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from tests.lifecycle.filled_store import fill, shown

import trackside
from trackside.errors import AlreadyExists, NotFound, StoreCorrupt
from trackside.lifecycle.backup import export_store, restore_store
from trackside.lifecycle.checking import check_store
from trackside.lifecycle.moving import new_store, sql_store

if TYPE_CHECKING:
    from trackside.store.sql import SqlStore

LARGE = bytes(range(256)) * 512


@pytest.fixture
def source() -> SqlStore:
    """The current store, with something of everything and files of two runs."""
    trackside.get_experiment("0")
    store = sql_store()
    fill(store)
    for _ in range(2):
        with trackside.start_run():
            trackside.log_text("hello", "notes/hello.txt")
            Path("large.bin").write_bytes(LARGE)
            trackside.log_artifact("large.bin")
    return store


@pytest.mark.parametrize("backend", ["sqlite", "postgresql", "mariadb"])
def test_everything_comes_back(
    source: SqlStore, backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    target = (
        f"sqlite:///{tmp_path / 'new.db'}"
        if backend == "sqlite"
        else request.getfixturevalue(f"new_{backend}")
    )
    before = shown(source)
    backup = export_store(tmp_path / "backup", with_artifacts=False)
    assert (backup.rows["runs"], backup.files) == (6, 0)
    assert restore_store(tmp_path / "backup", target).rows == backup.rows

    store = new_store(target)
    assert shown(store) == before
    store.close()


def test_files_come_back_below_the_new_root(source: SqlStore, tmp_path: Path) -> None:
    run = trackside.last_active_run()
    assert run is not None
    run_id = run.info.run_id
    registered = source.create_model_version("fruit", f"{run.info.artifact_uri}/notes").version
    by_path = run.info.artifact_uri.removeprefix("file://")
    source.create_model_version("fruit", f"{by_path}/notes")
    backup = export_store(tmp_path / "backup")
    assert (backup.files, backup.file_bytes) == (4, 2 * (len(LARGE) + 5))
    shutil.rmtree(".trackside")
    restored = restore_store(tmp_path / "backup", str(tmp_path / "new"))
    assert (restored.files, restored.file_bytes) == (backup.files, backup.file_bytes)

    client = trackside.Client(str(tmp_path / "new"))
    root = (tmp_path / "new" / "artifacts").as_uri()
    found = client.get_run(run_id).info
    assert found.artifact_uri == f"{root}/{found.experiment_id}/{run_id}/artifacts"
    assert client.get_experiment("0").artifact_location == f"{root}/0"
    assert Path(client.download_artifacts(run_id, "large.bin")).read_bytes() == LARGE
    for version in (registered, str(int(registered) + 1)):
        uri = client.get_model_version("fruit", version).source
        assert uri == f"{found.artifact_uri}/notes"


def test_remote_files_are_in_the_backup(tmp_path: Path) -> None:
    trackside.create_experiment("apples", "memory://backup-test/apples")
    trackside.set_experiment("apples")
    with trackside.start_run() as run:
        trackside.log_text("hello", "notes/hello.txt")
    assert export_store(tmp_path / "backup").files == 1
    restore_store(tmp_path / "backup", str(tmp_path / "new"), str(tmp_path / "files"))

    client = trackside.Client(str(tmp_path / "new"))
    assert client.get_run(run.info.run_id).info.artifact_uri.startswith(
        (tmp_path / "files").as_uri()
    )
    path = client.download_artifacts(run.info.run_id, "notes/hello.txt")
    assert Path(path).read_text() == "hello"


def test_only_whole_backups_are_taken(source: SqlStore, tmp_path: Path) -> None:
    export_store(tmp_path / "backup")
    target = str(tmp_path / "new")
    seeded = random.Random(3)
    files = [
        *sorted((tmp_path / "backup" / "tables").iterdir()),
        *[path for path in (tmp_path / "backup" / "artifacts").rglob("*.txt") if path.is_file()],
        tmp_path / "backup" / "artifacts.jsonl",
    ]
    for path in files:
        content = path.read_bytes()
        damaged = bytearray(content)
        damaged[seeded.randrange(len(content))] ^= 1 << seeded.randrange(8)
        path.write_bytes(damaged)
        with pytest.raises(StoreCorrupt, match="is damaged"):
            restore_store(tmp_path / "backup", target)
        path.unlink()
        with pytest.raises(StoreCorrupt, match="lacks"):
            restore_store(tmp_path / "backup", target)
        path.write_bytes(content)
    manifest = tmp_path / "backup" / "trackside-backup.json"
    content = manifest.read_bytes()
    manifest.write_text(json.dumps({**json.loads(content), "schema": "9999"}))
    with pytest.raises(StoreCorrupt, match=r"schema '9999'.*Restore it with Trackside"):
        restore_store(tmp_path / "backup", target)
    manifest.write_text("{")
    with pytest.raises(StoreCorrupt, match="is damaged"):
        restore_store(tmp_path / "backup", target)
    manifest.unlink()
    with pytest.raises(NotFound, match="no whole backup"):
        restore_store(tmp_path / "backup", target)
    manifest.write_bytes(content)
    restore_store(tmp_path / "backup", target)
    with pytest.raises(AlreadyExists, match="not empty"):
        restore_store(tmp_path / "backup", target)
    with pytest.raises(AlreadyExists, match="not empty"):
        export_store(tmp_path / "backup")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of this process")
def test_a_killed_restore_leaves_an_empty_store_or_a_whole_one(
    source: SqlStore, tmp_path: Path
) -> None:
    before = shown(source)
    export_store(tmp_path / "backup", with_artifacts=False)
    seeded = random.Random(4)
    empty = 0
    for round_ in range(20):
        target = f"sqlite:///{tmp_path / f'{round_}.db'}"
        child = os.fork()
        if child == 0:
            try:
                restore_store(tmp_path / "backup", target)
                time.sleep(60)
            finally:
                os._exit(1)
        time.sleep(seeded.uniform(0.0, 0.08))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        store = new_store(target)
        if len(store.search_experiments(3)) == 1:
            empty += 1
            store.check_empty()
        else:
            assert shown(store) == before
        store.close()
    assert empty > 0


def test_a_backup_is_of_one_moment_while_others_log(tmp_path: Path) -> None:
    """What a process logs in order is there up to some point, and nothing after it."""
    code = """
        import itertools, trackside
        for number in itertools.count():
            with trackside.start_run(run_name=str(number)) as run:
                trackside.log_param("n", number)
                for step in range(50):
                    trackside.log_metric("loss", step, step=step)
                trackside.log_text("x" * 100_000 + str(number), "notes.txt")
    """
    trackside.get_experiment("0")
    logging = subprocess.Popen([sys.executable, "-c", dedent(code)])
    try:
        while len(trackside.search_runs(output_format="list")) < 5:
            time.sleep(0.01)
        for number in range(5):
            export_store(tmp_path / f"backup {number}")
    finally:
        logging.kill()
        logging.wait()
    for number in range(5):
        target = str(tmp_path / f"new {number}")
        restore_store(tmp_path / f"backup {number}", target)
        client = trackside.Client(target)
        found = sorted(client.search_runs(["0"]), key=lambda run: run.info.start_time)
        assert [run.info.run_name for run in found] == [str(n) for n in range(len(found))]
        for run in found[:-1]:
            assert run.info.status == "FINISHED"
            history = client.get_history(run.info.run_id, "loss")
            assert (len(history), run.data.summaries["loss"].count) == (50, 50)
            path = Path(client.download_artifacts(run.info.run_id, "notes.txt"))
            assert path.read_text() == "x" * 100_000 + run.info.run_name
        assert check_store(target).is_sound
