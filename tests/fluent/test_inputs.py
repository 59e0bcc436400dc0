"""Logging what the active run takes in and puts out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import trackside
from trackside.entities import Dataset, InputTag, LoggedModelInput, LoggedModelOutput
from trackside.errors import InvalidParameter

CONTEXT = "mlflow.data.context"


@pytest.fixture
def apples() -> Any:
    return trackside.data.from_pandas(pd.DataFrame({"x": [1, 2]}), "apples.csv", name="apples")


def test_a_dataset_is_an_input_of_the_active_run(apples: Any) -> None:
    trackside.log_input(apples, context="training", tags={"split": 1})

    run = trackside.active_run()
    assert run is not None
    (found,) = trackside.get_run(run.info.run_id).inputs.dataset_inputs
    assert (found.dataset.name, found.dataset.digest) == ("apples", apples.digest)
    assert found.tags == (InputTag(CONTEXT, "training"), InputTag("split", "1"))


def test_several_at_once_with_gaps(apples: Any) -> None:
    pears = Dataset("pears", "1", "local", '{"uri": "pears.csv"}')
    with trackside.start_run() as run:
        trackside.log_inputs(
            [apples, None, pears],
            [None, None, "testing"],
            [{"a": 1}, None, {}],
            [LoggedModelInput("m-1"), None],
        )
        trackside.log_outputs([LoggedModelOutput("m-2", 3)])
        trackside.log_input(model=LoggedModelInput("m-3"))

    found = trackside.get_run(run.info.run_id)
    assert [(each.dataset.name, each.tags) for each in found.inputs.dataset_inputs] == [
        ("apples", (InputTag("a", "1"),)),
        ("pears", (InputTag(CONTEXT, "testing"),)),
    ]
    assert found.inputs.model_inputs == (LoggedModelInput("m-1"), LoggedModelInput("m-3"))
    assert found.outputs.model_outputs == (LoggedModelOutput("m-2", 3),)


def test_a_wrong_call_starts_no_run(apples: Any) -> None:
    with pytest.raises(InvalidParameter, match="same length, not 1, 0, 0"):
        trackside.log_inputs([apples])
    assert trackside.active_run() is None


def test_what_is_no_dataset_is_refused() -> None:
    with trackside.start_run():
        for wrong in (np.arange(2), pd.DataFrame({"x": [1]}), {"a": 1}, "apples.csv"):
            with pytest.raises(InvalidParameter, match="is no dataset"):
                trackside.log_input(wrong)  # type: ignore[arg-type]
        with pytest.raises(InvalidParameter, match="`dataset` must be specified"):
            trackside.log_input(context="training")


def test_runs_are_found_by_their_datasets(apples: Any) -> None:
    with trackside.start_run() as run:
        trackside.log_input(apples, context="training")
    with trackside.start_run():
        pass

    for text in ("dataset.name = 'apples'", "dataset.context = 'training'"):
        found = trackside.search_runs(filter_string=text, output_format="list")
        assert [each.info.run_id for each in found] == [run.info.run_id]
