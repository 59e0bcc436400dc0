"""Any search, beside a plain evaluation of the same filter and order over all runs.

The evaluator below knows the parsed filter and the entities, and shares nothing with the SQL. The
store holds few distinct values, so that ties, NaN and missing keys are everywhere; searching is
made to think that many rows are few and that few are many, so that every way of finding is taken.
"""

from __future__ import annotations

import math
import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackside.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunTag, ViewType
from trackside.search import And, Comparison, parse_filter, parse_order_by, settled
from trackside.search.ast import meant
from trackside.store.sql import run_walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import Run
    from trackside.search import Condition, Ordering
    from trackside.store.base import Store
    from trackside.store.sql import SqlStore

RUNS = 50
LONG = "z" * 119
TEXTS = ["", "a", "A", "a b", "b%", "b_", "b\\c", "ü", "10", "9", LONG, LONG + "y", LONG + "yx"]
NUMBERS = [0.0, 0.5, 1.0, -1.0, 1e300, -1e300]
VALUES = [*NUMBERS, math.nan, math.inf, -math.inf]
METRICS = ["loss", "val/loss", "loss.max", "never"]
KEYS = ["lr", "l r", "never"]
STATISTICS = ["min", "max", "first", "last", "count"]
STATUSES = ["RUNNING", "FINISHED", "FAILED"]
DATASETS = ["apples", "pears"]


def fill(store: Store) -> list[str]:
    """Make the runs, always the same; returns the ids of their two experiments."""
    rng = random.Random(7)
    experiments = [store.create_experiment("one"), store.create_experiment("two")]
    for number in range(RUNS):
        run_id = store.create_run(
            rng.choice(experiments), rng.choice(["ada", "bob"]), rng.randrange(8), {},
            rng.choice(["gala", "fuji", "Gala"]), f"{rng.getrandbits(64):016x}",
        ).info.run_id  # fmt: skip
        points = [
            Metric(key, rng.choice(VALUES), rng.randrange(3), step)
            for key in METRICS[:3]
            if rng.random() < 0.7
            for step in range(rng.choice([1, 1, 3]))
        ]
        params = [Param(key, rng.choice(TEXTS)) for key in KEYS[:2] if rng.random() < 0.8]
        tags = [RunTag(key, rng.choice(TEXTS)) for key in KEYS[:2] if rng.random() < 0.8]
        store.log_batch(run_id, points, params, tags)
        inputs = [
            DatasetInput(
                Dataset(name, rng.choice("12"), "local", "{}"),
                [InputTag("mlflow.data.context", rng.choice(["train", "test"]))],
            )
            for name in DATASETS
            if rng.random() < 0.4
        ]
        store.log_inputs(run_id, inputs)
        if rng.random() < 0.6:
            store.update_run(run_id, rng.choice(STATUSES[1:]), rng.randrange(5))
        if number % 9 == 0:
            store.delete_run(run_id)
    return experiments


def attribute(run: Run, key: str) -> Any:
    if key == "duration":
        return None if run.info.end_time is None else run.info.end_time - run.info.start_time
    return getattr(run.info, key)


def matches(run: Run, condition: Condition) -> bool:
    if not isinstance(condition, Comparison):
        join = all if isinstance(condition, And) else any
        return join(matches(run, part) for part in condition.parts)
    if condition.entity == "dataset":
        return any(
            compares(value, condition.operator, condition.value)
            for value in dataset_values(run, condition.key)
        )
    value = value_of(run, condition)
    if condition.operator == "IS NULL":
        return value is None
    if value is None or is_nan(value):
        return False
    return compares(value, condition.operator, condition.value)


def dataset_values(run: Run, key: str) -> list[str]:
    if key == "context":
        return [tag.value for each in run.inputs.dataset_inputs for tag in each.tags]
    return [getattr(each.dataset, key) for each in run.inputs.dataset_inputs]


def value_of(run: Run, named: Comparison | Ordering) -> Any:
    if named.entity == "attribute":
        return attribute(run, named.key)
    if named.entity == "metric":
        summary = run.data.summaries.get(named.key)
        field = "value" if named.statistic == "last" else named.statistic
        return None if summary is None else getattr(summary, field)
    return (run.data.params if named.entity == "param" else run.data.tags).get(named.key)


def compares(value: Any, operator: str, wanted: Any) -> bool:
    answers = {
        "=": lambda: value == wanted,
        "!=": lambda: value != wanted,
        "<": lambda: value < wanted,
        "<=": lambda: value <= wanted,
        ">": lambda: value > wanted,
        ">=": lambda: value >= wanted,
        "LIKE": lambda: is_like(value, wanted),
        "ILIKE": lambda: is_like(value.lower(), wanted.lower()),
        "IN": lambda: value in wanted,
        "NOT IN": lambda: value not in wanted,
        "IS NOT NULL": lambda: True,
    }
    return bool(answers[operator]())


def is_like(value: str, pattern: str) -> bool:
    meanings = {"%": ".*", "_": "."}
    expression = "".join(meanings.get(c, re.escape(c)) for c in pattern)
    return re.fullmatch(expression, value, re.DOTALL) is not None


