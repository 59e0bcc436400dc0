"""From entities to the wire: what the panel's types promise."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackside.entities import History, MetricSummary, ModelVersion, RegisteredModel
from trackside.entities.json_floats import float_to_wire
from trackside.store.base import Changes
from trackside_server.base import to_json
from trackside_server.wire import (
    greeting_wire,
    metric_wire,
    model_wire,
    notice_wire,
    series_wire,
)


@given(st.floats())
def test_a_value_survives_strict_json(value: float) -> None:
    sent = json.loads(to_json({"value": float_to_wire(value)}))["value"]

    read = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}.get(sent, sent)
    assert read == value or (math.isnan(read) and math.isnan(value))


def test_a_bare_nan_never_leaves() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json({"value": math.nan})


def test_text_that_is_no_unicode_is_no_failure() -> None:
    assert json.loads(to_json({"name": "\ud800"})) == {"name": "\ud800"}


def test_a_metric_of_nothing_but_nan() -> None:
    summary = MetricSummary("loss", math.nan, 3, 10, math.nan, math.nan, 0, 3, 4, math.nan)

    assert metric_wire(summary) == {
        "last": "NaN",
        "min": "NaN",
        "max": "NaN",
        "step": 3,
        "timestamp": 10,
        "count": 4,
    }


def test_what_a_plain_mlflow_server_does_not_tell_of_a_metric() -> None:
    nan = math.nan
    sent = metric_wire(MetricSummary("loss", 0.5, 3, 10, nan, nan, 3, 3, 0, nan))

    assert (sent["last"], sent["step"]) == (0.5, 3)
    assert sent["min"] is sent["max"] is sent["count"] is None


def test_a_series_is_plain_numbers() -> None:
    steps = np.array([0, 2**60])
    history = History("run", "loss", steps, steps, np.array([1.0, math.inf]))

    sent = json.loads(to_json(series_wire(history, 7)))

    assert sent["steps"] == sent["timestamps"] == [0, 2**60]
    assert sent["values"] == [1.0, "Infinity"]
    assert sent["count"] == 7


def test_versions_are_ordered_by_number() -> None:
    model = RegisteredModel("m", 1, 2)
    versions = [ModelVersion("m", number, 1) for number in ("2", "10", "1")]

    sent = model_wire(model, versions)

    assert [version["version"] for version in sent["versions"]] == ["10", "2", "1"]
    assert (sent["description"], sent["versions"][0]["source"]) == ("", "")


def test_notices() -> None:
    changes = Changes(7, ("1",), {"2": ("a", "b")}, registry=True)

    assert notice_wire(changes) == {
        "revision": 7,
        "runs": {"2": ["a", "b"]},
        "experiments": ["1"],
        "registry": True,
    }
    assert notice_wire(Changes(7, (), {}, registry=False)) == greeting_wire(7)
