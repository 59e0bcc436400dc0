from __future__ import annotations

import math
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from trackside.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunTag, ViewType
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trackside.entities import Run
    from trackside.store.base import Store


@pytest.fixture
def ids(store: Store, experiment_id: str) -> dict[str, str]:
    """Four runs, the oldest first: two good ones, one with NaN, one with nothing."""
    found = {}
    rows = [
        ("gala", 1, {"kind": "red"}, {"depth": "3"}, {"auc": 0.7}),
        ("fuji", 2, {"kind": "Red"}, {"depth": "10"}, {"auc": 0.9}),
        ("odd", 3, {}, {}, {"auc": math.nan}),
        ("bare", 4, {}, {}, {}),
    ]
    for name, start, tags, params, metrics in rows:
        run_id = store.create_run(experiment_id, "ada", start, {}, name).info.run_id
        store.log_batch(
            run_id,
            [Metric(key, value, 1) for key, value in metrics.items()],
            [Param(key, value) for key, value in params.items()],
            [RunTag(key, value) for key, value in tags.items()],
        )
        found[name] = run_id
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"gala", "fuji", "odd", "bare"}),
        ("metrics.auc > 0.8", {"fuji"}),
        ("metrics.auc >= 0.7 AND metrics.auc != 0.9", {"gala"}),
        ("metrics.unheard > 0", set()),
        ("params.depth = '3'", {"gala"}),
        ("params.depth != '3'", {"fuji"}),
        ("params.depth IS NULL", {"odd", "bare"}),
        ("params.depth IS NOT NULL", {"gala", "fuji"}),
        ("params.unheard IS NULL", {"gala", "fuji", "odd", "bare"}),
        ("tags.kind LIKE 'r%'", {"gala"}),
        ("tags.kind ILIKE 'r%'", {"gala", "fuji"}),
        ("run_name = 'odd' and metrics.auc < 1", set()),
        ("attributes.start_time > 2", {"odd", "bare"}),
        ("status = 'RUNNING' AND run_name LIKE '%a%'", {"gala", "bare"}),
        ("params.depth = \"3\" and tags.kind = 'red' and metrics.`auc` = 0.7", {"gala"}),
    ],
)
def test_filters(
    store: Store, experiment_id: str, ids: dict[str, str], text: str, expected: set[str]
) -> None:
    found = store.search_runs([experiment_id], text)

    assert {run.info.run_name for run in found} == expected
    assert store.count_runs([experiment_id], text) == len(expected)
    assert len(ids) == 4


@pytest.mark.parametrize(
    ("order_by", "expected"),
    [
        (None, ["bare", "odd", "fuji", "gala"]),
        (["metrics.auc ASC"], ["gala", "fuji", "odd", "bare"]),
        (["metrics.auc DESC"], ["fuji", "gala", "odd", "bare"]),
        (["params.depth"], ["fuji", "gala", "bare", "odd"]),
        (["tags.kind DESC", "start_time ASC"], ["gala", "fuji", "odd", "bare"]),
        (["attributes.start_time"], ["gala", "fuji", "odd", "bare"]),
        (["run_name"], ["bare", "fuji", "gala", "odd"]),
    ],
)
def test_what_lacks_the_key_comes_last_and_nan_before_it(
    store: Store,
    experiment_id: str,
    ids: dict[str, str],
    order_by: list[str] | None,
    expected: list[str],
) -> None:
    assert len(ids) == 4
    assert [
        run.info.run_name for run in store.search_runs([experiment_id], order_by=order_by)
    ] == expected


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("ASC", ["fuji", "gala", "bare", "odd"]), ("DESC", ["gala", "fuji", "bare", "odd"])],
)
def test_order_by_the_duration_leaves_what_runs_to_the_end(
    store: Store, experiment_id: str, ids: dict[str, str], direction: str, expected: list[str]
) -> None:
    store.update_run(ids["gala"], "FINISHED", 100)
    store.update_run(ids["fuji"], "FAILED", 50)

    found = store.search_runs([experiment_id], order_by=[f"duration {direction}"])

    assert names(found) == expected


