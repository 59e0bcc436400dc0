"""Damage in files is found; what is merely left over is said."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import trackside
from trackside.errors import NotFound, StoreCorrupt
from trackside.lifecycle.checking import check_store
from trackside.lifecycle.moving import sql_store
from trackside.store.lifecycle import BinChoice

DATABASE = Path(".trackside/trackside.db")


def log_runs(count: int = 3) -> None:
    for _ in range(count):
        with trackside.start_run():
            for step in range(2_000):
                trackside.log_metric("loss", random.random(), step=step)
    trackside.opening.close_all()
    with closing(sqlite3.connect(DATABASE)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_a_sound_store() -> None:
    log_runs()
    report = check_store(".trackside")

    assert (report.is_sound, report.faults, report.notices) == (True, [], [])
    with pytest.raises(NotFound, match="no store"):
        check_store("elsewhere")


def test_overwritten_pages_are_found() -> None:
    log_runs()
    whole = DATABASE.read_bytes()
    seeded = random.Random(8)
    page = int.from_bytes(whole[16:18], "big")
    found = 0
    for _ in range(25):
        damaged = bytearray(whole)
        # The first page is what the file begins with: without it there is no database at all.
        start = page * seeded.randrange(1, len(whole) // page)
        damaged[start : start + 64] = seeded.randbytes(64)
        DATABASE.write_bytes(damaged)
        for ending in ("-wal", "-shm"):
            Path(f"{DATABASE}{ending}").unlink(missing_ok=True)
        try:
            found += not check_store(".trackside").is_sound
        except StoreCorrupt:
            found += 1
    # Bytes in the middle of a history are numbers like others; all else shows.
    assert found >= 5


def test_spools_that_dead_processes_left() -> None:
    code = (
        "import trackside, os, signal; trackside.start_run(); trackside.flush();"
        "from trackside.spool import writer; writer.FOLD_INTERVAL_S = 99;"
        "trackside.log_metric('loss', 1.0); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], check=False, env={**os.environ})
    (spool,) = Path(".trackside/spool").glob("*.spool")
    report = check_store(".trackside")
    assert report.is_sound
    assert any(spool.name in notice for notice in report.notices)

    with spool.open("r+b") as file:
        file.seek(16)
        file.write(b"\xff")
    (fault,) = check_store(".trackside").faults
    assert "record(s) of the spool" in fault.message
    assert spool.exists()


def test_folders_of_no_run() -> None:
    with trackside.start_run() as run:
        trackside.log_text("hello", "a.txt")
    folder = Path(".trackside/artifacts/0")
    shutil.copytree(folder / run.info.run_id, folder / ("f" * 32))
    report = check_store(".trackside")

    assert report.is_sound
    (notice,) = report.notices
    assert "f" * 32 in notice


def test_artifacts_that_wait_for_gc() -> None:
    with trackside.start_run() as run:
        trackside.log_text("hello", "a.txt")
    trackside.delete_run(run.info.run_id)
    store = sql_store()
    store.collect(store.list_bin(BinChoice()))

    assert check_store(".trackside").notices == [
        "Artifacts of 1 deleted run(s) or model(s) wait for the next gc."
    ]
    assert trackside.Client().gc().artifact_bytes == 5
    assert check_store(".trackside").notices == []
