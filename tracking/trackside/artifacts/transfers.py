"""Several files on their way at once, as one transfer that shows its progress."""

from __future__ import annotations

import threading
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, TypeVar

from trackside.artifacts.progress import progress_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Job = TypeVar("Job")

# Hides the waiting for each other's answers; more would only divide the same line.
_AT_ONCE = 4
_REDRAW_S = 0.2


class _Stopped(Exception):
    """No error: another job's failure ends this one."""


def transfer_all(
    jobs: Sequence[Job],
    work: Callable[[Job, Callable[[int], None]], None],
    title: str,
    total_bytes: int,
) -> None:
    """Do ``work(job, advance)`` for each job, some at once; ``advance`` is told bytes as they pass.

    The first failure, or an interrupt, stops the others at their next piece and is raised when all
    have cleaned up.
    """
    is_stopped = threading.Event()
    with progress_of(title, total_bytes) as progress:

        def advance(count: int) -> None:
            if is_stopped.is_set():
                raise _Stopped
            progress.advance(count)

        with ThreadPoolExecutor(min(_AT_ONCE, max(1, len(jobs))), "trackside-transfer") as pool:
            futures = [pool.submit(work, job, advance) for job in jobs]
            try:
                pending = set(futures)
                while pending:
                    done, pending = wait(pending, _REDRAW_S, FIRST_EXCEPTION)
                    for future in done:
                        future.result()
                    progress.draw()
            except BaseException:
                is_stopped.set()
                pool.shutdown(wait=True, cancel_futures=True)
                raise