def test_the_duration_is_an_order_and_no_filter(store: Store, experiment_id: str) -> None:
    with pytest.raises(InvalidParameter, match="duration"):
        store.search_runs([experiment_id], "duration > 5")


def names(runs: Iterable[Run]) -> list[str]:
    return [run.info.run_name for run in runs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("metrics.auc > 0.8 OR params.depth = '3'", {"gala", "fuji"}),
        ("run_name = 'odd' OR metrics.auc > 0.8 AND status = 'FINISHED'", {"odd"}),
        ("(run_name = 'odd' OR metrics.auc > 0.8) AND tags.kind IS NULL", {"odd"}),
        ("params.depth IS NULL AND (run_name = 'bare' OR run_name = 'gala')", {"bare"}),
        ("(params.unheard = 'x' OR metrics.unheard > 0)", set()),
    ],
)
def test_or_and_parentheses(
    store: Store, experiment_id: str, ids: dict[str, str], text: str, expected: set[str]
) -> None:
    assert set(names(store.search_runs([experiment_id], text))) == expected
    assert store.count_runs([experiment_id], text) == len(expected)
    assert len(ids) == 4


@pytest.fixture
def histories(store: Store, experiment_id: str) -> dict[str, str]:
    """Three runs with a course of ``loss``; the last has logged a metric that is called ``loss.max``."""
    found = {}
    for name, values in {
        "up": [1.0, 2.0, 3.0],
        "down": [5.0, 4.0],
        "peak": [0.0, 9.0, 0.5],
    }.items():
        run_id = store.create_run(experiment_id, "ada", 1, {}, name).info.run_id
        store.log_batch(
            run_id, [Metric("loss", value, 1, step) for step, value in enumerate(values)]
        )
        found[name] = run_id
    store.log_batch(found["peak"], [Metric("loss.max", -1.0, 1)])
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("metrics.loss.min < 1", {"peak"}),
        ("metrics.loss.first >= 1", {"up", "down"}),
        ("metrics.loss.last = 0.5", {"peak"}),
        ("metrics.loss.count = 3", {"up", "peak"}),
        ("metrics.`loss`.max >= 5", {"down", "peak"}),
        ("metrics.loss.max < 0", {"peak"}),
        ("metrics.`loss.max` < 0", {"peak"}),
        ("metrics.`loss.min` < 1", set()),
        ("metrics.unheard.min < 1", set()),
    ],
)
def test_statistics_of_a_metric(
    store: Store, experiment_id: str, histories: dict[str, str], text: str, expected: set[str]
) -> None:
    assert set(names(store.search_runs([experiment_id], text))) == expected
    assert len(histories) == 3


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("metrics.loss.min DESC", ["down", "up", "peak"]),
        ("metrics.`loss`.max DESC", ["peak", "down", "up"]),
        ("metrics.loss.first", ["peak", "up", "down"]),
        ("metrics.`loss.max`", ["peak", "down", "up"]),
    ],
)
def test_order_by_a_statistic(
    store: Store, experiment_id: str, histories: dict[str, str], key: str, expected: list[str]
) -> None:
    found = store.search_runs([experiment_id], order_by=[key, "run_name"])

    assert names(found) == expected
    assert len(histories) == 3


def test_a_backslash_in_a_pattern_is_itself(store: Store, experiment_id: str) -> None:
    run_id = store.create_run(experiment_id, "ada", 1, {}, "gala").info.run_id
    store.log_batch(run_id, params=[Param("path", "C:\\data\\%")])

    for pattern, count in (("C:\\%", 1), ("%\\_", 1), ("C:d%", 0), ("%\\\\%", 0)):
        assert store.count_runs([experiment_id], f"params.path LIKE '{pattern}'") == count
        assert store.count_runs([experiment_id], f"params.path ILIKE '{pattern}'") == count


