"""Runs and histories for charts, without a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from trackside.entities import MetricSummary, Run, RunData, RunInfo

MakeRun = Callable[..., Run]


@pytest.fixture
def make_run() -> MakeRun:
    """Return a maker of runs from an id, params, and metrics given by their values."""

    def make(
        run_id: str,
        params: Mapping[str, str] | None = None,
        name: str | None = None,
        **metrics: float | list[float],
    ) -> Run:
        summaries = {}
        for key, given in metrics.items():
            values = given if isinstance(given, list) else [given]
            last = len(values) - 1
            summaries[key] = MetricSummary(
                key,
                values[-1],
                last,
                last,
                min(values),
                max(values),
                0,
                last,
                len(values),
                values[0],
            )
        info = RunInfo(run_id, "0", "me", "FINISHED", 0, 1, run_name=name or f"run-{run_id}")
        return Run(info, RunData(summaries, params or {}, {}))

    return make
