"""The same filters through MLflow's own parser: same meaning, or refused by both."""

from __future__ import annotations

from typing import Any

import pytest

from trackside.errors import InvalidParameter
from trackside.search import comparisons_of, parse_filter, parse_order_by

mlflow_search = pytest.importorskip("mlflow.utils.search_utils")

FILTERS = [
    "metrics.acc > 0.9", "metric.acc>=1", "metrics.`a b` = 1", 'metrics."a b" = 1',
    "metrics.'a b' = 1", "METRICS.acc > 1", "metrics.acc > -1", "metrics.acc > - 1",
    "metrics.acc > +1", "metrics.acc > 1e3", "metrics.acc > 1.5E-3", "metrics.acc > .5",
    "metrics.acc > 5.", "metrics.acc > 1_000", "metrics.acc > nan", "metrics.acc > '1'",
    "metrics.acc > 0x1F", "metrics.acc = 1 AND", "AND metrics.a = 1",
    "metrics.a = 1 AND AND metrics.b = 2",
    "metrics.a = 1;", "metrics.a = 1; metrics.b=2", "metrics.a>1AND metrics.b>1",
    "metrics.loss.val > 1", "metrics.a@b > 1", "metrics.a-b > 1", "metrics.a/b > 1",
    "metrics.`a`b > 1", "metrics.acc", "metrics.acc >", "1 < metrics.a", "metrics.a > 1 -- c",
    "params.x = 'a'", 'params.x = "a"', "params.x = `a`", "params.x = a", "params.x = 1",
    "params.x = 'it''s'", r"params.x = 'it\'s'", "params.x = \"it's\"", "params.x = 'say \"hi\"'",
    'params.x = "say ""hi"""', r'params.x = "a\"b"', "params.x = ''", 'params.x = ""',
    r"params.x = 'C:\dir'", r"params.x = 'C:\dir\'", "params.x = 'multi\nline'",
    "params.x = '%;%'", "params.x = 'a AND b'", "params.x = '-- no comment'",
    "params.x LIKE '%a'", "params.x like '%a'", "params.x Ilike '%a'", "params.x IS NULL",
    "params.x is not null", "params.x IN ('a')", "params.x='a'AND params.y='b'",
    "params.x = 'a' \n AND\tparams.y = 'b'", "params.`a = 'x'", "params.a = 'x",
    "params.a = params.b", "params.key = 'x'", "params.value='x'", "params.end = 'x'",
    "tags.like = 'x'", "tags.is = 'x'", "tags.order = 'x'", "tags.`a``b` = 'x'",
    "tags.mlflow.runName = 'a'", "tags.`mlflow.runName` = 'a'", 'tags."mlflow.user" = \'a\'',
    "tags.a b = 'x'", "tags.a:b = 'x'", "tags.1a = 'x'", "tags.é = 'x'", "tags._a = 'x'",
    "status = 'FINISHED'", "attributes.status = 'x'", "attr.status='x'", "run.status='x'",
    "`attribute`.status='x'", "run_name = 'x'", "`run name` = 'x'", "\"run name\" = 'x'",
    "attributes.`Run name` = 'x'", "`Run Name` = 'x'", "start_time > 5", "start_time > 5.5",
    "created > 5", "Created > 5", "start_time > '5'", "run_id IN ('a','b')", "run_id IN ('a')",
    "run_id not in ('a', \"b\")", "attributes.run_id IN ('a',)", "run_id IN ()", "run_id IN (1)",
    "run_id IN ('a', 'b'", "run_id IN 'a'", "status IN ('a')", "run_uuid = 'a'",
    "run_name IS NULL", "metrics.a IS NULL", "metrics.a IN (1)", "dataset.name = 'x'",
    "datasets.digest LIKE 'x'", "dataset.context NOT IN ('a')", "dataset.foo = 'x'",
    "foo.bar = 'x'", "foo = 'x'", "'x' = params.a",
    "metrics.m > 1 AND params.`p q` LIKE '%x%' AND tags.t != \"z\" AND status='RUNNING'",
]  # fmt: skip

# What MLflow's parser lets pass and its store then refuses or crashes on, or what only slips
# through sqlparse: here it is refused at once, or (the last two) understood.
ON_PURPOSE = [
    ("metrics.acc == 1", False),
    ("metrics.acc <> 1", False),
    ("params.x > 'a'", False),
    ("params.x NOT LIKE 'a'", False),
    ("run_id = ('a')", False),
    ("run_id IN ('a' 'b')", False),
    ("metrics.`` > 1", False),
    ("metrics.a = 1 metrics.b = 2", False),
    ("metrics.1 > 1", True),
    ("params.x IS  NOT  NULL", True),
    # Ours: beyond MLflow's grammar.
    ("metrics.a = 1 OR metrics.b = 2", True),
    ("(metrics.a = 1)", True),
]


