"""``trackside.compare`` over a store."""

from __future__ import annotations

import pandas as pd
import pytest

import trackside
from trackside.errors import InvalidParameter, NotFound


@pytest.fixture
def run_ids() -> list[str]:
    """Return three runs with a curve each, the oldest first."""
    ids = []
    for depth in (1, 2, 3):
        with trackside.start_run(run_name=f"depth-{depth}") as run:
            trackside.log_param("depth", depth)
            for step in range(5):
                trackside.log_metric("loss", depth / (step + 1), step=step)
            ids.append(run.info.run_id)
    return ids


def names(figure: object) -> list[str]:
    return [trace.name for trace in figure.data]  # type: ignore[attr-defined]


def test_by_default_the_newest_runs_of_the_experiment(run_ids: list[str]) -> None:
    figure = trackside.compare()

    assert names(figure) == ["depth-3", "depth-2", "depth-1"]
    assert list(figure.data[0].y) == pytest.approx([3, 1.5, 1, 0.75, 0.6])


def test_runs_ids_and_frames_select_alike(run_ids: list[str]) -> None:
    wanted = run_ids[:2]
    runs = [trackside.get_run(run_id) for run_id in wanted]
    frame = trackside.search_runs(order_by=["params.depth ASC"], max_results=2)

    for selection in (wanted, runs, frame, [*wanted, wanted[0]]):
        assert names(trackside.compare(selection)) == ["depth-1", "depth-2"]
    assert names(trackside.compare(wanted[0])) == ["depth-1"]
    assert names(trackside.compare(runs[1])) == ["depth-2"]


def test_parallel_and_bar(run_ids: list[str]) -> None:
    parallel = trackside.compare(kind="parallel")
    bar = trackside.compare(run_ids, metrics="loss", kind="bar", summary="max")

    assert [axis.label for axis in parallel.data[0].dimensions] == ["depth", "loss"]
    assert list(bar.data[0].x) == [1.0, 2.0, 3.0]


def test_long_histories_are_thinned() -> None:
    with trackside.start_run() as run:
        for step in range(500):
            trackside.log_metric("m", float(step), step=step)

    assert len(trackside.compare(run, max_points=50).data[0].x) <= 50


def test_wrong_calls_are_said(run_ids: list[str]) -> None:
    with pytest.raises(NotFound, match="nosuchrun"):
        trackside.compare(["nosuchrun"])
    with pytest.raises(
        InvalidParameter, match="kind must be one of history, parallel, bar, scatter"
    ):
        trackside.compare(kind="pie")
    with pytest.raises(InvalidParameter, match="Their metrics are: loss"):
        trackside.compare(metrics="auc")
    with pytest.raises(InvalidParameter, match="no column 'run_id'"):
        trackside.compare(pd.DataFrame({"a": [1]}))
    trackside.log_metric("other", 1.0, run_id=run_ids[0])
    with pytest.raises(InvalidParameter, match="shows one metric, not 2: loss, other"):
        trackside.compare(metrics=["loss", "other"], kind="bar")
