"""Which process wrote a run, and whether it still lives."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trackside.context.tags import PROCESS

if TYPE_CHECKING:
    from trackside.entities import Run


@dataclass(frozen=True, slots=True)
class Process:
    """A process on some host."""

    host: str
    pid: int


def process_of(run: Run) -> Process | None:
    """Return the process that started the run, as its tag says; None if it does not."""
    try:
        said = json.loads(run.data.tags[PROCESS])
        return Process(str(said["host"]), int(said["pid"]))
    except (KeyError, TypeError, ValueError):
        return None


def is_alive(pid: int, since_ms: int) -> bool:
    """Say whether the process ``pid`` of this host lives and has lived since ``since_ms``.

    Numbers are used again, in a restarted container almost surely: a process that is younger than
    the run is another one.
    """
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # somebody else's, but alive
        pass
    started = _started_ms(pid)
    # The kernel counts in hundredths of a second.
    return started is None or started <= since_ms + 1000


def _started_ms(pid: int) -> int | None:
    """Return when a process started; None where the system does not tell (only Linux does so simply)."""
    try:
        # The name in parentheses may hold anything, blanks and parentheses too.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        booted = next(
            int(line.split()[1])
            for line in Path("/proc/stat").read_text().splitlines()
            if line.startswith("btime ")
        )
    except (OSError, StopIteration):
        return None
    # Field 22, counted from 1; two are before the parenthesis' end.
    return booted * 1000 + int(fields[19]) * 1000 // os.sysconf("SC_CLK_TCK")
