"""Runs every scenario for both trackers, several rounds in turn, and prints one table of medians.

``TRACKSIDE_BENCH_SERVER`` (the URL of a database server on which databases can be created) measures
there instead of on SQLite. Words after the command keep the scenarios that hold one of them.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from benchmarks.scenarios import BOTH, SCENARIOS, Scenario
from benchmarks.trackers import STORE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = int(os.environ.get("TRACKSIDE_BENCH_ROUNDS", "3"))
SERVER = os.environ.get("TRACKSIDE_BENCH_SERVER")
SCALE = {"ms": 1e3, "us": 1e6, "bytes": 1.0, "%": 100.0, "MB": 1e-6, "": 1.0}
ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def store_variables() -> Iterator[dict[str, str]]:
    """Give the variables that lead to an empty store; none for SQLite in the folder."""
    if SERVER is None:
        yield {}
        return
    engine = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT")
    name = f"bench_{uuid.uuid4().hex[:12]}"
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    try:
        yield {STORE_VARIABLE: engine.url.set(database=name).render_as_string(hide_password=False)}
    finally:
        force = " WITH (FORCE)" if engine.dialect.name == "postgresql" else ""
        with engine.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name}{force}"))
        engine.dispose()


def measure(scenario: Scenario, tracker: str) -> float:
    """Run one scenario in a fresh process, folder and store."""
    # Without bytecode every import would be a compilation, which no user sees twice.
    left_out = ("MLFLOW_", "TRACKSIDE_TRACKING", "PYTHONDONTWRITEBYTECODE")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    with tempfile.TemporaryDirectory() as folder, store_variables() as variables:
        done = subprocess.run(
            [
                sys.executable,
                "-W",
                "ignore",
                "-m",
                "benchmarks",
                "--measure",
                scenario.what,
                tracker,
            ],
            cwd=folder,
            env={
                **environ,
                **variables,
                "PYTHONPATH": str(ROOT),
                "MLFLOW_DISABLE_TELEMETRY": "true",
                "XDG_STATE_HOME": folder,
            },
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        sys.exit(f"{scenario.what} with {tracker} failed:\n{done.stderr}")
    return float(json.loads(done.stdout.splitlines()[-1]))


def figure(value: float, unit: str) -> str:
    """Return a value with three digits."""
    scaled = value * SCALE[unit]
    digits = max(0, 2 - math.floor(math.log10(abs(scaled)))) if scaled else 0
    return f"{round(scaled, digits):,.{digits}f} {unit}".strip()


def row(scenario: Scenario) -> str:
    """Measure one scenario and return its line of the table."""
    rounds = [[measure(scenario, name) for name in scenario.trackers] for _ in range(ROUNDS)]
    medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
    ours = figure(medians[0], scenario.unit)
    if scenario.trackers != BOTH:
        return f"| {scenario.what} | {ours} | | |"
    ratio = f"{medians[1] / medians[0]:,.1f}x" if medians[0] else "-"
    return f"| {scenario.what} | {ours} | {figure(medians[1], scenario.unit)} | {ratio} |"


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--measure"]:  # in the fresh process
        scenario, tracker = sys.argv[2:]
        print(json.dumps(SCENARIOS[scenario].measure(tracker)))
        return
    wanted = [
        scenario
        for scenario in SCENARIOS.values()
        if not (SERVER and scenario.needs_file)
        and (not sys.argv[1:] or any(word in scenario.what for word in sys.argv[1:]))
    ]
    print(f"medians of {ROUNDS} rounds\n")
    print("| what | Trackside | MLflow | ratio |\n|---|---|---|---|")
    for scenario in wanted:
        print(row(scenario), flush=True)


if __name__ == "__main__":
    main()
