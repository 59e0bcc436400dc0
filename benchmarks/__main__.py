"""Runs every scenario for both trackers, several rounds in turn, and prints one table of medians."""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.scenarios import SCENARIOS

ROUNDS = int(os.environ.get("TRACKSIDE_BENCH_ROUNDS", "3"))
TRACKERS = ("trackside", "mlflow")
SCALE = {"ms": 1e3, "us": 1e6, "bytes": 1.0, "%": 100.0}
ROOT = Path(__file__).resolve().parent.parent


def measure(scenario: str, tracker: str) -> float:
    """Run one scenario in a fresh process and folder."""
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MLFLOW_", "TRACKSIDE_TRACKING"))
    }
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "benchmarks", scenario, tracker],
            cwd=folder,
            env={**environ, "PYTHONPATH": str(ROOT), "MLFLOW_DISABLE_TELEMETRY": "true"},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        sys.exit(f"{scenario} with {tracker} failed:\n{done.stderr}")
    return float(json.loads(done.stdout.splitlines()[-1]))


def figure(value: float, unit: str) -> str:
    """Return a value with three digits."""
    scaled = value * SCALE[unit]
    digits = max(0, 2 - math.floor(math.log10(abs(scaled)))) if scaled else 0
    return f"{round(scaled, digits):,.{digits}f} {unit}"


def main() -> None:
    """Measure and print."""
    if len(sys.argv) == 3:  # in the fresh process
        scenario, tracker = sys.argv[1:]
        print(json.dumps(SCENARIOS[scenario][0](tracker)))
        return
    print(f"medians of {ROUNDS} rounds\n")
    print("| what | Trackside | MLflow | ratio |\n|---|---|---|---|")
    for scenario, (_, unit) in SCENARIOS.items():
        rounds = [[measure(scenario, tracker) for tracker in TRACKERS] for _ in range(ROUNDS)]
        ours, theirs = (statistics.median(column) for column in zip(*rounds, strict=True))
        ratio = f"{theirs / ours:,.1f}x" if ours else "-"
        print(
            f"| {scenario} | {figure(ours, unit)} | {figure(theirs, unit)} | {ratio} |", flush=True
        )


if __name__ == "__main__":
    main()