def by_mlflow(text: str) -> list[tuple[Any, ...]] | None:
    """Return MLflow's reading in our words, or None if it refuses."""
    utils = mlflow_search.SearchUtils
    try:
        parsed = utils.parse_search_filter(text)
    except mlflow_search.MlflowException:
        return None
    entities = {"parameter": "param"}
    return [
        (
            entities.get(clause["type"], clause["type"]),
            utils.translate_key_alias(clause["key"]),
            clause["comparator"].upper(),
            float(clause["value"]) if clause["type"] == "metric" else clause["value"],
        )
        for clause in parsed
    ]


def by_us(text: str) -> list[tuple[Any, ...]] | None:
    """Return our reading, or None if we refuse."""
    try:
        parsed = parse_filter(text, "runs")
    except InvalidParameter:
        return None
    return [
        (each.entity, each.key, each.operator, each.value)
        for condition in parsed
        for each in comparisons_of(condition)
    ]


@pytest.mark.parametrize("text", FILTERS)
def test_a_filter_is_read_as_mlflow_reads_it(text: str) -> None:
    assert by_us(text) == by_mlflow(text)


@pytest.mark.parametrize(("text", "we_accept"), ON_PURPOSE)
def test_where_we_differ_from_mlflow_it_is_on_purpose(text: str, we_accept: bool) -> None:
    assert (by_us(text) is not None) is we_accept
    assert (by_mlflow(text) is not None) is not we_accept


LOGGED_MODEL_FILTERS = [
    "name = 'a'", "name LIKE 'a%'", "name ilike 'a%'", "name IN ('a', 'b')", "model_id != 'a'", "model_type IN ('a')",
    "status = 'READY'", "source_run_id NOT IN ('a', 'b')", "creation_timestamp > 5", "creation_time >= 5.5",
    "last_updated_timestamp < 5", "metrics.acc > 0.5", "metrics.`acc` > 0.5", "params.x = '1'", "params.x IN ('1', '2')",
    "tags.a.b = 'c'", "attributes.name = 'a'", "name = 'a' AND metrics.acc <= 1 AND params.x LIKE 'y'",
    "name > 'a'", "creation_timestamp LIKE 'a'", "metrics.acc IN (1)", "foo.name = 'a'", "metrics.acc", "",
]  # fmt: skip


@pytest.mark.parametrize("text", LOGGED_MODEL_FILTERS)
def test_a_filter_of_logged_models_is_read_as_mlflow_reads_it(text: str) -> None:
    theirs = pytest.importorskip("mlflow.utils.search_logged_model_utils")
    try:
        expected = theirs.parse_filter_string(text)
    except (mlflow_search.MlflowException, ValueError):
        with pytest.raises(InvalidParameter):
            parse_filter(text, "logged_models")
        return
    ours = [
        c for condition in parse_filter(text, "logged_models") for c in comparisons_of(condition)
    ]
    assert [(f"{c.entity}s", f"{c.key}", c.operator, c.value) for c in ours] == [
        (c.entity.type.value, c.entity.key.removesuffix("_ms"), c.op, c.value) for c in expected
    ]


@pytest.mark.parametrize(
    "text",
    ["metrics.a", "metrics.a DESC", "metrics.`a b` desc", 'metrics."a b" ASC', "created DESC",
     "attributes.start_time", "run name", "metrics.a foo", "metrics.a DESC foo", "", "foo",
     "metrics.a, metrics.b", "tags.mlflow.user", "metrics.a-b DESC", "metrics.`a-b`",
     "`metrics`.a desc", "`metrics.a` desc", "timestamp", "metrics.1 DESC"],
)  # fmt: skip
def test_an_order_key_is_read_as_mlflow_reads_it(text: str) -> None:
    utils = mlflow_search.SearchUtils
    try:
        entity, key, ascending = utils.parse_order_by_for_search_runs(text)
    except mlflow_search.MlflowException:
        with pytest.raises(InvalidParameter):
            parse_order_by([text], "runs")
        return
    (ours,) = parse_order_by([text], "runs")
    assert (ours.entity, ours.key, ours.ascending) == (
        {"parameter": "param"}.get(entity, entity),
        utils.translate_key_alias(key),
        ascending,
    )
