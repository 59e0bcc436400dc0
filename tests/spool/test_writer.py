from __future__ import annotations

import errno
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from trackside.errors import InvalidParameter, StoreUnavailable
from trackside.spool import SpoolWriter, adopt_orphans
from trackside.spool import file as spool_file
from trackside.spool import writer as spool_writer
from trackside.store.sql import SqlStore

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    return SqlStore(f"sqlite:///{tmp_path / 'trackside.db'}", "file:///artifacts")


@pytest.fixture
def run_id(store: SqlStore) -> str:
    return store.create_run("0", "ada", 1, {}).info.run_id


def values(store: SqlStore, run_id: str, key: str = "loss") -> list[float]:
    found: list[float] = store.get_history(run_id, key).values.tolist()
    return found


def wait_until(condition: object, timeout_s: float = 10) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def test_flush_brings_everything_into_the_store(
    store: SqlStore, run_id: str, tmp_path: Path
) -> None:
    writer = SpoolWriter(store, tmp_path / "spool")
    for step in range(1000):
        writer.append(run_id, "loss", step / 2, 1_000 + step, step)
    writer.flush()

    assert values(store, run_id) == [step / 2 for step in range(1000)]
    writer.close()


class Mute(SqlStore):
    """A store that takes points while its answers are lost on the way."""

    is_mute = False

    def append_points(self, *arguments: Any) -> bool:
        is_taken = super().append_points(*arguments)
        if self.is_mute:
            raise StoreUnavailable("The connection broke off.")
        return is_taken


@pytest.mark.parametrize("rotate_at", [1 << 30, 1])
def test_points_logged_after_an_answer_was_lost_arrive_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rotate_at: int
) -> None:
    monkeypatch.setattr(spool_writer, "ROTATE_AT", rotate_at)
    monkeypatch.setattr(SpoolWriter, "_wake_up", lambda _: None)  # nobody folds but this test
    store = Mute(f"sqlite:///{tmp_path / 'mute.db'}", "file:///artifacts")
    run_id = store.create_run("0", "ada", 1, {}).info.run_id
    writer = SpoolWriter(store, tmp_path / "spool")
    writer.append(run_id, "loss", 0.0, 1_000, 0)
    store.is_mute = True
    with pytest.raises(StoreUnavailable, match="broke off"):
        writer.flush()
    for step in range(1, 4):
        writer.append(run_id, "loss", float(step), 1_000 + step, step)
    store.is_mute = False
    writer.flush()

    assert values(store, run_id) == [0.0, 1.0, 2.0, 3.0]
    writer.close()
    store.close()


def test_points_are_folded_without_being_asked(
    store: SqlStore, run_id: str, tmp_path: Path
) -> None:
    writer = SpoolWriter(store, tmp_path / "spool")
    writer.append(run_id, "loss", 1.0, 1, 0)
    wait_until(lambda: values(store, run_id) == [1.0])
    writer.append(run_id, "loss", 2.0, 2, 1)
    wait_until(lambda: values(store, run_id) == [1.0, 2.0])

    writer.close()


def test_close_leaves_no_file(store: SqlStore, run_id: str, tmp_path: Path) -> None:
    writer = SpoolWriter(store, tmp_path / "spool")
    writer.append(run_id, "loss", 1.0, 1, 0)
    assert list((tmp_path / "spool").iterdir())
    writer.close()

    assert values(store, run_id) == [1.0]
    assert list((tmp_path / "spool").iterdir()) == []


