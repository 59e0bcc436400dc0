"""What is measured. Each scenario is the same code for both: only the module differs.

A scenario runs in a fresh process and a fresh folder, gets the tracker's module, and returns
seconds (or bytes) for one unit of its work.
"""

from __future__ import annotations

import importlib
import os
import random
import signal
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

POINTS = {"trackside": 20_000, "mlflow": 300}
SEARCHED_RUNS = int(os.environ.get("TRACKSIDE_BENCH_RUNS", "1000"))
HISTORY = {"trackside": 1_000_000, "mlflow": 50_000}


def tracker(name: str) -> Any:
    """Import a tracker with its store in the working directory."""
    module = importlib.import_module(name)
    if name == "mlflow":
        module.set_tracking_uri(f"sqlite:///{Path.cwd() / 'mlflow.db'}")
    return module


def import_time(name: str) -> float:
    """Import the package."""
    started = time.perf_counter()
    importlib.import_module(name)
    return time.perf_counter() - started


def first_run(name: str) -> float:
    """Import, then start and end the first run in an empty folder."""
    started = time.perf_counter()
    module = tracker(name)
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


def log_metric(name: str) -> float:
    """Log one value in a hot loop, the median call."""
    module = tracker(name)
    times = []
    with module.start_run():
        module.log_metric("loss", 1.0, step=0)
        for step in range(1, POINTS[name]):
            started = time.perf_counter()
            module.log_metric("loss", step / 7, step=step)
            times.append(time.perf_counter() - started)
    return statistics.median(times)


def durable_metric(name: str) -> float:
    """Log one value, counting until ``end_run`` returned, a point."""
    module = tracker(name)
    module.start_run()
    module.log_metric("loss", 1.0, step=0)
    started = time.perf_counter()
    for step in range(1, POINTS[name]):
        module.log_metric("loss", step / 7, step=step)
    module.end_run()
    return (time.perf_counter() - started) / POINTS[name]


def log_params(name: str) -> float:
    """Log ten params in one call, the median of 30."""
    module = tracker(name)
    times = []
    for _ in range(30):
        with module.start_run():
            started = time.perf_counter()
            module.log_params({f"p{i}": i for i in range(10)})
            times.append(time.perf_counter() - started)
    return statistics.median(times)


def _fill(module: Any, name: str) -> str:
    """Make the runs that are searched: 10 params, 10 metrics and 5 tags each."""
    entities = importlib.import_module(f"{name}.entities")
    client = module.MlflowClient()
    experiment_id = client.create_experiment("searched")
    rng = random.Random(1)
    for _ in range(SEARCHED_RUNS):
        run_id = client.create_run(experiment_id).info.run_id
        client.log_batch(
            run_id,
            [entities.Metric(f"m{i}", rng.random(), 1_700_000_000_000, 0) for i in range(10)],
            [entities.Param(f"p{i}", rng.choice("xyz")) for i in range(10)],
            [entities.RunTag(f"t{i}", rng.choice("abc")) for i in range(5)],
        )
    return str(experiment_id)


def search(name: str) -> float:
    """Search with a metric and a param filter, ordered by another metric, 100 runs with their data."""
    module = tracker(name)
    experiment_id = _fill(module, name)
    client = module.MlflowClient()
    times = []
    for _ in range(5):
        started = time.perf_counter()
        found = client.search_runs(
            [experiment_id],
            "metrics.m1 > 0.5 and params.p2 = 'y'",
            order_by=["metrics.m3 DESC"],
            max_results=100,
        )
        times.append(time.perf_counter() - started)
        assert found
    return statistics.median(times)


def _write_history(module: Any, name: str) -> tuple[Any, str, float]:
    entities = importlib.import_module(f"{name}.entities")
    client = module.MlflowClient()
    run_id = client.create_run("0").info.run_id
    rng = random.Random(1)
    batches = [
        [
            entities.Metric("loss", rng.random(), 1_700_000_000_000 + s, s)
            for s in range(first, first + 1000)
        ]
        for first in range(0, HISTORY[name], 1000)
    ]
    started = time.perf_counter()
    for batch in batches:
        client.log_batch(run_id, metrics=batch)
    if name == "trackside":
        module.flush()
    return client, run_id, (time.perf_counter() - started) / HISTORY[name]


def write_history(name: str) -> float:
    """Write a long history in batches of 1,000, a point."""
    return _write_history(tracker(name), name)[2]


def read_history(name: str) -> float:
    """Read a long history as Metric objects, a point."""
    client, run_id, _ = _write_history(tracker(name), name)
    started = time.perf_counter()
    found = client.get_metric_history(run_id, "loss")
    elapsed = time.perf_counter() - started
    assert len(found) == HISTORY[name]
    return elapsed / HISTORY[name]


def history_on_disk(name: str) -> float:
    """Return bytes on disk a point of a long history."""
    _write_history(tracker(name), name)
    database = Path(".trackside/trackside.db") if name == "trackside" else Path("mlflow.db")
    return database.stat().st_size / HISTORY[name]


def lost_by_kill(name: str) -> float:
    """Return the share of 500 metrics that is gone after a SIGKILL."""
    module = tracker(name)
    child = os.fork()
    if child == 0:
        with module.start_run(run_name="killed"):
            for step in range(500):
                module.log_metric("loss", float(step), step=step)
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    (run,) = module.search_runs(output_format="list")
    return 1 - len(module.MlflowClient().get_metric_history(run.info.run_id, "loss")) / 500


SCENARIOS: dict[str, tuple[Callable[[str], float], str]] = {
    "import": (import_time, "ms"),
    "import + first run in an empty folder": (first_run, "ms"),
    "start + end of a run": (start_and_end, "ms"),
    "log_metric, median call": (log_metric, "us"),
    "log_metric until durable, a point": (durable_metric, "us"),
    "log_params, ten at once": (log_params, "ms"),
    f"search {SEARCHED_RUNS:,} runs, first 100": (search, "ms"),
    "write a long history, a point": (write_history, "us"),
    "read a long history, a point": (read_history, "us"),
    "a point of a history on disk": (history_on_disk, "bytes"),
    "lost by SIGKILL": (lost_by_kill, "%"),
}
