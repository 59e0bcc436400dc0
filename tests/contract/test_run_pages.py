"""Pages of runs: complete, without repetition, and steady while others log."""

from __future__ import annotations

import base64
import json
import math
from typing import TYPE_CHECKING, Any

import pytest

from trackside.entities import Metric, Param
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trackside.store.base import Store

VALUES = [1.0, 2.0, 2.0, math.inf, -math.inf, math.nan, None, 1e-300, 2.0, None]
ORDERS = [
    None, ["metrics.auc DESC"], ["metrics.auc"], ["params.text DESC", "metrics.auc"], ["start_time"], ["end_time"],
    ["status", "metrics.auc DESC"], ["run_id DESC"], ["metrics.auc.count", "run_name DESC"],
]  # fmt: skip


@pytest.fixture
def ids(store: Store, experiment_id: str) -> list[str]:
    """Ten runs with ties, NaN, infinities and nothing."""
    found = []
    for number, value in enumerate(VALUES):
        run_id = store.create_run(experiment_id, "ada", number // 3, {}, f"r{number}").info.run_id
        if value is not None:
            store.log_batch(
                run_id, [Metric("auc", value, 1)], [Param("text", "x" * 200 + str(number % 2))]
            )
        if number % 2:
            store.update_run(run_id, "FINISHED", number)
        found.append(run_id)
    return found


def pages(
    store: Store,
    experiment_id: str,
    order_by: Sequence[str] | None,
    size: int,
    between: Callable[[], object] = lambda: None,
) -> list[list[str]]:
    found: list[list[str]] = []
    token = None
    while not found or token:
        page = store.search_runs(
            [experiment_id], max_results=size, order_by=order_by, page_token=token
        )
        found.append([run.info.run_id for run in page])
        token = page.token
        between()
    return found


@pytest.mark.parametrize("order_by", ORDERS, ids=str)
def test_pages_are_the_whole_cut_up(
    store: Store, experiment_id: str, ids: list[str], order_by: list[str] | None
) -> None:
    (whole,) = pages(store, experiment_id, order_by, 100)

    assert sorted(whole) == sorted(ids)
    for size in (1, 3, 10):
        cut = pages(store, experiment_id, order_by, size)
        assert [run_id for page in cut for run_id in page] == whole
        assert [len(page) for page in cut[:-1]] == [size] * (len(cut) - 1)


@pytest.mark.parametrize("order_by", ORDERS, ids=str)
def test_runs_that_come_meanwhile_neither_repeat_nor_skip_others(
    store: Store, experiment_id: str, ids: list[str], order_by: list[str] | None
) -> None:
    visits = iter(range(3))

    def come() -> None:
        if next(visits, None) is None:
            return
        for value in (math.inf, 2.0, math.nan):
            run_id = store.create_run(experiment_id, "bob", 99, {}).info.run_id
            store.log_batch(run_id, [Metric("auc", value, 1)])

    found = pages(store, experiment_id, order_by, 2, come)
    seen = [run_id for page in found for run_id in page]

    assert len(set(seen)) == len(seen)
    assert set(ids) <= set(seen)


def test_a_token_of_another_order_is_refused(
    store: Store, experiment_id: str, ids: list[str]
) -> None:
    assert len(ids) == 10
    token = store.search_runs([experiment_id], max_results=2, order_by=["metrics.auc"]).token

    for order_by in (None, ["metrics.auc DESC"], ["metrics.auc", "run_name"], ["metrics.auc.min"]):
        with pytest.raises(InvalidParameter, match="another order_by"):
            store.search_runs([experiment_id], order_by=order_by, page_token=token)


def changed(token: str, **parts: Any) -> str:
    content = json.loads(base64.urlsafe_b64decode(token))
    return base64.urlsafe_b64encode(json.dumps({**content, **parts}).encode()).decode()


@pytest.mark.parametrize(
    "after",
    [
        [], [0, 1.0], None, "x", [0, "text", 0, 1, 0, "id"], [0, None, 0, 1, 0, "id"], [1, 1.0, 0, 1, 0, "id"],
        [3, None, 0, 1, 0, "id"], [0, 1.0, 2, None, 0, "id"], [0, 1.0, 0, 1, 0, 5], [0, 1.0, 0, 2**63, 0, "id"],
        [True, 1.0, 0, 1, 0, "id"], [0, math.nan, 0, 1, 0, "id"], [0, 1.0, 0, 1, 0, "\ud800"], [0, [], 0, 1, 0, "id"],
        [0, 1.0, 0, 1, 0, "id", 0], [0, 1.0, 0, 1.5, 0, "\0"], [None, None, 0, 1, 0, "id"],
    ],
    ids=repr,
)  # fmt: skip
def test_a_forged_token_is_refused(store: Store, experiment_id: str, after: Any) -> None:
    for name in ("first", "second"):
        store.create_run(experiment_id, "ada", 1_000, {}, name)
    token = store.search_runs([experiment_id], max_results=1, order_by=["metrics.auc"]).token
    assert token

    with pytest.raises(InvalidParameter, match="Invalid page token"):
        store.search_runs(
            [experiment_id], order_by=["metrics.auc"], page_token=changed(token, after=after)
        )


@pytest.mark.parametrize("token", ["x", "!!!!", "e30=", "eyJvZmZzZXQiOiAyfQ==", "bnVsbA==", "é"])
def test_what_is_no_token_is_refused(store: Store, experiment_id: str, token: str) -> None:
    with pytest.raises(InvalidParameter, match="Invalid page token"):
        store.search_runs([experiment_id], page_token=token)
    with pytest.raises(InvalidParameter, match="Invalid page token"):
        store.search_runs([], page_token=token)


def test_only_the_columns_asked_for_are_loaded(
    store: Store, experiment_id: str, run_id: str
) -> None:
    metrics = [Metric("loss", 1.0, 1), Metric("a b", 2.0, 1)]
    store.log_batch(run_id, metrics, [Param("lr", "1"), Param("depth", "2")])
    store.delete_tag(run_id, "mlflow.runName")

    def data(*columns: str) -> Any:
        (run,) = store.search_runs([experiment_id], columns=columns)
        assert run.info.run_id == run_id
        return run.data.metrics, run.data.params, run.data.tags

    assert data() == ({}, {}, {})
    assert data("metrics.loss") == ({"loss": 1.0}, {}, {})
    assert data("metrics.`a b`", "params.*") == ({"a b": 2.0}, {"lr": "1", "depth": "2"}, {})
    assert data("params.lr", "params.none", "tags.*", "metrics.a b") == (
        {"a b": 2.0},
        {"lr": "1"},
        {},
    )
    (run,) = store.search_runs([experiment_id])
    assert run == store.get_run(run_id)


@pytest.mark.parametrize(
    "columns", [["loss"], ["metrics."], ["metric.loss"], [5], "metrics.loss", ["attributes.status"]]
)
def test_a_wrong_column_is_refused(store: Store, experiment_id: str, columns: Any) -> None:
    with pytest.raises(InvalidParameter, match="column"):
        store.search_runs([experiment_id], columns=columns)
