"""Filters by table: what each text means, and what is said of a wrong one."""

from __future__ import annotations

from typing import Any

import pytest

from trackside.errors import InvalidParameter
from trackside.search import (
    And,
    Comparison,
    Condition,
    Or,
    Statistic,
    Target,
    comparisons_of,
    parse_filter,
    settled,
)

GOOD_RUN_FILTERS = [
    ("metrics.acc > 0.9", ("metric", "acc", ">", 0.9)),
    ("metric.acc>=1", ("metric", "acc", ">=", 1.0)),
    ("metrics.`val/loss` < -1e-3", ("metric", "val/loss", "<", -0.001)),
    ('metrics."a b" = .5', ("metric", "a b", "=", 0.5)),
    ("metrics.'a b' != 5.", ("metric", "a b", "!=", 5.0)),
    ("`metrics`.acc <= 1", ("metric", "acc", "<=", 1.0)),
    ("metrics.1 > 1", ("metric", "1", ">", 1.0)),
    ("params.lr = '0.1'", ("param", "lr", "=", "0.1")),
    ('param.lr = "0.1"', ("param", "lr", "=", "0.1")),
    ("parameter.lr != ''", ("param", "lr", "!=", "")),
    ("parameters.lr like '%1'", ("param", "lr", "LIKE", "%1")),
    ("params.lr Ilike '%1'", ("param", "lr", "ILIKE", "%1")),
    ("params.lr IS NULL", ("param", "lr", "IS NULL", None)),
    ("params.lr is  not\tnull", ("param", "lr", "IS NOT NULL", None)),
    ("params.x = 'it''s'", ("param", "x", "=", "it''s")),
    ('params.x = "it\'s"', ("param", "x", "=", "it's")),
    ("params.x = 'a AND b'", ("param", "x", "=", "a AND b")),
    ("tags.mlflow.source.git.commit = 'a'", ("tag", "mlflow.source.git.commit", "=", "a")),
    ("tag.`mlflow.runName` = 'a'", ("tag", "mlflow.runName", "=", "a")),
    ("tags.größe = 'x'", ("tag", "größe", "=", "x")),
    ("status = 'FINISHED'", ("attribute", "status", "=", "FINISHED")),
    ("attributes.status != 'FAILED'", ("attribute", "status", "!=", "FAILED")),
    ("attr.user_id = 'x'", ("attribute", "user_id", "=", "x")),
    ("run.artifact_uri LIKE 'x%'", ("attribute", "artifact_uri", "LIKE", "x%")),
    ("`run name` = 'x'", ("attribute", "run_name", "=", "x")),
    ("\"Run name\" = 'x'", ("attribute", "run_name", "=", "x")),
    ("attribute.`Run Name` = 'x'", ("attribute", "run_name", "=", "x")),
    ("Created > 5", ("attribute", "start_time", ">", 5)),
    ("created > 1700000000000", ("attribute", "start_time", ">", 1700000000000)),
    ("end_time < 6.5", ("attribute", "end_time", "<", 6.5)),
    ("run_id IN ('a', \"b\")", ("attribute", "run_id", "IN", ("a", "b"))),
    ("run_id not in ('a',)", ("attribute", "run_id", "NOT IN", ("a",))),
    ("dataset.name = 'x'", ("dataset", "name", "=", "x")),
    ("datasets.context IN ('train')", ("dataset", "context", "IN", ("train",))),
]


@pytest.mark.parametrize(("text", "expected"), GOOD_RUN_FILTERS, ids=str)
def test_a_run_filter_means_this(text: str, expected: tuple[Any, ...]) -> None:
    assert parse_filter(text, "runs") == (Comparison(*expected),)


