from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

import trackside
from trackside.entities import Metric, Param, RunTag
from trackside.errors import InvalidParameter, NotFound


def test_params_metrics_and_tags_of_the_active_run() -> None:
    with trackside.start_run() as run:
        assert trackside.log_param("depth", 3) == 3
        trackside.log_params({"lr": 0.1, "shape": (2, 3), "none": None})
        trackside.log_metrics({"auc": 0.9, "loss": 0.1}, step=4)
        trackside.set_tag("stage", "draft")
        trackside.set_tags({"a": 1, "b": True})
        trackside.delete_tag("a")

    data = trackside.get_run(run.info.run_id).data
    assert data.params == {"depth": "3", "lr": "0.1", "shape": "(2, 3)", "none": "None"}
    assert data.metrics == {"auc": 0.9, "loss": 0.1}
    assert (data.tags["stage"], data.tags["b"]) == ("draft", "True")
    assert "a" not in data.tags


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (1, 1.0),
        (True, 1.0),
        ("1.5", 1.5),
        (np.float32(0.5), 0.5),
        (np.array([2.0])[0], 2.0),
        (np.array(3), 3.0),
        (Fraction(1, 4), 0.25),
        (math.inf, math.inf),
        (-math.inf, -math.inf),
    ],
)
def test_whatever_float_takes_is_a_value(value: object, stored: float) -> None:
    with trackside.start_run() as run:
        trackside.log_metric("m", value)  # type: ignore[arg-type]

    assert trackside.get_run(run.info.run_id).data.metrics == {"m": stored}


def test_nan_is_a_value_and_stays_apart_from_infinity() -> None:
    with trackside.start_run() as run:
        for value in (math.nan, math.inf, -math.inf):
            trackside.log_metric("m", value)

    values = [m.value for m in trackside.Client().get_metric_history(run.info.run_id, "m")]
    assert math.isnan(values[0])
    assert values[1:] == [math.inf, -math.inf]


@pytest.mark.parametrize("value", ["high", None, [1, 2], object()])
def test_what_is_no_number_is_refused_with_name_and_value(value: object) -> None:
    with trackside.start_run() as run:
        with pytest.raises(InvalidParameter, match=r"invalid value .* for metric 'loss'"):
            trackside.log_metric("loss", value)  # type: ignore[arg-type]
        trackside.log_metric("loss", 1.0)
        with pytest.raises(InvalidParameter, match=r"invalid value .* for metric 'loss'"):
            trackside.log_metric("loss", value)  # type: ignore[arg-type]

    assert trackside.get_run(run.info.run_id).data.metrics == {"loss": 1.0}


def test_steps_and_times_are_kept() -> None:
    with trackside.start_run() as run:
        trackside.log_metric("loss", 1.0, step=-2, timestamp=123)
        trackside.log_metric("loss", 2.0, step=np.int64(7), timestamp=456)  # type: ignore[arg-type]
        with pytest.raises(InvalidParameter, match="step of metric"):
            trackside.log_metric("other", 2.0, step="seven")  # type: ignore[arg-type]

    history = trackside.Client().get_metric_history(run.info.run_id, "loss")
    assert history == [Metric("loss", 1.0, 123, -2), Metric("loss", 2.0, 456, 7)]


def test_you_read_your_own_writes_at_once() -> None:
    client = trackside.Client()
    with trackside.start_run() as run:
        for step in range(50):
            trackside.log_metric("loss", float(step), step=step)
            assert client.get_run(run.info.run_id).data.metrics["loss"] == float(step)


def test_asynchronous_calls_can_be_waited_for() -> None:
    with trackside.start_run() as run:
        trackside.log_metric("loss", 1.0, synchronous=False).wait()  # type: ignore[union-attr]
        trackside.log_params({"a": 1}, synchronous=False).wait()  # type: ignore[union-attr]
        trackside.log_metric("loss", 2.0, step=1, synchronous=True)

    assert trackside.get_run(run.info.run_id).data.metrics == {"loss": 2.0}


def test_another_run_is_logged_to_by_id() -> None:
    with trackside.start_run() as first:
        pass
    with trackside.start_run() as second:
        trackside.log_metric("loss", 3.0, run_id=first.info.run_id)
        trackside.log_params({"a": 1}, run_id=first.info.run_id)
        trackside.log_metrics({"auc": 1.0}, run_id=first.info.run_id)

    assert trackside.get_run(first.info.run_id).data.metrics == {"loss": 3.0, "auc": 1.0}
    assert trackside.get_run(second.info.run_id).data.metrics == {}


def test_an_unknown_or_deleted_run_is_refused_at_the_call() -> None:
    with pytest.raises(NotFound, match="Run with id=nobody not found"):
        trackside.log_metric("loss", 1.0, run_id="nobody")
    with trackside.start_run() as run:
        pass
    trackside.delete_run(run.info.run_id)
    with pytest.raises(InvalidParameter, match="'active' state"):
        trackside.log_metric("loss", 1.0, run_id=run.info.run_id)


def test_a_finished_run_still_takes_values_as_in_mlflow() -> None:
    with trackside.start_run() as run:
        pass
    trackside.log_metric("late", 1.0, run_id=run.info.run_id)

    found = trackside.get_run(run.info.run_id)
    assert (found.data.metrics, found.info.status) == ({"late": 1.0}, "FINISHED")


def test_a_param_does_not_change() -> None:
    with trackside.start_run() as run:
        trackside.log_param("depth", 3)
        trackside.log_param("depth", "3")
        with pytest.raises(InvalidParameter, match=r"Changing param values.*'depth'.*'3'.*'4'"):
            trackside.log_param("depth", 4)

    assert trackside.get_run(run.info.run_id).data.params == {"depth": "3"}


def test_a_batch_by_the_client() -> None:
    client = trackside.Client()
    run_id = client.create_run("0").info.run_id
    client.log_batch(
        run_id, [Metric("loss", 1.0, 5, 1)], [Param("depth", "3")], [RunTag("stage", "draft")]
    )
    with pytest.raises(InvalidParameter):
        client.log_batch(run_id, [Metric("loss", 2.0, 6, 2)], [Param("depth", "4")])

    run = client.get_run(run_id)
    assert (run.data.metrics, run.data.params) == ({"loss": 1.0}, {"depth": "3"})


def test_flush_makes_everything_visible_to_others() -> None:
    from trackside.store.sql import SqlStore

    with trackside.start_run() as run:
        trackside.log_metric("loss", 1.0)
        trackside.flush()
        other = SqlStore(trackside.get_tracking_uri(), "file:///unused")
        assert other.get_run(run.info.run_id).data.metrics == {"loss": 1.0}
        other.close()


def test_system_metrics_are_sampled_while_a_run_lasts() -> None:
    pytest.importorskip("psutil")
    with trackside.start_run(log_system_metrics=True) as run:
        pass

    metrics = trackside.get_run(run.info.run_id).data.metrics
    assert 0 < metrics["system/system_memory_usage_percentage"] <= 100
    assert metrics["system/disk_available_megabytes"] > 0
