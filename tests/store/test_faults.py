"""What goes wrong with files and disks: each with a clear error, and nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

import trackside
from trackside.errors import (
    InvalidParameter,
    PermissionDenied,
    StoreCorrupt,
    StoreUnavailable,
    TracksideException,
)
from trackside.store.sql import SqlStore, engines

if TYPE_CHECKING:
    from collections.abc import Iterator

STORE = Path(".trackside/trackside.db")


def log_a_run() -> str:
    with trackside.start_run() as run:
        trackside.log_param("depth", 3)
        trackside.log_metric("loss", 0.5)
    return run.info.run_id


def run_script(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", dedent(code), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_a_file_that_is_no_database_is_refused_and_kept() -> None:
    STORE.parent.mkdir()
    STORE.write_bytes(b"not a database at all, but somebody's notes\n" * 200)
    before = STORE.read_bytes()

    with pytest.raises(StoreCorrupt, match=r"trackside\.db.*not a database.*restore a copy"):
        trackside.start_run()
    assert STORE.read_bytes() == before


def test_a_database_of_something_else_is_refused_and_kept() -> None:
    STORE.parent.mkdir()
    with closing(sqlite3.connect(STORE)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")

    with pytest.raises(StoreCorrupt, match=r"not a Trackside store \(it holds recipes\)"):
        trackside.search_experiments()
    with closing(sqlite3.connect(STORE)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


def test_a_damaged_database_is_named_as_such() -> None:
    run_id = log_a_run()
    trackside.opening.close_all()
    with STORE.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(STORE.stat().st_size - 4096))

    with pytest.raises(StoreCorrupt, match=r"damaged|malformed"):
        trackside.get_run(run_id)


def test_a_tracking_uri_that_means_nothing_is_refused() -> None:
    for uri in ("ftp://x/y", "oracle://x/y"):
        with pytest.raises(TracksideException, match="Cannot open the tracking URI"):
            trackside.set_tracking_uri(uri)
    trackside.set_tracking_uri("sqlite:///runs.db")
    log_a_run()
    assert Path("runs.db").exists()
    assert Path("runs.trackside/artifacts").parent.exists()


READ_ONLY = """
    import os, sys
    import trackside
    trackside.set_tracking_uri(sys.argv[2])
    trackside.start_run()  # loads everything while this user may still read it
    trackside.end_run()
    trackside.set_tracking_uri("")
    if os.getuid() == 0:
        os.setuid(65534)
    os.chdir(sys.argv[1])
    try:
        trackside.start_run()
    except trackside.exceptions.PermissionDenied as error:
        print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "read only"
    folder.mkdir(mode=0o555)
    for parent in (tmp_path, *tmp_path.parents[:3]):
        if parent.owner() == "root" and os.getuid() == 0 and parent != Path("/tmp"):
            parent.chmod(0o755)

    done = run_script(READ_ONLY, folder, tmp_path / "another store")
    assert f"Cannot make the store's folder '{folder}/.trackside'" in done.stdout, done.stderr
    assert "set_tracking_uri" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_a_database_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    log_a_run()
    trackside.opening.close_all()
    # A superuser may write anything, so SQLite itself is told to refuse.
    prepare = engines.prepare_sqlite

    def read_only(connection: sqlite3.Connection, *, has_wal: bool) -> None:
        prepare(connection, has_wal=has_wal)
        connection.execute("PRAGMA query_only=ON")

    monkeypatch.setattr(engines, "prepare_sqlite", read_only)
    with pytest.raises(PermissionDenied, match="cannot be written"):
        trackside.start_run()
    assert len(trackside.search_runs()) == 1


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Mount a file system of that size, or skip where that is not allowed."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system needs root")
    try:
        yield folder
    finally:
        trackside.opening.close_all()
        os.chdir("/")
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs tmpfs")
def test_a_full_disk_stops_nothing_and_everything_arrives_later(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 24) as disk:
        trackside.set_tracking_uri(disk)
        run = trackside.start_run()
        trackside.log_metric("loss", 0.0, step=0)
        trackside.flush()
        filler = disk / "filler"
        _fill(filler)

        count = 100_000
        for step in range(1, count):
            trackside.log_metric("loss", step / 7, step=step)
        trackside.log_param("text", "x" * 6000)

        filler.unlink()
        trackside.end_run()
        history = trackside.Client().get_history(run.info.run_id, "loss")
        assert history.values.tolist() == [step / 7 for step in range(count)]
        found = trackside.get_run(run.info.run_id)
        assert found.info.status == "FINISHED"
        assert found.data.params == {"text": "x" * 6000}


def _fill(path: Path) -> None:
    """Take every free block."""
    with path.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))


def test_a_locked_store_delays_everything_and_fails_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_S", 0.1)
    run = trackside.start_run()
    with closing(sqlite3.connect(STORE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for step in range(1000):
            trackside.log_metric("loss", float(step), step=step, run_id=None)
        trackside.log_param("depth", 3)
        trackside.set_tag("stage", "dev")
        with pytest.raises(InvalidParameter):  # a wrong call is wrong now
            trackside.log_param("../depth", 3)
        with pytest.raises(StoreUnavailable, match="another process holds its lock"):
            trackside.flush()
        assert trackside.get_run(run.info.run_id).data.metrics == {}  # reading goes on
        trackside.end_run()
        other.execute("ROLLBACK")

    found = trackside.get_run(run.info.run_id)
    assert found.info.status == "FINISHED"
    assert (found.data.params, found.data.tags["stage"]) == ({"depth": "3"}, "dev")
    assert found.data.summaries["loss"].count == 1000
    about_writes = [record for record in caplog.records if "kept back" in record.message]
    assert len(about_writes) == 2  # one for metrics, one for the rest


def test_opening_leaves_no_half_made_store_behind(tmp_path: Path) -> None:
    with pytest.raises(TracksideException):
        SqlStore(f"sqlite:///{tmp_path}/nowhere/trackside.db", "file:///a")
    assert not (tmp_path / "nowhere").exists()
