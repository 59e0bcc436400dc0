"""Processes killed at random moments: every metric that was acknowledged is there exactly once.

The children are forks that do what a training does; the parent reads, from memory that they share,
how many calls returned, kills with SIGKILL, opens the store as the next process would, and counts.
"""

from __future__ import annotations

import mmap
import os
import random
import signal
import struct
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from trackside.spool import SpoolWriter, adopt_orphans
from trackside.spool import writer as spool_writer
from trackside.store.sql import SqlStore, histories

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of this process")

KEYS = ("loss", "accuracy", "val/loss")
COUNT = struct.Struct("<Q")


class Acknowledged:
    """A number that survives the death of the process that counts."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, COUNT.size)

    def set(self, count: int) -> None:
        # In one piece: pack_into clears the eight bytes first, and the kill may come in between.
        self._memory[:] = COUNT.pack(count)

    def get(self) -> int:
        count: int = COUNT.unpack_from(self._memory)[0]
        return count


def open_store(folder: Path) -> SqlStore:
    return SqlStore(f"sqlite:///{folder / 'trackside.db'}", "file:///artifacts")


def killed_after(seconds: float, work: Callable[[Acknowledged], None]) -> int:
    """Run ``work`` in a fork, kill it after a while and return what it had acknowledged."""
    acknowledged = Acknowledged()
    child = os.fork()
    if child == 0:
        try:
            work(acknowledged)
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    return acknowledged.get()


def check_exactly_once(store: SqlStore, run_id: str, acknowledged: int) -> None:
    """Check that call n logged step n to one key in turn; the last call may have been cut off."""
    for place, key in enumerate(KEYS):
        steps = store.get_history(run_id, key).steps.tolist()
        expected = list(range(place, acknowledged, len(KEYS)))
        unacknowledged = [acknowledged] if acknowledged % len(KEYS) == place else []
        assert steps in (expected, expected + unacknowledged)
        if steps:
            assert store.get_run(run_id).data.summaries[key].count == len(steps)


def test_killed_while_logging_and_folding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Fold all the time, with small segments, so that kills hit folding and merging as well.
    monkeypatch.setattr(spool_writer, "FOLD_INTERVAL_S", 0.001)
    monkeypatch.setattr(histories, "FULL_SEGMENT", 512)
    store = open_store(tmp_path)
    seeded = random.Random(11)
    logged = 0
    for _ in range(200):
        run_id = store.create_run("0", "ada", 1, {}).info.run_id

        def train(acknowledged: Acknowledged, run_id: str = run_id) -> None:
            writer = SpoolWriter(open_store(tmp_path), tmp_path / "spool")
            for step in range(sys.maxsize):
                writer.append(run_id, KEYS[step % len(KEYS)], step / 7, 1_000 + step, step)
                acknowledged.set(step + 1)

        acknowledged = killed_after(seeded.uniform(0.005, 0.04), train)
        adopt_orphans(store, tmp_path / "spool")
        check_exactly_once(store, run_id, acknowledged)
        logged += acknowledged
    assert logged > 10_000
    assert list((tmp_path / "spool").glob("*.spool")) == []
    store.close()


def test_killed_while_adopting_what_another_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trackside.spool.folding.STRETCH", 32 * 500)
    store = open_store(tmp_path)
    seeded = random.Random(12)
    for _ in range(40):
        run_id = store.create_run("0", "ada", 1, {}).info.run_id

        def leave(acknowledged: Acknowledged, run_id: str = run_id) -> None:
            writer = SpoolWriter(open_store(tmp_path), tmp_path / "spool")
            writer._thread = threading.current_thread()  # so that nobody folds
            for step in range(6_000):
                writer.append(run_id, KEYS[step % len(KEYS)], step / 7, 1_000 + step, step)
                acknowledged.set(step + 1)
            time.sleep(60)

        def adopt(_acknowledged: Acknowledged) -> None:
            adopt_orphans(open_store(tmp_path), tmp_path / "spool")
            time.sleep(60)

        acknowledged = killed_after(seeded.uniform(0.03, 0.06), leave)
        for _ in range(2):
            killed_after(seeded.uniform(0.0, 0.03), adopt)
        adopt_orphans(store, tmp_path / "spool")
        check_exactly_once(store, run_id, acknowledged)
    store.close()


def test_killed_while_writing_batches_straight_into_the_store(tmp_path: Path) -> None:
    """A batch is there as a whole or not at all, also while segments are merged."""
    from trackside.entities import Metric

    store = open_store(tmp_path)
    seeded = random.Random(13)
    for _ in range(60):
        run_id = store.create_run("0", "ada", 1, {}).info.run_id

        def write(acknowledged: Acknowledged, run_id: str = run_id) -> None:
            own = open_store(tmp_path)
            for batch in range(sys.maxsize):
                steps = range(batch * 30, batch * 30 + 30)
                own.log_batch(run_id, [Metric(KEYS[s % 3], s / 7, 1_000 + s, s) for s in steps])
                acknowledged.set(batch * 30 + 30)

        acknowledged = killed_after(seeded.uniform(0.01, 0.06), write)
        found = sum(len(store.get_history(run_id, key)) for key in KEYS)
        assert found in (acknowledged, acknowledged + 30)
    store.close()
