"""What it takes to begin: imports, the first run, every further run."""

from __future__ import annotations

import importlib
import statistics
import time

from benchmarks.trackers import tracker


def import_time(name: str) -> float:
    """Import the package."""
    started = time.perf_counter()
    importlib.import_module(name)
    return time.perf_counter() - started


def import_and_first_run(name: str) -> float:
    """Import, then start and end the first run in an empty folder."""
    started = time.perf_counter()
    module = tracker(name)
    with module.start_run():
        pass
    return time.perf_counter() - started


def first_run(name: str) -> float:
    """Start and end the first run in an empty folder, everything imported before."""
    module = tracker(name)
    if name == "trackside":
        import alembic  # noqa: F401
        import numpy as np  # noqa: F401

        import trackside.spool.writer
        import trackside.store.sql  # noqa: F401
    else:
        import mlflow.store.tracking.sqlalchemy_store  # noqa: F401
    started = time.perf_counter()
    with module.start_run():
        pass
    return time.perf_counter() - started


def start_and_end(name: str) -> float:
    """Start and end a run, the median of 20."""
    module = tracker(name)
    times = []
    for _ in range(21):
        started = time.perf_counter()
        with module.start_run():
            pass
        times.append(time.perf_counter() - started)
    return statistics.median(times[1:])
