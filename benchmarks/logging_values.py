"""Logging: one call, until it is in the store, from many processes, until a kill."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.trackers import flushed, tracker

POINTS = {"trackside": 20_000, "mlflow": 300}
KILLED = {"trackside": 5_000, "mlflow": 500}
PROCESSES = 8
POINTS_A_PROCESS = {"trackside": 2_000, "mlflow": 40}
LONG = int(os.environ.get("TRACKSIDE_BENCH_LONG_RUN", "10000000"))


def bare_write(_name: str) -> float:
    """Append 60 bytes to a file by a bare ``os.write``, the median: what a file costs in Python."""
    descriptor = os.open("limit", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    record = bytes(60)
    times = []
    for _ in range(20_000):
        started = time.perf_counter()
        os.write(descriptor, record)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


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


def log_from_processes(name: str) -> float:
    """Log from eight processes into one store, a point: from the word to the last run's end."""
    module = tracker(name)
    with module.start_run():
        pass
    workers = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.one_of_many", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    started = time.time()
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    elapsed = max(float(worker.communicate()[0]) for worker in workers) - started
    assert [worker.returncode for worker in workers] == [0] * PROCESSES
    runs = module.search_runs(output_format="list", filter_string="tags.worker = 'yes'")
    client = module.MlflowClient()
    found = [len(client.get_metric_history(run.info.run_id, "loss")) for run in runs]
    assert found == [POINTS_A_PROCESS[name]] * PROCESSES, found
    return elapsed / sum(found)


def lost_by_kill(name: str) -> float:
    """Return the share of the metrics that is gone after a SIGKILL."""
    module = tracker(name)
    child = os.fork()
    if child == 0:
        with module.start_run(run_name="killed"):
            for step in range(KILLED[name]):
                module.log_metric("loss", float(step), step=step)
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    (run,) = module.search_runs(output_format="list")
    found = len(module.MlflowClient().get_metric_history(run.info.run_id, "loss"))
    return 1 - found / KILLED[name]


def resident_bytes() -> int:
    """Return the memory that this process has in use."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _long_run(name: str) -> tuple[int, int]:
    """Log as fast as the loop goes; returns memory above the start and the backlog, at their greatest."""
    from trackside import opening

    module = tracker(name)
    with module.start_run():
        module.log_metric("loss", 0.0, step=0)
        flushed(module)
        spool = opening.open_store(module.get_tracking_uri()).spool
        before = memory = resident_bytes()
        backlog = 0
        for step in range(1, LONG):
            module.log_metric("loss", step / 7, step=step)
            if step % 20_000 == 0:
                memory = max(memory, resident_bytes())
                backlog = max(backlog, spool.backlog)
    return max(memory, resident_bytes()) - before, backlog


def memory_of_a_long_run(name: str) -> float:
    """Return by how many bytes a process grows that logs ten million points in one loop."""
    return _long_run(name)[0]


def backlog_of_a_long_run(name: str) -> float:
    """Return how many points of such a loop waited for folding at most."""
    return _long_run(name)[1]
