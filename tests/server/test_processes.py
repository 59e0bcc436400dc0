"""Which process wrote a run, and whether it lives."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from trackside.context.tags import PROCESS
from trackside.entities import Run, RunData, RunInfo
from trackside_server.processes import Process, is_alive, process_of

NOW = 4_000_000_000_000


def run(**tags: str) -> Run:
    return Run(RunInfo("r", "0", "ada", "RUNNING", 1), RunData(tags=tags))


@pytest.mark.parametrize(
    ("said", "process"),
    [
        ('{"host": "here", "pid": 7}', Process("here", 7)),
        ('{"host": "here"}', None),
        ('{"host": "here", "pid": null}', None),
        ("[]", None),
        ("nonsense", None),
    ],
)
def test_a_run_names_its_process(said: str, process: Process | None) -> None:
    assert process_of(run(**{PROCESS: said})) == process


def test_a_run_may_name_none() -> None:
    assert process_of(run()) is None


def test_a_living_process_is_alive() -> None:
    assert is_alive(os.getpid(), NOW)
    assert is_alive(os.getpid(), int(time.time() * 1000))


def test_a_dead_process_is_not() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()

    assert not is_alive(gone.pid, NOW)
    assert not is_alive(2**40, NOW)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells simply when a process began")
def test_a_process_younger_than_the_run_is_another_one() -> None:
    assert not is_alive(os.getpid(), int(time.time() * 1000) - 3_600_000)


def test_a_process_of_somebody_else_is_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(pid: int, number: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)

    assert is_alive(os.getpid(), NOW)