def in_order(runs: Sequence[Run], orderings: Sequence[Ordering]) -> list[Run]:
    """Sort by the last key first, each sort stable: values, then NaN, then what lacks the key."""
    found = sorted(runs, key=lambda run: run.info.run_id)
    if not any(each.key == "start_time" for each in orderings):
        found.sort(key=lambda run: -run.info.start_time)
    for ordering in reversed(orderings):
        values = {run.info.run_id: value_of(run, ordering) for run in found}
        logged = [run for run in found if values[run.info.run_id] is not None]
        nans = [run for run in logged if is_nan(values[run.info.run_id])]
        present = [run for run in logged if not is_nan(values[run.info.run_id])]
        present.sort(key=lambda run: values[run.info.run_id], reverse=not ordering.ascending)
        missing = [run for run in found if values[run.info.run_id] is None]
        found = [*present, *nans, *missing]
    return found


def is_nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def quoted(text: str) -> str:
    return f"'{text}'"


numeric = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
texts = st.sampled_from(TEXTS)
patterns = st.sampled_from(["%", "a%", "A%", "%\\%", "b_", "b\\%", "%b%", "_", "", f"{LONG}%", "ü"])
metric_names = st.one_of(
    st.sampled_from(["loss", "loss.max", "loss.min", "loss.count", "`val/loss`", "never", "never.min"]),
    st.builds("`{}`.{}".format, st.sampled_from(METRICS), st.sampled_from(STATISTICS)),
)  # fmt: skip
text_names = st.builds(
    "{}.{}".format, st.sampled_from(["params", "tags"]), st.sampled_from(["lr", "`l r`", "never"])
)
comparisons = st.one_of(
    st.builds("metrics.{} {} {}".format, metric_names, numeric, st.sampled_from(NUMBERS)),
    st.builds("metrics.{} {} {}".format, metric_names, numeric, st.sampled_from([0, 1, 3])),
    st.builds("{} {} {}".format, text_names, st.sampled_from(["=", "!="]), texts.map(quoted)),
    st.builds("{} {} {}".format, text_names, st.sampled_from(["like", "ILIKE"]), patterns.map(quoted)),
    st.builds("{} IS {}NULL".format, text_names, st.sampled_from(["", "NOT "])),
    st.builds("status {} '{}'".format, st.sampled_from(["=", "!="]), st.sampled_from(STATUSES)),
    st.builds("run_name {} '{}'".format, st.sampled_from(["=", "!=", "LIKE", "ILIKE"]), st.sampled_from(["gala", "g%", "Fuji"])),
    st.builds("{} {} {}".format, st.sampled_from(["start_time", "end_time"]), numeric, st.integers(0, 8)),
    st.builds("user_id {} 'ada'".format, st.sampled_from(["=", "!="])),
    st.builds("run_id {} ('{}', 'b')".format, st.sampled_from(["IN", "NOT IN"]), st.sampled_from("ab")),
    st.builds("datasets.name {} '{}'".format, st.sampled_from(["=", "!=", "LIKE"]), st.sampled_from([*DATASETS, "%p%"])),
    st.builds("dataset.context {} ('train')".format, st.sampled_from(["IN", "NOT IN"])),
    st.builds("dataset.digest = '{}'".format, st.sampled_from("12")),
)  # fmt: skip
filters = st.recursive(
    comparisons,
    lambda inner: (
        st.builds("({})".format, inner)
        | st.builds("{} {} {}".format, inner, st.sampled_from(["AND", "and", "OR", "or"]), inner)
    ),
    max_leaves=5,
)
order_names = st.one_of(
    st.builds("metrics.{}".format, metric_names),
    text_names,
    st.sampled_from(["run_name", "status", "start_time", "end_time", "duration", "user_id", "run_id", "artifact_uri"]),
)  # fmt: skip
orders = st.lists(
    st.builds("{} {}".format, order_names, st.sampled_from(["ASC", "DESC"])),
    max_size=3,
    unique_by=lambda text: text.replace("`", "").rsplit(" ", 1)[0].removesuffix(".last"),
)


@pytest.mark.parametrize(("few", "parts"), [(1, 16), (12, 1), (500, 16)])
def test_a_search_finds_what_a_plain_evaluation_finds(
    store: SqlStore, few: int, parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_walk, "_FEW", few)
    monkeypatch.setattr(run_walk, "_MAX_PARTS", parts)
    experiments = fill(store)
    every = store.search_runs(experiments, run_view_type=ViewType.ALL)
    assert len(every) == RUNS
    logged = {key for run in every for key in run.data.summaries}

    @settings(max_examples=40, deadline=None)
    @given(
        filters | st.just(""),
        orders,
        st.sampled_from([experiments, experiments[:1]]),
        st.sampled_from([ViewType.ACTIVE_ONLY, ViewType.DELETED_ONLY, ViewType.ALL]),
        st.sampled_from([3, 8, 100]),
    )
    def check(text: str, order: list[str], ids: list[str], view: int, size: int) -> None:
        conditions = [settled(each, logged.__contains__) for each in parse_filter(text, "runs")]
        orderings = [meant(each, logged.__contains__) for each in parse_order_by(order, "runs")]
        stages = {
            ViewType.ACTIVE_ONLY: ("active",),
            ViewType.DELETED_ONLY: ("deleted",),
            ViewType.ALL: ("active", "deleted"),
        }[view]
        expected = in_order(
            [
                run
                for run in every
                if run.info.experiment_id in ids
                and run.info.lifecycle_stage in stages
                and all(matches(run, each) for each in conditions)
            ],
            orderings,
        )
        found: list[Run] = []
        token = None
        while not found or token:
            page = store.search_runs(ids, text, view, size, order, token)
            found += page
            token = page.token
            if not page:
                break
            assert len(page) == size or token is None
        assert [run.info.run_id for run in found] == [run.info.run_id for run in expected]
        assert store.count_runs(ids, text, view) == len(expected)

    check()
