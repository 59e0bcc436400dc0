from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from trackside.entities import History, Metric
from trackside.errors import InvalidParameter
from trackside.store.base import SpoolRange, Store

if TYPE_CHECKING:
    from pathlib import Path

NAN, INF = math.nan, math.inf


def points(history: History) -> list[tuple[int, int, float]]:
    return list(
        zip(
            history.steps.tolist(),
            history.timestamps.tolist(),
            history.values.tolist(),
            strict=True,
        )
    )


def addition(run_id: str, key: str, values: list[float], first_step: int = 0) -> History:
    steps = np.arange(first_step, first_step + len(values), dtype=np.int64)
    return History(run_id, key, steps, 1_000 + steps, np.array(values))


def test_points_come_back_by_step_and_time(store: Store, run_id: str) -> None:
    store.log_batch(run_id, [Metric("loss", 0.5, 20, 2), Metric("loss", 0.9, 10, 1)])
    store.log_batch(
        run_id, [Metric("loss", 0.7, 5, 1), Metric("loss", 0.1, 30, -3), Metric("auc", 1.0, 1, 0)]
    )

    assert points(store.get_history(run_id, "loss")) == [
        (-3, 30, 0.1),
        (1, 5, 0.7),
        (1, 10, 0.9),
        (2, 20, 0.5),
    ]
    assert points(store.get_history(run_id, "auc")) == [(0, 1, 1.0)]
    assert len(store.get_history(run_id, "never logged")) == 0


@pytest.mark.parametrize("value", [NAN, INF, -INF, 0.1 + 0.2, -0.0, 5e-324, 1.7976931348623157e308])
def test_every_float_comes_back_exactly(store: Store, run_id: str, value: float) -> None:
    store.log_batch(run_id, [Metric("m", value, 1, 0)])

    back = store.get_history(run_id, "m").values[0]
    assert np.float64(value).tobytes() == back.tobytes()
    assert np.array_equal(store.get_run(run_id).data.metrics["m"], value, equal_nan=True)


@pytest.mark.parametrize(
    ("logged", "latest"),
    [
        ([(1.0, 10, 0), (2.0, 20, 0)], 2.0),  # the later time
        ([(1.0, 10, 5), (2.0, 20, 4)], 1.0),  # the greater step, whatever the time
        ([(3.0, 10, 1), (2.0, 10, 1)], 3.0),  # the greater value of the same moment
        ([(NAN, 10, 2), (2.0, 10, 1)], NAN),
        ([(NAN, 10, 1), (2.0, 10, 1)], 2.0),
        ([(INF, 10, 1), (-INF, 11, 1)], -INF),
    ],
)
def test_the_latest_point_is_the_greatest_by_step_time_and_value(
    store: Store, run_id: str, logged: list[tuple[float, int, int]], latest: float
) -> None:
    for value, timestamp, step in logged:
        store.log_batch(run_id, [Metric("one by one", value, timestamp, step)])
    store.log_batch(run_id, [Metric("at once", *point) for point in logged])

    metrics = store.get_run(run_id).data.metrics
    assert np.array_equal(metrics["one by one"], latest, equal_nan=True)
    assert np.array_equal(metrics["at once"], latest, equal_nan=True)


def test_a_summary_says_what_the_series_comes_down_to(store: Store, run_id: str) -> None:
    for value, step in [(0.5, 3), (NAN, 4), (-1.0, 7), (2.0, 5)]:
        store.log_batch(run_id, [Metric("loss", value, 100 + step, step)])

    summary = store.get_run(run_id).data.summaries["loss"]
    assert (summary.value, summary.step, summary.timestamp) == (-1.0, 7, 107)
    assert (summary.min, summary.max, summary.count) == (-1.0, 2.0, 4)
    assert (summary.first_step, summary.last_step) == (3, 7)


def test_a_series_of_nan_has_no_extremes(store: Store, run_id: str) -> None:
    store.log_batch(run_id, [Metric("loss", NAN, 1, 0), Metric("loss", NAN, 2, 1)])

    summary = store.get_run(run_id).data.summaries["loss"]
    assert math.isnan(summary.min)
    assert math.isnan(summary.max)
    assert math.isnan(summary.value)
    assert summary.count == 2