def test_threads_lose_nothing(store: SqlStore, run_id: str, tmp_path: Path) -> None:
    writer = SpoolWriter(store, tmp_path / "spool")

    def log(key: str) -> None:
        for step in range(2000):
            writer.append(run_id, key, float(step), step, step)

    threads = [threading.Thread(target=log, args=(f"loss {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.close()

    for n in range(4):
        assert values(store, run_id, f"loss {n}") == [float(step) for step in range(2000)]


def test_a_spool_grows_and_rotates(
    store: SqlStore, run_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trackside.spool import writer as writer_module

    monkeypatch.setattr(writer_module, "ROTATE_AT", 3 * spool_file.WINDOW)
    writer = SpoolWriter(store, tmp_path / "spool")
    count = 4 * spool_file.WINDOW // 32
    for step in range(count):
        writer.append(run_id, "loss", float(step), step, step)
    writer.flush()
    writer.append(run_id, "loss", -1.0, count, count)
    writer.close()

    assert values(store, run_id) == [*map(float, range(count)), -1.0]


def test_a_bad_name_is_refused(store: SqlStore, run_id: str, tmp_path: Path) -> None:
    writer = SpoolWriter(store, tmp_path / "spool")

    with pytest.raises(InvalidParameter, match="Invalid metric name"):
        writer.append(run_id, "loss*", 1.0, 1, 0)
    writer.close()


def test_a_full_disk_keeps_points_in_memory_until_there_is_room(
    store: SqlStore,
    run_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    is_full = True

    def reserve(descriptor: int, start: int) -> None:
        if is_full:
            raise OSError(errno.ENOSPC, "No space left on device")
        real_reserve(descriptor, start)

    real_reserve = spool_file._reserve
    monkeypatch.setattr(spool_file, "_reserve", reserve)
    writer = SpoolWriter(store, tmp_path / "spool")
    with caplog.at_level(logging.WARNING, "trackside"):
        for step in range(100):
            writer.append(run_id, "loss", float(step), step, step)
    is_full = False
    writer.flush()

    assert values(store, run_id) == [float(step) for step in range(100)]
    warnings = [record.message for record in caplog.records]
    assert len(warnings) == 1
    assert "No space left" in warnings[0]
    writer.close()


def test_a_store_that_is_away_costs_delay_and_one_warning(
    store: SqlStore,
    run_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    is_away = True
    append_points = store.append_points

    def flaky(*arguments: object) -> bool:
        if is_away:
            raise StoreUnavailable("away")
        return append_points(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "append_points", flaky)
    writer = SpoolWriter(store, tmp_path / "spool")
    with caplog.at_level(logging.WARNING, "trackside"):
        for step in range(10):
            writer.append(run_id, "loss", float(step), step, step)
            time.sleep(0.03)
        with pytest.raises(StoreUnavailable):
            writer.flush()
    is_away = False
    writer.flush()

    assert values(store, run_id) == [float(step) for step in range(10)]
    assert len([r for r in caplog.records if "nothing is lost" in r.message]) == 1
    writer.close()


def test_what_could_not_be_folded_at_close_is_folded_by_the_next_opener(
    store: SqlStore, run_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> bool:
        raise StoreUnavailable("away")

    writer = SpoolWriter(store, tmp_path / "spool")
    with monkeypatch.context() as patch:
        patch.setattr(store, "append_points", away)
        writer.append(run_id, "loss", 1.0, 1, 0)
        writer.close()

    assert adopt_orphans(store, tmp_path / "spool") == 1
    assert values(store, run_id) == [1.0]
    assert adopt_orphans(store, tmp_path / "spool") == 0


def test_a_living_process_keeps_its_spool(store: SqlStore, run_id: str, tmp_path: Path) -> None:
    writer = SpoolWriter(store, tmp_path / "spool")
    writer.append(run_id, "loss", 1.0, 1, 0)

    assert adopt_orphans(store, tmp_path / "spool") == 0
    writer.append(run_id, "loss", 2.0, 2, 1)
    writer.close()
    assert values(store, run_id) == [1.0, 2.0]


KILLED_WHILE_LOGGING = dedent(
    """
    import os, signal, sys
    import trackside
    trackside.set_tracking_uri(sys.argv[1])
    with trackside.start_run() as run:
        print(run.info.run_id, flush=True)
        for step in range(5000):
            trackside.log_metric("loss", step / 3, step=step)
        os.kill(os.getpid(), signal.SIGKILL)
    """
)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    import trackside

    done = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_LOGGING, str(tmp_path / "killed")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == -signal.SIGKILL, done.stderr

    trackside.set_tracking_uri(tmp_path / "killed")
    history = trackside.Client().get_history(done.stdout.strip(), "loss")
    assert history.values.tolist() == [step / 3 for step in range(5000)]
    assert history.steps.tolist() == list(range(5000))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_worker_logs_into_the_same_run(
    store: SqlStore, run_id: str, tmp_path: Path
) -> None:
    writer = SpoolWriter(store, tmp_path / "spool")
    writer.append(run_id, "parent", 1.0, 1, 0)
    child = os.fork()
    if child == 0:
        writer.append(run_id, "child", 2.0, 2, 0)
        os._exit(0)  # dies without a flush
    assert os.waitpid(child, 0)[1] == 0
    writer.append(run_id, "parent", 3.0, 3, 1)
    writer.close()

    assert adopt_orphans(store, tmp_path / "spool") == 1
    assert values(store, run_id, "parent") == [1.0, 3.0]
    assert values(store, run_id, "child") == [2.0]
