"""What is measured. Each scenario is the same code for both trackers where both can do it.

A scenario runs in a fresh process and an empty folder (or database), gets the tracker's name and
returns seconds, bytes, points or a share for one unit of its work.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import histories, logging_values, rest, searching, serving, starting

if TYPE_CHECKING:
    from collections.abc import Callable

BOTH = ("trackside", "mlflow")
OURS = ("trackside",)
# MLflow takes two minutes a search there.
LARGEST_FOR_MLFLOW = int(os.environ.get("TRACKSIDE_BENCH_MLFLOW_RUNS", "10000"))


@dataclass(frozen=True, slots=True)
class Scenario:
    """One row of the table."""

    what: str
    measure: Callable[[str], float]
    unit: str
    trackers: tuple[str, ...] = BOTH
    needs_file: bool = False


def _search(runs: int) -> Scenario:
    trackers = BOTH if runs <= LARGEST_FOR_MLFLOW else OURS
    return Scenario(f"search {runs:,} runs, first 100", searching.search(runs), "ms", trackers)


SCENARIOS = {
    scenario.what: scenario
    for scenario in (
        Scenario("import", starting.import_time, "ms"),
        Scenario("import + first run in an empty folder", starting.import_and_first_run, "ms"),
        Scenario("first run in an empty folder, imports apart", starting.first_run, "ms"),
        Scenario("start + end of a run", starting.start_and_end, "ms"),
        Scenario("(limit) os.write of 60 bytes", logging_values.bare_write, "us", OURS, True),
        Scenario("log_metric, median call", logging_values.log_metric, "us"),
        Scenario("log_metric until durable, a point", logging_values.durable_metric, "us"),
        Scenario("log_params, ten at once", logging_values.log_params, "ms"),
        Scenario("8 processes into one store, a point", logging_values.log_from_processes, "us"),
        Scenario("lost by SIGKILL", logging_values.lost_by_kill, "%"),
        Scenario("memory of a 10M-point loop", logging_values.memory_of_a_long_run, "MB", OURS),
        Scenario(
            "backlog of a 10M-point loop, points", logging_values.backlog_of_a_long_run, "", OURS
        ),
        _search(1_000),
        _search(10_000),
        _search(100_000),
        Scenario("write a long history, log_batch, a point", histories.write_history, "us"),
        Scenario("write a long history, arrays, a point", histories.fold_history, "us", OURS),
        Scenario("read a long history as objects, a point", histories.read_history, "us"),
        Scenario("read a long history, fastest way, a point", histories.read_arrays, "us"),
        Scenario("thin a long history to 2,000, a point", histories.thin_history, "us"),
        Scenario("a point of a history on disk", histories.history_on_disk, "bytes", BOTH, True),
        Scenario("REST: log-metric", rest.log_metric, "ms"),
        Scenario("REST: log-batch of 1,000 metrics", rest.log_batch, "ms"),
        Scenario("REST: search 10,000 runs, first 100", rest.search, "ms"),
        Scenario(
            "memory that the store adds to a Jupyter server", serving.memory, "MB", OURS, True
        ),
    )
}