def test_runs_by_their_datasets(store: Store, experiment_id: str, ids: dict[str, str]) -> None:
    train, test = (
        DatasetInput(Dataset(name, digest, "local", "{}"), [InputTag("mlflow.data.context", use)])
        for name, digest, use in (("apples", "1", "train"), ("pears", "2", "test"))
    )
    store.log_inputs(ids["gala"], [train, test])
    store.log_inputs(ids["fuji"], [test])

    for text, expected in {
        "dataset.name = 'apples'": {"gala"},
        "datasets.digest LIKE '2%'": {"gala", "fuji"},
        "dataset.context = 'train'": {"gala"},
        "dataset.name != 'apples'": {"gala", "fuji"},
        "dataset.name IN ('apples', 'plums') AND metrics.auc > 0": {"gala"},
        "dataset.name = 'plums' OR run_name = 'bare'": {"bare"},
    }.items():
        assert set(names(store.search_runs([experiment_id], text))) == expected


def test_runs_carry_their_data(store: Store, experiment_id: str, ids: dict[str, str]) -> None:
    (run,) = store.search_runs([experiment_id], "run_name = 'gala'")

    assert run == store.get_run(ids["gala"])


def test_deleted_runs_and_other_experiments_stay_out(
    store: Store, experiment_id: str, ids: dict[str, str]
) -> None:
    store.create_run("0", "ada", 1, {})
    store.delete_run(ids["gala"])

    assert store.count_runs([experiment_id]) == 3
    assert store.count_runs([experiment_id], run_view_type=ViewType.DELETED_ONLY) == 1
    assert store.count_runs([experiment_id, "0"], run_view_type=ViewType.ALL) == 5
    assert store.count_runs([]) == 0


def test_a_long_value_is_found_by_all_of_it(store: Store, experiment_id: str, run_id: str) -> None:
    store.log_batch(run_id, params=[Param("text", "x" * 300 + "1")])

    assert store.count_runs([experiment_id], f"params.text = '{'x' * 300}1'") == 1
    assert store.count_runs([experiment_id], f"params.text = '{'x' * 300}2'") == 0


@pytest.mark.parametrize(
    "text",
    [
        "metrics.auc >",
        "auc = 1 = 2",
        "metrics.auc = 'high'",
        "nothing.x = 1",
        "metrics.auc > 1 OR",
    ],
)
def test_a_malformed_filter_is_refused(store: Store, experiment_id: str, text: str) -> None:
    with pytest.raises(InvalidParameter):
        store.search_runs([experiment_id], text)


def test_the_largest_filter_and_order_that_are_accepted(
    store: Store, experiment_id: str, ids: dict[str, str]
) -> None:
    kinds = ["metrics.auc > 0.8", "params.depth != '3'", "tags.kind LIKE '%'", "run_name = 'fuji'"]
    deep = "(" * 20 + "metrics.auc > 0.8" + " OR run_name = 'x')" * 20
    many_ids = ", ".join(f"'{number}'" for number in range(9_999))

    for text in (
        " AND ".join(kinds * 50),
        " OR ".join(["run_name = 'x'"] * 199 + ["run_name = 'fuji'"]),
        deep,
        f"run_id IN ({many_ids}, '{ids['fuji']}')",
    ):
        assert names(store.search_runs([experiment_id], text)) == ["fuji"]
        assert store.count_runs([experiment_id], text) == 1
    keys = [f"metrics.m{number} DESC" for number in range(19)]
    assert len(store.search_runs([experiment_id], order_by=[*keys, "params.depth"])) == 4


def test_thousands_of_experiments_at_once(
    store: Store, experiment_id: str, ids: dict[str, str]
) -> None:
    many = [experiment_id, *map(str, range(10_000, 14_000))]

    assert names(store.search_runs(many, "run_name = 'gala' AND status = 'RUNNING'")) == ["gala"]
    assert store.count_runs(many, run_view_type=ViewType.ALL) == len(ids)


@pytest.mark.parametrize(
    "filter_string", ["start_time > 1" + "0" * 30, "start_time < -1" + "0" * 30]
)
def test_a_number_that_no_column_can_hold_is_no_failure_of_ours(
    store: Store, experiment_id: str, run_id: str, filter_string: str
) -> None:
    with suppress(InvalidParameter):
        assert len(store.search_runs([experiment_id], filter_string)) == 0
    with pytest.raises((InvalidParameter, NotFound)):
        store.get_model_version("nothing", "9" * 30)