@pytest.mark.parametrize(
    ("target", "text", "expected"),
    [
        ("experiments", "name ILIKE 'x%'", ("attribute", "name", "ILIKE", "x%")),
        ("experiments", "attribute.name = 'x'", ("attribute", "name", "=", "x")),
        ("experiments", "experiment_id IN ('1')", ("attribute", "experiment_id", "IN", ("1",))),
        ("experiments", "creation_time >= 5", ("attribute", "creation_time", ">=", 5)),
        ("experiments", "tags.a IS NULL", ("tag", "a", "IS NULL", None)),
        ("registered_models", "name IN ('a')", ("attribute", "name", "IN", ("a",))),
        ("registered_models", "tags.`a b` = 'x'", ("tag", "a b", "=", "x")),
        ("model_versions", "version_number > 5", ("attribute", "version_number", ">", 5)),
        ("model_versions", "version_number = '5'", ("attribute", "version_number", "=", 5)),
        ("model_versions", "run_id IN ('a')", ("attribute", "run_id", "IN", ("a",))),
        ("model_versions", "source_path LIKE 'x'", ("attribute", "source_path", "LIKE", "x")),
    ],
)
def test_a_filter_of_other_things_means_this(
    target: Target, text: str, expected: tuple[Any, ...]
) -> None:
    assert parse_filter(text, target) == (Comparison(*expected),)


@pytest.mark.parametrize("text", [None, "", "   ", "\n", "and AND"])
def test_an_empty_filter_asks_for_nothing(text: str) -> None:
    assert parse_filter(text, "runs") == ()


@pytest.mark.parametrize(
    "text",
    [
        "metrics.a > 1 AND params.b = 'x'",
        "metrics.a>1 and params.b='x'",
        "metrics.a > 1\n\tAND params.b = 'x' AND",
        " AND metrics.a > 1 AND AND params.b = 'x'",
    ],
)
def test_comparisons_are_joined_by_and_and_one_too_many_is_overlooked(text: str) -> None:
    assert parse_filter(text, "runs") == (
        Comparison("metric", "a", ">", 1.0),
        Comparison("param", "b", "=", "x"),
    )


def test_a_whole_timestamp_stays_an_integer_and_a_metric_is_a_float() -> None:
    (both,) = parse_filter("start_time = 1 OR metrics.a = 1", "runs")
    assert [type(each.value) for each in comparisons_of(both)] == [int, float]


