"""Models that are found, measured and tagged in their own right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from trackside.entities import LoggedModel, LoggedModelStatus, Metric
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from trackside.store.base import Store


def names(found: list[LoggedModel]) -> list[str]:
    return [model.name for model in found]


def test_a_model_comes_back_whole(store: Store, experiment_id: str, run_id: str) -> None:
    made = store.create_logged_model(
        experiment_id, "pips", run_id, {"b": "2", "a=": "1"}, {"depth": "3"}, "counter"
    )

    assert made == store.get_logged_model(made.model_id)
    assert (made.name, made.experiment_id, made.source_run_id) == ("pips", experiment_id, run_id)
    assert (made.tags, made.params) == ({"b": "2", "a=": "1"}, {"depth": "3"})
    assert (made.metrics, made.model_type) == (None, "counter")
    assert (made.status, made.status_message) == (LoggedModelStatus.PENDING, None)
    assert made.creation_timestamp == made.last_updated_timestamp > 10**12
    assert made.model_id.startswith("m-")
    location = store.get_experiment(experiment_id).artifact_location
    assert made.artifact_location == f"{location}/models/{made.model_id}/artifacts"
    assert made.model_uri == f"models:/{made.model_id}"


def test_a_model_has_a_name_and_perhaps_no_run(store: Store, experiment_id: str) -> None:
    first, second = (store.create_logged_model(experiment_id) for _ in range(2))

    assert first.name
    assert second.name
    assert first.model_id != second.model_id
    assert (first.source_run_id, first.tags, first.params, first.model_type) == (None, {}, {}, None)


@pytest.mark.parametrize("name", ["", "a/b", "a:b", "a.b", "a%b", 'a"b', "a'b", 5, "x" * 501])
def test_a_bad_name_is_refused(store: Store, experiment_id: str, name: Any) -> None:
    with pytest.raises(InvalidParameter, match=r"(Invalid model name|maximum length)"):
        store.create_logged_model(experiment_id, name)


def test_an_experiment_in_the_bin_takes_no_models(store: Store, experiment_id: str) -> None:
    with pytest.raises(NotFound, match="999"):
        store.create_logged_model("999")
    store.delete_experiment(experiment_id)
    with pytest.raises(InvalidParameter, match="'active' state"):
        store.create_logged_model(experiment_id)


def test_an_unknown_model_is_not_found(store: Store) -> None:
    for verb in (
        store.get_logged_model,
        store.delete_logged_model,
        lambda model_id: store.finalize_logged_model(model_id, "READY"),
        lambda model_id: store.set_logged_model_tags(model_id, {"a": "1"}),
        lambda model_id: store.delete_logged_model_tag(model_id, "a"),
        lambda model_id: store.log_logged_model_params(model_id, {"a": "1"}),
    ):
        with pytest.raises(NotFound, match="Logged model with ID 'm-nope' not found"):
            verb("m-nope")
        for wrong in ("", None):
            with pytest.raises(InvalidParameter, match="`model_id` must be a non-empty string"):
                verb(wrong)  # type: ignore[arg-type]


def test_a_status_is_set_by_name(store: Store, experiment_id: str) -> None:
    made = store.create_logged_model(experiment_id)

    ready = store.finalize_logged_model(made.model_id, "READY")
    assert ready == store.get_logged_model(made.model_id)
    assert ready.status is LoggedModelStatus.READY
    assert ready.last_updated_timestamp >= made.last_updated_timestamp
    failed = store.finalize_logged_model(made.model_id, LoggedModelStatus.FAILED)
    assert failed.status is LoggedModelStatus.FAILED
    with pytest.raises(InvalidParameter, match="'DONE' is not a valid LoggedModelStatus"):
        store.finalize_logged_model(made.model_id, "DONE")


def test_tags_change_and_go(store: Store, experiment_id: str) -> None:
    model_id = store.create_logged_model(experiment_id, tags={"a": "1", "b": "2"}).model_id

    store.set_logged_model_tags(model_id, {"a": "3", "A": "4"})
    store.delete_logged_model_tag(model_id, "b")
    assert store.get_logged_model(model_id).tags == {"a": "3", "A": "4"}
    with pytest.raises(NotFound, match="No tag with key 'b' found for model"):
        store.delete_logged_model_tag(model_id, "b")
    for tags in ({"k" * 251: "v"}, {"k": "v" * 100_001}):
        with pytest.raises(InvalidParameter, match="maximum length"):
            store.set_logged_model_tags(model_id, tags)
    assert store.get_logged_model(model_id).tags == {"a": "3", "A": "4"}


def test_params_are_added_and_do_not_change(store: Store, experiment_id: str) -> None:
    model_id = store.create_logged_model(experiment_id, params={"a": "1"}).model_id

    store.log_logged_model_params(model_id, {"a": "1", "b": "é" * 7000})
    assert store.get_logged_model(model_id).params == {"a": "1", "b": "é" * 7000}
    with pytest.raises(
        InvalidParameter, match=r"Changing param values is not allowed.*'1', not '2'"
    ):
        store.log_logged_model_params(model_id, {"c": "3", "a": "2"})
    assert store.get_logged_model(model_id).params.keys() == {"a", "b"}


def test_metrics_are_of_the_run_and_of_the_model(
    store: Store, experiment_id: str, run_id: str
) -> None:
    model_id = store.create_logged_model(experiment_id).model_id
    other = store.create_logged_model(experiment_id).model_id
    store.log_batch(
        run_id,
        [
            Metric("acc", 0.5, 10, 2, model_id, "apples", "a1"),
            Metric("acc", 0.25, 5, 1, other),
            Metric("loss", math.inf, 7, 0, model_id),
            Metric("plain", 1.0, 7),
        ],
    )
    store.log_batch(run_id, [Metric("loss", math.nan, 8, 1, model_id)])

    *found, odd = store.get_logged_model(model_id).metrics or ()
    assert found == [
        Metric("acc", 0.5, 10, 2, model_id, "apples", "a1", run_id),
        Metric("loss", math.inf, 7, 0, model_id, None, None, run_id),
    ]
    assert (odd.key, odd.step, math.isnan(odd.value)) == ("loss", 1, True)
    assert store.get_logged_model(other).metrics == [
        Metric("acc", 0.25, 5, 1, other, None, None, run_id)
    ]
    metrics = store.get_run(run_id).data.metrics
    assert metrics.keys() == {"acc", "loss", "plain"}
    assert metrics["acc"] == 0.5


def test_metrics_of_an_unknown_model_are_refused_whole(
    store: Store, experiment_id: str, run_id: str
) -> None:
    model_id = store.create_logged_model(experiment_id).model_id
    for wrong, error in (("m-nope", NotFound), ("", InvalidParameter)):
        with pytest.raises(error, match=r"(?i)model"):
            store.log_batch(run_id, [Metric("a", 1, 1, 0, model_id), Metric("b", 1, 1, 0, wrong)])
    with pytest.raises(InvalidParameter, match="Dataset digest"):
        store.log_batch(run_id, [Metric("a", 1, 1, 0, model_id, "apples", "d" * 37)])

    assert store.get_run(run_id).data.metrics == {}
    assert store.get_logged_model(model_id).metrics is None


def test_a_deleted_model_is_gone_but_takes_its_metrics(
    store: Store, experiment_id: str, run_id: str
) -> None:
    model_id = store.create_logged_model(experiment_id).model_id
    store.delete_logged_model(model_id)
    store.delete_logged_model(model_id)

    with pytest.raises(NotFound, match="not found"):
        store.get_logged_model(model_id)
    with pytest.raises(NotFound, match="not found"):
        store.set_logged_model_tags(model_id, {"a": "1"})
    assert store.search_logged_models([experiment_id]) == []
    store.log_batch(run_id, [Metric("acc", 0.5, 1, 0, model_id)])
    kept = store.get_logged_model(model_id, allow_deleted=True)
    assert [metric.key for metric in kept.metrics or ()] == ["acc"]


def test_a_change_stamps_the_run_or_else_the_experiment(
    store: Store, experiment_id: str, run_id: str
) -> None:
    of_run = store.create_logged_model(experiment_id, source_run_id=run_id).model_id
    of_none = store.create_logged_model(experiment_id).model_id
    of_unknown = store.create_logged_model(experiment_id, source_run_id="elsewhere").model_id
    logger = store.create_run(experiment_id, "ada", 2_000, {}).info.run_id

    for model_id in (of_run, of_none, of_unknown):
        for change in (
            lambda m: store.set_logged_model_tags(m, {"a": "1"}),
            lambda m: store.delete_logged_model_tag(m, "a"),
            lambda m: store.log_logged_model_params(m, {"a": "1"}),
            lambda m: store.finalize_logged_model(m, "READY"),
            store.delete_logged_model,
        ):
            before = store.revision()
            change(model_id)
            changes = store.changes_since(before)
            if model_id == of_run:
                assert (changes.run_ids, changes.experiment_ids) == ({experiment_id: [run_id]}, [])
            else:
                assert (changes.run_ids, changes.experiment_ids) == ({}, [experiment_id])
    before = store.revision()
    store.log_batch(logger, [Metric("acc", 0.5, 1, 0, of_run)])
    assert set(store.changes_since(before).run_ids[experiment_id]) == {logger, run_id}


@pytest.fixture
def models(store: Store, experiment_id: str, run_id: str) -> dict[str, str]:
    """Four models, the oldest first: two measured twice, one not a number, one with nothing."""
    ids = {}
    for name, kind, depth in (
        ("gala", "red", "3"),
        ("fuji", "Red", "10"),
        ("odd", "red", "3"),
        ("bare", "", ""),
    ):
        tags, params = ({"kind": kind}, {"depth": depth}) if kind else ({}, {})
        made = store.create_logged_model(experiment_id, name, run_id, tags, params, kind or None)
        ids[name] = made.model_id
    store.log_batch(
        run_id,
        [
            Metric("acc", 0.1, 9, 9, ids["gala"], "apples", "a1"),
            Metric("acc", 0.7, 10, 1, ids["gala"], "apples", "a1"),
            Metric("acc", 0.3, 11, 0, ids["gala"], "pears", "p1"),
            Metric("acc", 0.5, 10, 1, ids["fuji"], "apples", "a2"),
            Metric("acc", math.nan, 10, 1, ids["odd"]),
            Metric("loss", 2.0, 10, 1, ids["fuji"]),
        ],
    )  # fmt: skip
    store.finalize_logged_model(ids["fuji"], "READY")
    return ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"gala", "fuji", "odd", "bare"}),
        ("name = 'gala'", {"gala"}),
        ("name IN ('gala', 'odd')", {"gala", "odd"}),
        ("name NOT IN ('gala', 'odd')", {"fuji", "bare"}),
        ("attributes.name LIKE '%u%'", {"fuji"}),
        ("status = 'READY'", {"fuji"}),
        ("model_type = 'red'", {"gala", "odd"}),
        ("creation_timestamp > 0 AND last_updated_timestamp_ms > 0", {"gala", "fuji", "odd", "bare"}),
        ("creation_time < 1000", set()),
        ("tags.kind = 'red'", {"gala", "odd"}),
        ("tags.kind != 'red'", {"fuji"}),
        ("params.depth = '3' AND tags.kind = 'red'", {"gala", "odd"}),
        ("params.`depth` IN ('10')", {"fuji"}),
        ("metrics.acc > 0.5", {"gala"}),
        ("metrics.acc < 0.2", {"gala"}),
        ("metrics.acc >= 0.5 AND metrics.loss = 2", {"fuji"}),
        ("metrics.acc = 0.1 AND metrics.acc = 0.7", {"gala"}),
        ("name = 'bare' OR metrics.loss > 1", {"bare", "fuji"}),
    ],
)  # fmt: skip
def test_models_are_found_by_a_filter(
    store: Store, experiment_id: str, models: dict[str, str], text: str, expected: set[str]
) -> None:
    found = store.search_logged_models([experiment_id], text)
    assert sorted(names(found)) == sorted(expected)
    assert [model.model_id for model in found] == [models[model.name] for model in found]


@pytest.mark.parametrize(
    ("text", "datasets", "expected"),
    [
        ("", [{"dataset_name": "apples"}], {"gala", "fuji"}),
        ("", [{"dataset_name": "apples", "dataset_digest": "a1"}], {"gala"}),
        ("", [{"dataset_name": "pears"}, {"dataset_name": "apples", "dataset_digest": "a2"}], {"gala", "fuji"}),
        ("", [{"dataset_name": "plums"}], set()),
        ("name != 'gala'", [{"dataset_name": "apples"}], {"fuji"}),
        ("metrics.acc > 0.4", [{"dataset_name": "pears"}], set()),
        ("metrics.acc > 0.2", [{"dataset_name": "pears"}], {"gala"}),
        ("metrics.acc > 0.4", [{"dataset_name": "apples"}], {"gala", "fuji"}),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("models")
def test_datasets_restrict_the_metrics(
    store: Store, experiment_id: str, text: str, datasets: list[dict[str, str]], expected: set[str]
) -> None:
    found = store.search_logged_models([experiment_id], text, datasets)
    assert sorted(names(found)) == sorted(expected)


@pytest.mark.parametrize(
    ("order_by", "expected"),
    [
        (None, ["bare", "odd", "fuji", "gala"]),
        ([{"field_name": "name"}], ["bare", "fuji", "gala", "odd"]),
        ([{"field_name": "name", "ascending": False}], ["odd", "gala", "fuji", "bare"]),
        ([{"field_name": "creation_time", "ascending": False}], ["bare", "odd", "fuji", "gala"]),
        ([{"field_name": "model_type"}, {"field_name": "name"}], ["fuji", "gala", "odd", "bare"]),
        ([{"field_name": "metrics.acc"}], ["gala", "fuji", "bare", "odd"]),
        ([{"field_name": "metrics.acc", "ascending": False}], ["fuji", "gala", "bare", "odd"]),
        (
            [{"field_name": "metrics.acc", "ascending": False, "dataset_name": "apples"}],
            ["gala", "fuji", "bare", "odd"],
        ),
        (
            [{"field_name": "metrics.acc", "dataset_name": "apples", "dataset_digest": "a2"}],
            ["fuji", "bare", "odd", "gala"],
        ),
    ],
)
@pytest.mark.usefixtures("models")
def test_models_are_sorted(
    store: Store, experiment_id: str, order_by: Any, expected: list[str]
) -> None:
    assert names(store.search_logged_models([experiment_id], order_by=order_by)) == expected


@pytest.mark.usefixtures("models")
def test_pages_follow_each_other_in_one_search_only(store: Store, experiment_id: str) -> None:
    search: dict[str, Any] = {
        "filter_string": "creation_timestamp > 0",
        "order_by": [{"field_name": "name"}],
        "datasets": None,
    }
    first = store.search_logged_models([experiment_id], **search, max_results=3)
    second = store.search_logged_models([experiment_id], **search, page_token=first.token)
    assert (names(first), names(second), second.token) == (["bare", "fuji", "gala"], ["odd"], None)

    other = store.create_experiment("pears")
    for ids, change in (
        ([other], {}),
        ([experiment_id], {"filter_string": ""}),
        ([experiment_id], {"order_by": None}),
        ([experiment_id], {"datasets": [{"dataset_name": "apples"}]}),
    ):
        with pytest.raises(InvalidParameter, match="belongs to another search"):
            store.search_logged_models(ids, **{**search, **change}, page_token=first.token)
    for token in ("nonsense", "e30=", "!", "bnVsbA=="):
        with pytest.raises(InvalidParameter, match="Invalid page token"):
            store.search_logged_models([experiment_id], page_token=token)


def test_a_wrong_search_is_refused(store: Store, experiment_id: str) -> None:
    for arguments, said in (
        ({"datasets": [{}]}, "`dataset_name` in the `datasets` clause must be specified"),
        ({"datasets": [{"dataset_name": "a", "digest": "b"}]}, "no field 'digest'"),
        ({"datasets": ["a"]}, "`dataset_name`"),
        ({"order_by": [{"field_name": "zz"}]}, "zz"),
        ({"order_by": ["name"]}, "dictionary"),
        ({"filter_string": "nothing = 'x'"}, "nothing"),
        ({"max_results": -1}, "max_results"),
    ):
        with pytest.raises(InvalidParameter, match=said):
            store.search_logged_models([experiment_id], **arguments)
    assert store.search_logged_models([]) == []
