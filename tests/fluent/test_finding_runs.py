"""Counting runs, and choosing what of them is loaded."""

from __future__ import annotations

import math

import pytest

import trackside
from trackside.errors import InvalidParameter


@pytest.fixture(autouse=True)
def runs() -> None:
    """Three runs, of which two have a loss."""
    for number in range(3):
        with trackside.start_run(run_name=f"r{number}"):
            trackside.log_param("depth", number)
            if number:
                trackside.log_metric("loss", number / 2)


def test_counting_takes_what_searching_takes() -> None:
    here = trackside.get_experiment_by_name("Default")
    assert here is not None
    trackside.delete_run(trackside.search_runs(filter_string="params.depth = '2'")["run_id"][0])

    assert trackside.count_runs() == 2
    assert trackside.count_runs(filter_string="metrics.loss > 0") == 1
    assert trackside.count_runs(run_view_type=trackside.entities.ViewType.ALL) == 3
    assert trackside.count_runs([here.experiment_id]) == 2
    assert trackside.count_runs(experiment_names=["nothing"]) == 0
    assert trackside.count_runs(search_all_experiments=True) == 2
    assert trackside.Client().count_runs(here.experiment_id, "params.depth = '1'") == 1


def test_a_frame_has_the_columns_asked_for_and_no_others() -> None:
    frame = trackside.search_runs(
        columns=["params.depth", "metrics.loss", "tags.none"], order_by=["run_name"]
    )

    names = [str(name) for name in frame]
    assert [name for name in names if "." in name] == ["metrics.loss", "params.depth", "tags.none"]
    assert frame["params.depth"].tolist() == ["0", "1", "2"]
    assert math.isnan(frame["metrics.loss"][0])
    assert frame["metrics.loss"][1] == 0.5
    assert frame["tags.none"].tolist() == [None] * 3
    assert list(trackside.search_runs(columns=[])) == [name for name in names if "." not in name]
    with pytest.raises(InvalidParameter, match="no column 'depth'"):
        trackside.search_runs(columns=["depth"])


def test_more_runs_than_a_page_are_all_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trackside.fluent.runs._PAGE", 2)

    found = trackside.search_runs(order_by=["metrics.loss DESC"], output_format="list")

    assert [run.info.run_name for run in found] == ["r2", "r1", "r0"]
