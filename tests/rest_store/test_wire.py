"""What goes over the wire comes out as it went in, and fits."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackside.entities import History, LoggedModelStatus, MetricSummary
from trackside.entities.json_floats import float_to_wire
from trackside.errors import InvalidParameter
from trackside.store.base import Changes, SpoolRange
from trackside.store.rest import points, wire
from trackside.store.rest.batches import batches
from trackside.store.rest.model_wire import logged_model_from_wire, model_status_to_wire

int64 = st.integers(-(2**63), 2**63 - 1)
floats = st.floats(allow_nan=True, allow_infinity=True)
histories = st.builds(
    lambda run_id, key, rows: History(
        run_id,
        key,
        np.array([row[0] for row in rows], np.int64),
        np.array([row[1] for row in rows], np.int64),
        np.array([row[2] for row in rows], np.float64),
    ),
    st.text("abc0", min_size=1),
    st.text(min_size=1),
    st.lists(st.tuples(int64, int64, floats), max_size=5),
)


@given(st.lists(histories, max_size=4), st.text("s1"), int64, int64)
def test_points_come_out_as_they_went_in(
    additions: list[History], spool_id: str, start: int, end: int
) -> None:
    origin = SpoolRange(spool_id, start, end)
    found, place = points.unpack_additions(points.pack_additions(additions, origin))

    assert place == origin
    assert [(each.run_id, each.key) for each in found] == [(a.run_id, a.key) for a in additions]
    for one, other in zip(found, additions, strict=True):
        assert points.pack_series(one) == points.pack_series(other)


def test_damaged_points_are_refused() -> None:
    whole = points.pack_additions(
        [History("r", "k", np.arange(2), np.arange(2), np.ones(2))], SpoolRange("s", 0, 64)
    )
    for damaged in (
        whole[:-1],
        whole + b"\0" * 24,
        b"",
        b"{}\n",
        b"[]\n",
        whole.replace(b'"k", 2', b'"k",-2'),
    ):
        with pytest.raises(InvalidParameter, match="body"):
            points.unpack_additions(damaged)
    with pytest.raises(InvalidParameter, match="no metric points"):
        points.unpack_series("r", "k", b"123")


@given(floats)
def test_floats_are_strict_json_and_exact(value: float) -> None:
    text = json.dumps(float_to_wire(value), allow_nan=False)

    assert np.array_equal(float(json.loads(text)), value, equal_nan=True)


@given(st.tuples(floats, floats, floats, floats), st.tuples(int64, int64, int64, int64, int64))
def test_summaries_come_out_as_they_went_in(
    numbers: tuple[float, ...], integers: tuple[int, ...]
) -> None:
    value, low, high, first = numbers
    step, at, first_step, last_step, count = integers
    summary = MetricSummary("k", value, step, at, low, high, first_step, last_step, count, first)
    found = wire.summary_from_wire(json.loads(json.dumps(wire.summary_to_wire(summary))))

    assert repr(found) == repr(summary)


def test_changes_come_out_as_they_went_in() -> None:
    changes = Changes(7, ["1"], {"1": ["a", "b"]}, registry=True)

    assert wire.changes_from_wire(json.loads(json.dumps(wire.changes_to_wire(changes)))) == changes


def test_a_run_of_an_old_server_with_numbers_as_text() -> None:
    run = wire.run_from_wire(
        {
            "info": {
                "run_uuid": "r", "experiment_id": "1", "status": 3,
                "start_time": "1700000000000", "end_time": "1700000000001",
            },
            "data": {
                "metrics": [{"key": "loss", "value": "NaN", "timestamp": "5"}],
                "tags": [{"key": "mlflow.runName", "value": "gala"}, {"key": "empty"}],
            },
        }
    )  # fmt: skip

    assert (run.info.run_id, run.info.run_name, run.info.status) == ("r", "gala", "FINISHED")
    assert (run.info.start_time, run.info.end_time) == (1_700_000_000_000, 1_700_000_000_001)
    assert run.data.tags["empty"] == ""
    loss = run.data.summaries["loss"]
    assert (loss.timestamp, loss.step, loss.count) == (5, 0, 0)
    assert all(math.isnan(each) for each in (loss.value, loss.min, loss.max, loss.first))


@pytest.mark.parametrize(
    ("status", "text"),
    [("READY", "LOGGED_MODEL_READY"), ("FAILED", "LOGGED_MODEL_UPLOAD_FAILED"), ("UNSPECIFIED", "LOGGED_MODEL_STATUS_UNSPECIFIED")],
)  # fmt: skip
def test_statuses_of_models(status: str, text: str) -> None:
    model = {"info": {"model_id": "m-1", "experiment_id": "1", "name": "x", "status": text}}

    assert logged_model_from_wire(model).status is LoggedModelStatus(status)
    assert model_status_to_wire(LoggedModelStatus(status)) == text


texts = st.builds(
    lambda key, value: {"key": key, "value": value * 60}, st.text("ab", max_size=3), st.text("aé", max_size=100)
)  # fmt: skip


@given(
    st.lists(st.just({"key": "é" * 250, "value": 0.5}), max_size=2_100),
    st.lists(texts, max_size=250),
    st.lists(texts, max_size=120),
)
def test_batches_fit_and_hold_everything_once(
    metrics: list[Any], params: list[Any], tags: list[Any]
) -> None:
    found = list(batches(metrics, params, tags))

    assert found
    for name, given_parts in (("metrics", metrics), ("params", params), ("tags", tags)):
        assert [part for batch in found for part in batch.get(name, ())] == given_parts
    for batch in found:
        assert sum(map(len, batch.values())) <= 1000
        assert len(batch.get("params", ())) <= 100
        assert len(batch.get("tags", ())) <= 100
        assert len(json.dumps({"run_id": "r" * 32, **batch})) < 1_000_000
