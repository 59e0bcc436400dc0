"""The REST path: the same HTTP calls against `trackside server` and against `mlflow server`."""

from __future__ import annotations

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from benchmarks.searching import fill
from benchmarks.trackers import store_url

if TYPE_CHECKING:
    from collections.abc import Iterator

API = "/api/2.0/mlflow"
STARTS_WITHIN_S = 120


class Caller:
    """One connection that is kept open, as clients do."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def connect_anew(self) -> None:
        """Open another connection with the next call."""
        self._connection.close()

    def __call__(self, path: str, body: dict[str, Any]) -> Any:
        """Post and return the answer."""
        headers = {"Content-Type": "application/json"}
        self._connection.request("POST", f"{API}/{path}", json.dumps(body), headers)
        answer = self._connection.getresponse()
        text = answer.read()
        assert answer.status == 200, text
        return json.loads(text)


@contextmanager
def server(name: str) -> Iterator[Caller]:
    """Run a tracker's server with one worker over its store in the working directory."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    if name == "trackside":
        words = ["trackside.cli", "server", "--no-auth", "--store", store_url(name)]
    else:
        words = ["mlflow", "server", "--workers", "1", "--backend-store-uri", store_url(name)]
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", *words, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        # Without its job runners, which would only slow it down.
        env={**os.environ, "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"},
    )
    try:
        _wait_for(port, process)
        yield Caller(port)
    finally:
        os.killpg(process.pid, 15)
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended"
        if _is_up(port):
            return
        time.sleep(0.2)
    raise AssertionError("the server did not start")


def _is_up(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False


def log_batch(name: str) -> float:
    """Log 1,000 metrics in one call, the median of 20."""
    with server(name) as call:
        run_id = call("runs/create", {"experiment_id": "0", "start_time": 1})["run"]["info"][
            "run_id"
        ]
        times = []
        for batch in range(21):
            metrics = [
                {"key": f"m{n % 10}", "value": n / 7, "timestamp": 1_700_000_000_000 + n, "step": n}
                for n in range(batch * 1_000, batch * 1_000 + 1_000)
            ]
            started = time.perf_counter()
            call("runs/log-batch", {"run_id": run_id, "metrics": metrics})
            times.append(time.perf_counter() - started)
    return statistics.median(times[1:])


def log_metric(name: str) -> float:
    """Log one metric in one call, the median of 100."""
    with server(name) as call:
        run_id = call("runs/create", {"experiment_id": "0", "start_time": 1})["run"]["info"][
            "run_id"
        ]
        times = []
        for step in range(101):
            point = {"key": "loss", "value": step / 7, "timestamp": 1_700_000_000_000, "step": step}
            started = time.perf_counter()
            call("runs/log-metric", {"run_id": run_id, **point})
            times.append(time.perf_counter() - started)
    return statistics.median(times[1:])


def search(name: str) -> float:
    """Search 10,000 runs with filters and an order, 100 runs with their data, the median of five."""
    with server(name) as call:
        experiment_id = call("experiments/create", {"name": "searched"})["experiment_id"]
        fill(name, int(experiment_id), 10_000)
        call.connect_anew()  # servers close connections that idle so long
        asked = {
            "experiment_ids": [experiment_id],
            "filter": "metrics.m1 > 0.5 and params.p2 = 'y'",
            "order_by": ["metrics.m3 DESC"],
            "max_results": 100,
        }
        times = []
        for _ in range(6):
            started = time.perf_counter()
            found = call("runs/search", asked)
            times.append(time.perf_counter() - started)
            assert len(found["runs"]) == 100
    return statistics.median(times[1:])