BAD_FILTERS = [
    ("runs", "metrics.acc == 0.9", 13, "Valid: =, !="),
    ("runs", "metrics.acc <> 0.9", 13, "not <>"),
    ("runs", "metrics.acc", 12, "not the end"),
    ("runs", "metrics.acc >", 14, "a number without quotes"),
    ("runs", "metrics.acc > '1'", 15, "a number without quotes"),
    ("runs", "metrics.acc > nan", 15, "a number without quotes"),
    ("runs", "metrics.acc > +1", 15, "a number is written"),
    ("runs", "metrics.acc > - 1", 15, "a number is written"),
    ("runs", "metrics.acc > 1AND metrics.b > 1", 16, "directly after the number 1"),
    ("runs", "metrics.acc > 1_000", 16, "directly after the number 1"),
    ("runs", "metrics.acc LIKE 1", 13, "does not take LIKE"),
    ("runs", "metrics.acc IS NULL", 13, "does not take IS NULL"),
    ("runs", "metrics.acc IN (1)", 13, "does not take IN"),
    ("runs", "metrics.`` > 1", 1, "is empty"),
    ("runs", "metrics.val/loss > 1", 12, "back ticks"),
    ("runs", "metrics.val-loss > 1", 12, "back ticks"),
    ("runs", "metrics.`a`b > 1", 12, "back ticks"),
    ("runs", "metrics. > 1", 8, "back ticks"),
    ("runs", "tags.a b = 'x'", 8, "back ticks"),
    ("runs", "METRICS.acc > 1", 1, "there is no entity 'METRICS'"),
    ("runs", "`metrics.acc > 1", 1, "the quote ` is not closed"),
    ("runs", "params.a = 'x", 12, "the quote ' is not closed"),
    ("runs", "params.a = x", 12, "compared with quoted text"),
    ("runs", "params.a = `x`", 12, "compared with quoted text"),
    ("runs", "params.a = 1", 12, "compared with quoted text"),
    ("runs", "params.a > 'x'", 10, "does not take >"),
    ("runs", "params.a IN ('x')", 10, "does not take IN"),
    ("runs", "params.a NOT LIKE 'x'", 10, "not NOT LIKE"),
    ("runs", "params.a IS 'x'", 10, "an operator is expected"),
    ("runs", "params.a RLIKE 'x'", 10, "not RLIKE"),
    ("runs", "'x' = params.a", 1, "a key is expected"),
    ("runs", "1 < metrics.a", 1, "a key is expected"),
    ("runs", "> 1", 1, "a key is expected"),
    ("runs", "metrics.a > 1 metrics.b > 1", 15, "AND, OR or the end is expected"),
    ("runs", "metrics.a > 1 OR", 17, "a key is expected, not the end"),
    ("runs", "OR metrics.a > 1", 1, "a comparison is expected, not `OR`"),
    ("runs", "metrics.a > 1 OR OR metrics.b > 1", 18, "a comparison is expected, not `OR`"),
    ("runs", "()", 2, "a key is expected"),
    ("runs", "(metrics.a > 1", 15, "AND, OR or the closing parenthesis is expected, not the end"),
    ("runs", "metrics.a > 1)", 14, "no parenthesis open"),
    ("runs", "(metrics.a > 1 metrics.b > 1)", 16, "AND, OR or the closing parenthesis"),
    ("runs", "NOT metrics.a > 1", 1, "a comparison is expected, not `NOT`"),
    ("runs", "(" * 21 + "metrics.a > 1" + ")" * 21, 21, "at most 20 deep"),
    ("runs", " AND ".join(["metrics.a > 1"] * 201), 3601, "at most 200 comparisons"),
    ("runs", "params.`a`.min = 'x'", 1, "the metrics of runs only"),
    ("logged_models", "metrics.`a`.min > 1", 1, "the metrics of runs only"),
    ("runs", "metrics.`a`.median > 1", 12, "back ticks"),
    ("runs", "metrics.``.min > 1", 1, "is empty"),
    ("runs", "metrics.a > 1;", 14, "without `;`"),
    ("runs", "metrics.a > 1 ? 2", 15, "'?' has no meaning"),
    ("runs", "foo = 'x'", 1, "there is no attribute 'foo'"),
    ("runs", "foo.bar = 'x'", 1, "there is no entity 'foo'"),
    ("runs", "status IN ('a')", 8, "does not take IN"),
    ("runs", "run_name IS NULL", 10, "does not take IS NULL"),
    ("runs", "start_time > '5'", 14, "a number without quotes"),
    ("runs", "run_id IN ()", 12, "quoted text"),
    ("runs", "run_id IN (1)", 12, "quoted text"),
    ("runs", "run_id IN 'a'", 11, "a list such as"),
    ("runs", "run_id IN ('a' 'b')", 16, "a comma or the closing"),
    ("runs", "run_id IN ('a', 'b'", 20, "not the end"),
    ("runs", "run_id = ('a')", 10, "compared with quoted text"),
    ("runs", "dataset.foo = 'x'", 1, "there is no dataset key 'foo'. Valid: name, digest, context"),
    ("runs", "dataset.name > 'x'", 14, "does not take >"),
    ("experiments", "params.a = 'x'", 1, "there is no entity 'params'"),
    ("experiments", "experiment_id LIKE '1'", 15, "does not take LIKE"),
    ("experiments", "status = 'x'", 1, "Valid: name, experiment_id"),
    ("registered_models", "creation_timestamp > 5", 1, "there is no attribute"),
    ("registered_models", "tags.a IS NULL", 8, "does not take IS NULL"),
    ("model_versions", "version_number = 'five'", 18, "a number without quotes"),
    ("model_versions", "run_id = 1", 10, "compared with quoted text"),
]


