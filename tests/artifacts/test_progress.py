"""A long transfer shows how far it is, to somebody who looks and to nobody else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from trackside.artifacts.progress import SWITCH, Progress, somebody_watches
from trackside.artifacts.transfers import transfer_all

if TYPE_CHECKING:
    from collections.abc import Callable


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def watched(clock: Clock, total_bytes: int = 4_000_000) -> Progress:
    return Progress("model", total_bytes, clock, lambda: True)


def test_a_long_transfer_has_a_bar(capfd: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    progress = watched(clock)
    progress.advance(1_000_000)
    clock.now_s = 2.0
    progress.advance(1_000_000)
    progress.advance(2_000_000)
    progress.close()
    shown = capfd.readouterr().err
    assert "model" in shown
    assert "100%" in shown
    assert "3.81M/3.81M" in shown


def test_a_short_transfer_has_none(capfd: pytest.CaptureFixture[str]) -> None:
    progress = watched(Clock())
    progress.advance(4_000_000)
    progress.close()
    assert capfd.readouterr().err == ""


def test_bytes_of_other_threads_are_counted_and_drawn_by_the_first(
    capfd: pytest.CaptureFixture[str],
) -> None:
    clock = Clock()
    clock.now_s = -5.0
    progress = watched(clock)
    clock.now_s = 5.0
    workers = [threading.Thread(target=progress.advance, args=(1_000_000,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert capfd.readouterr().err == ""
    progress.draw()
    progress.close()
    assert "100%" in capfd.readouterr().err


def test_nothing_is_shown_where_tqdm_is_missing(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    clock = Clock()
    progress = watched(clock)
    clock.now_s = 2.0
    progress.advance(1_000_000)
    progress.close()
    assert capfd.readouterr().err == ""


def test_a_pipe_is_watched_by_nobody() -> None:
    assert not somebody_watches({})


ASK = "from trackside.artifacts.progress import somebody_watches; print(somebody_watches())"
ASK_IN_THREAD = """
import threading
from trackside.artifacts.progress import somebody_watches
worker = threading.Thread(target=lambda: print(somebody_watches()))
worker.start()
worker.join()
"""


@pytest.mark.parametrize(
    ("code", "setting", "answer"),
    [
        (ASK, None, "True"),
        (ASK, "true", "True"),
        (ASK, "false", "False"),
        (ASK, "0", "False"),
        # A server's worker: its terminal is not where the user looks.
        (ASK_IN_THREAD, None, "False"),
    ],
)
def test_a_terminal_is_watched_unless_it_is_not_wanted(
    code: str, setting: str | None, answer: str
) -> None:
    controller, terminal = pty.openpty()
    environ = os.environ | ({} if setting is None else {SWITCH: setting})
    try:
        done = subprocess.run(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            stderr=terminal,
            env=environ,
            text=True,
            check=True,
        )
    finally:
        os.close(controller)
        os.close(terminal)
    assert done.stdout.strip() == answer


def test_all_jobs_of_a_transfer_are_done() -> None:
    done: set[int] = set()

    def work(job: int, advance: Callable[[int], None]) -> None:
        advance(job)
        done.add(job)

    transfer_all(range(50), work, "x", 10)
    transfer_all([], work, "x", 0)
    assert done == set(range(50))


def test_the_first_failure_stops_the_other_jobs() -> None:
    others_begun = threading.Barrier(3)
    stopped: list[int] = []

    def work(job: int, advance: Callable[[int], None]) -> None:
        others_begun.wait()
        if job == 0:
            raise ValueError("broken")
        try:
            while True:
                advance(1)
        except BaseException:
            stopped.append(job)
            raise

    with pytest.raises(ValueError, match="broken"):
        transfer_all(range(3), work, "x", 10)
    assert sorted(stopped) == [1, 2]
