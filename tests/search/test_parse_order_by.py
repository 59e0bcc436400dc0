"""Order keys by table."""

from __future__ import annotations

from typing import Any

import pytest

from trackside.errors import InvalidParameter
from trackside.search import Ordering, Target, parse_order_by


@pytest.mark.parametrize(
    ("target", "text", "expected"),
    [
        ("runs", "metrics.a", ("metric", "a", True)),
        ("runs", "metrics.a DESC", ("metric", "a", False)),
        ("runs", " metrics.`a b`  asc ", ("metric", "a b", True)),
        ("runs", 'metrics."a b" desc', ("metric", "a b", False)),
        ("runs", "`metrics.a` DESC", ("metric", "a", False)),
        ("runs", "params.lr", ("param", "lr", True)),
        ("runs", "tags.mlflow.user DESC", ("tag", "mlflow.user", False)),
        ("runs", "Created DESC", ("attribute", "start_time", False)),
        ("runs", "attributes.end_time", ("attribute", "end_time", True)),
        ("runs", "`Run name`", ("attribute", "run_name", True)),
        ("experiments", "last_update_time ASC", ("attribute", "last_update_time", True)),
        ("registered_models", "timestamp DESC", ("attribute", "last_updated_timestamp", False)),
        ("registered_models", "creation_timestamp", ("attribute", "creation_timestamp", True)),
        ("model_versions", "version_number DESC", ("attribute", "version_number", False)),
        ("model_versions", "attribute.name", ("attribute", "name", True)),
    ],
)
def test_an_order_key_means_this(target: Target, text: str, expected: tuple[Any, ...]) -> None:
    assert parse_order_by([text], target) == (Ordering(*expected),)


@pytest.mark.parametrize("items", [None, [], ()])
def test_no_keys_give_no_orderings(items: Any) -> None:
    assert parse_order_by(items, "runs") == ()


def test_keys_keep_their_order() -> None:
    keys = parse_order_by(["metrics.b DESC", "start_time"], "runs")
    assert [(o.key, o.ascending) for o in keys] == [("b", False), ("start_time", True)]


@pytest.mark.parametrize(
    ("target", "text", "problem"),
    [
        ("runs", "", "a key is expected, not the end"),
        ("runs", "metrics.a up", "only ASC or DESC"),
        ("runs", "metrics.a DESC b", "only ASC or DESC"),
        ("runs", "metrics.a, metrics.b", "only ASC or DESC"),
        ("runs", "run name", "there is no attribute 'run'"),
        ("runs", "timestamp", "there is no attribute 'timestamp'"),
        ("runs", "metrics.a-b DESC", "back ticks"),
        (
            "runs",
            "dataset.name",
            "cannot sort by a dataset; only by: attribute, metric, param, tag",
        ),
        ("experiments", "tags.a", "cannot sort by a tag; only by: attribute"),
        ("registered_models", "version_number", "there is no attribute"),
        ("model_versions", "run_id", "there is no attribute 'run_id'"),
    ],
)
def test_a_wrong_order_key_is_refused(target: Target, text: str, problem: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        parse_order_by([text], target)
    assert f"Invalid order_by key {text!r}, at character " in caught.value.message
    assert problem in caught.value.message


@pytest.mark.parametrize("second", ["start_time ASC", "created", "attributes.Created"])
def test_a_key_may_come_once_only_under_whatever_name(second: str) -> None:
    with pytest.raises(InvalidParameter, match="the attribute 'start_time' twice"):
        parse_order_by(["start_time DESC", second], "runs")


def test_a_bare_string_in_place_of_the_list_is_refused() -> None:
    with pytest.raises(InvalidParameter, match=r"\['metrics.a'\]"):
        parse_order_by("metrics.a", "runs")


def test_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidParameter, match="is a string, not 5"):
        parse_order_by([5], "runs")  # type: ignore[list-item]


def test_a_statistic_is_a_key_of_its_own() -> None:
    assert parse_order_by(["metrics.`a`.min DESC", "metrics.`a`.max", "metrics.a.min"], "runs") == (
        Ordering("metric", "a", False, "min"),
        Ordering("metric", "a", True, "max"),
        Ordering("metric", "a.min", True, "last", ("a", "min")),
    )


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"field_name": "metrics.acc"}, Ordering("metric", "acc", True)),
        (
            {
                "field_name": "metrics.a.b",
                "ascending": False,
                "dataset_name": "d",
                "dataset_digest": "1",
            },
            Ordering("metric", "a.b", False, dataset_name="d", dataset_digest="1"),
        ),
        ({"field_name": "creation_time"}, Ordering("attribute", "creation_timestamp", True)),
        ({"field_name": "name", "ascending": False}, Ordering("attribute", "name", False)),
    ],
)
def test_logged_models_are_sorted_by_dictionaries(
    item: dict[str, object], expected: Ordering
) -> None:
    assert parse_order_by([item], "logged_models") == (expected,)


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ("metrics.acc", "is a dictionary such as"),
        ({}, "is a dictionary such as"),
        ({"field_name": "params.a"}, "Cannot sort by 'params.a'"),
        ({"field_name": "metrics."}, "Cannot sort by 'metrics.'"),
        ({"field_name": "color"}, "Cannot sort by 'color'. Valid: name, model_id"),
        ({"field_name": "name", "ascending": "no"}, "takes True or False as 'ascending'"),
        ({"field_name": "name", "order": "no"}, "has no field 'order'"),
        ({"field_name": "name", "dataset_name": "d"}, "Only a metric is restricted to a dataset"),
    ],
)
def test_a_wrong_dictionary_is_refused(item: object, problem: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        parse_order_by([item], "logged_models")  # type: ignore[list-item]
    assert problem in caught.value.message


def test_too_many_keys_are_refused() -> None:
    with pytest.raises(InvalidParameter, match="at most 20 keys"):
        parse_order_by([f"metrics.m{number}" for number in range(21)], "runs")