@pytest.mark.parametrize(("target", "text", "character", "problem"), BAD_FILTERS)
def test_a_wrong_filter_is_quoted_with_the_place_and_what_is_valid(
    target: Target, text: str, character: int, problem: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        parse_filter(text, target)
    assert f"Invalid filter {text!r}, at character {character}: " in caught.value.message
    assert problem in caught.value.message


def test_a_filter_that_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidParameter, match="A filter is a string, not 5"):
        parse_filter(5, "runs")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "key", "statistic", "otherwise"),
    [
        ("metrics.loss > 1", "loss", "last", None),
        ("metrics.loss.min > 1", "loss.min", "last", ("loss", "min")),
        ("metrics.loss.count > 1", "loss.count", "last", ("loss", "count")),
        ("metrics.a.b.first > 1", "a.b.first", "last", ("a.b", "first")),
        ("metrics.`loss`.max > 1", "loss", "max", None),
        ("metrics.`val/loss`.last > 1", "val/loss", "last", None),
        ("metrics.`loss.min` > 1", "loss.min", "last", None),
        ('metrics."loss.min" > 1', "loss.min", "last", None),
        ("metrics.`loss.min`.max > 1", "loss.min", "max", None),
        ("metrics.min > 1", "min", "last", None),
        ("metrics.loss.median > 1", "loss.median", "last", None),
    ],
)
def test_what_of_a_metric_is_compared(
    text: str, key: str, statistic: Statistic, otherwise: tuple[str, Statistic] | None
) -> None:
    assert parse_filter(text, "runs") == (
        Comparison("metric", key, ">", 1.0, statistic, otherwise),
    )


def test_a_metric_of_the_very_name_goes_before_the_statistic() -> None:
    (both,) = parse_filter("metrics.loss.min > 1 OR params.x = 'y'", "runs")
    for is_metric, key, statistic in ((True, "loss.min", "last"), (False, "loss", "min")):
        known = settled(both, lambda name, known=is_metric: known and name == "loss.min")  # type: ignore[misc]
        (metric, param) = comparisons_of(known)
        assert (metric.key, metric.statistic, metric.otherwise) == (key, statistic, None)
        assert param == Comparison("param", "x", "=", "y")


A, B, C = (Comparison("metric", key, ">", 1.0) for key in "abc")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("metrics.a > 1 OR metrics.b > 1", (Or((A, B)),)),
        ("metrics.a > 1 or metrics.b > 1 OR metrics.c > 1", (Or((A, B, C)),)),
        ("metrics.a > 1 OR metrics.b > 1 AND metrics.c > 1", (Or((A, And((B, C)))),)),
        ("(metrics.a > 1 OR metrics.b > 1) AND metrics.c > 1", (Or((A, B)), C)),
        ("metrics.a > 1 AND (metrics.b > 1 AND metrics.c > 1)", (A, B, C)),
        ("metrics.a > 1 OR (metrics.b > 1 OR metrics.c > 1)", (Or((A, B, C)),)),
        ("((metrics.a > 1))", (A,)),
        ("(metrics.a > 1)AND(metrics.b > 1)", (A, B)),
        ("(metrics.a > 1 AND ) AND", (A,)),
        ("(run_id IN ('a'))", (Comparison("attribute", "run_id", "IN", ("a",)),)),
    ],
)
def test_or_and_parentheses(text: str, expected: tuple[Condition, ...]) -> None:
    assert parse_filter(text, "runs") == expected


def test_a_filter_that_is_too_long_is_refused() -> None:
    with pytest.raises(InvalidParameter, match="at most 500,000 characters"):
        parse_filter("metrics.a > 1 AND " * 100_000, "runs")
    with pytest.raises(InvalidParameter, match="lists at most 10,000 values"):
        parse_filter("run_id IN (" + "'a'," * 10_001 + ")", "runs")


def test_a_long_unclosed_text_is_refused_quickly() -> None:
    with pytest.raises(InvalidParameter, match="not closed"):
        parse_filter('params.a = "' + "\\'" * 50_000, "runs")
