from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from trackside.entities import Metric, Param, RunTag, ViewType
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
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


def test_pages_cover_everything_once(store: Store, experiment_id: str, ids: dict[str, str]) -> None:
    found, token = [], None
    while True:
        page = store.search_runs(
            [experiment_id], max_results=3, order_by=["metrics.auc DESC"], page_token=token
        )
        found += [run.info.run_id for run in page]
        token = page.token
        if token is None:
            break

    assert sorted(found) == sorted(ids.values())


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