def test_a_range_of_steps(store: Store, run_id: str) -> None:
    for start in range(0, 100, 10):
        store.log_batch(
            run_id, [Metric("loss", float(step), step, step) for step in range(start, start + 10)]
        )

    assert store.get_history(run_id, "loss", 35, 62).steps.tolist() == list(range(35, 63))
    assert len(store.get_history(run_id, "loss", 200, 300)) == 0


def test_many_small_writes_make_one_whole_history(store: Store, run_id: str) -> None:
    for step in range(300):
        store.log_batch(run_id, [Metric("loss", step / 7, 1_000 + 13 * step, step)])

    history = store.get_history(run_id, "loss")
    assert history.steps.tolist() == list(range(300))
    assert history.values.tolist() == [step / 7 for step in range(300)]
    assert store.get_run(run_id).data.summaries["loss"].count == 300


def test_a_spool_is_folded_once(store: Store, run_id: str) -> None:
    batch = [addition(run_id, "loss", [1.0, 2.0])]

    assert store.append_points(batch, SpoolRange("s", 0, 64))
    assert not store.append_points(batch, SpoolRange("s", 0, 64))
    assert store.append_points([addition(run_id, "loss", [3.0], 2)], SpoolRange("s", 64, 96))
    assert store.get_history(run_id, "loss").values.tolist() == [1.0, 2.0, 3.0]
    assert store.folded_until("s") == 96
    store.forget_spool("s")
    assert store.folded_until("s") == 0


def test_points_reach_a_run_in_the_bin_and_are_dropped_with_one_that_is_gone(
    store: Store, experiment_id: str, run_id: str
) -> None:
    binned = store.create_run(experiment_id, "ada", 1, {}).info.run_id
    store.delete_run(binned)

    additions = [
        addition(binned, "loss", [1.0]),
        addition(run_id, "loss", [2.0]),
        addition("gone", "loss", [3.0]),
    ]
    assert store.append_points(additions, SpoolRange("s", 0, 96))
    assert store.get_run(run_id).data.metrics == {"loss": 2.0}
    store.restore_run(binned)
    assert store.get_run(binned).data.metrics == {"loss": 1.0}


@pytest.mark.parametrize(
    ("metric", "complaint"),
    [
        (Metric("a*", 1.0, 1), "Invalid metric name"),
        (Metric("a", "high", 1), "valid double"),  # type: ignore[arg-type]
        (Metric("a", None, 1), "valid double"),  # type: ignore[arg-type]
        (Metric("a", 1.0, -1), "nonnegative"),
        (Metric("a", 1.0, 1, 2**63), "64 bits"),
        (Metric("a", 1.0, 1, "x"), "step of metric 'a'"),  # type: ignore[arg-type]
    ],
)
def test_a_bad_point_is_refused_and_nothing_is_written(
    store: Store, run_id: str, metric: Metric, complaint: str
) -> None:
    with pytest.raises(InvalidParameter, match=complaint):
        store.log_batch(run_id, [Metric("good", 1.0, 1), metric])
    assert store.get_run(run_id).data.metrics == {}


def test_a_long_history_takes_few_bytes(tmp_path: Path) -> None:
    from trackside.store.sql import SqlStore

    store = SqlStore(f"sqlite:///{tmp_path / 'long.db'}", "file:///a")
    run_id = store.create_run("0", "ada", 1, {}).info.run_id
    count = 200_000
    values = np.random.default_rng(1).normal(size=count)
    times = 1_700_000_000_000 + np.cumsum(np.random.default_rng(2).integers(0, 40, count))
    history = History(run_id, "loss", np.arange(count), times, values)

    store.append_points([history], SpoolRange("s", 0, 32 * count))
    store.close()

    assert (tmp_path / "long.db").stat().st_size / count < 12


def test_a_batch_that_is_sent_again_changes_nothing(store: Store, run_id: str) -> None:
    batch = [Metric("loss", value, 7, step) for step, value in enumerate([0.5, math.nan, -0.0])]
    for _ in range(2):
        store.log_batch(run_id, [*batch, batch[0]])
    store.log_batch(run_id, [Metric("loss", 0.0, 7, 2), batch[1], Metric("loss", 0.5, 8, 0)])

    history = store.get_history(run_id, "loss")
    assert history.steps.tolist() == [0, 0, 1, 2, 2]
    assert history.timestamps.tolist() == [7, 8, 7, 7, 7]
    assert [str(value) for value in history.values.tolist()] == ["0.5", "0.5", "nan", "-0.0", "0.0"]
    assert store.get_run(run_id).data.summaries["loss"].count == 5
