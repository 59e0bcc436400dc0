"""What goes into runs and comes out of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from trackside.entities import (
    Dataset,
    DatasetInput,
    DatasetSummary,
    InputTag,
    LoggedModelInput,
    LoggedModelOutput,
)
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside.store.sql import SqlStore

APPLES = Dataset("apples", "a1b2c3d4", "local", '{"uri": "apples.csv"}', "[]", '{"num_rows": 3}')
PEARS = Dataset("pears", "00000000", "http", '{"url": "http://x/pears"}')
CONTEXT = "mlflow.data.context"


def used(dataset: Dataset, **tags: str) -> DatasetInput:
    return DatasetInput(dataset, [InputTag(key, value) for key, value in tags.items()])


def test_a_new_run_has_no_inputs_and_no_outputs(store: Store, run_id: str) -> None:
    found = store.get_run(run_id)

    assert (found.inputs.dataset_inputs, found.inputs.model_inputs) == ((), ())
    assert found.outputs.model_outputs == ()
    assert found.to_dictionary()["inputs"] == {"dataset_inputs": [], "model_inputs": []}
    assert found.to_dictionary()["outputs"] == {"model_outputs": []}


def test_inputs_come_back_in_the_order_of_logging(store: Store, run_id: str) -> None:
    store.log_inputs(run_id, [used(PEARS, b="2", a="1"), used(APPLES)], [LoggedModelInput("m-2")])
    store.log_inputs(run_id, models=[LoggedModelInput("m-1"), LoggedModelInput("m-2")])

    inputs = store.get_run(run_id).inputs
    assert inputs.dataset_inputs == (used(PEARS, a="1", b="2"), used(APPLES))
    assert inputs.model_inputs == (LoggedModelInput("m-1"), LoggedModelInput("m-2"))


def test_a_dataset_is_an_input_once_with_its_first_tags(store: Store, run_id: str) -> None:
    store.log_inputs(run_id, [used(APPLES, use="train"), used(APPLES, use="test")])
    store.log_inputs(run_id, [used(replace(APPLES, source="elsewhere"), use="again")])

    assert store.get_run(run_id).inputs.dataset_inputs == (used(APPLES, use="train"),)


def test_a_dataset_is_told_by_name_digest_and_experiment(
    store: Store, experiment_id: str, run_id: str
) -> None:
    second = store.create_run(experiment_id, "ada", 2_000, {}).info.run_id
    elsewhere = store.create_run(store.create_experiment("pips"), "ada", 2_000, {}).info.run_id
    moved = replace(APPLES, source='{"uri": "moved.csv"}')
    changed = replace(APPLES, digest="ffffffff")
    store.log_inputs(run_id, [used(APPLES)])
    store.log_inputs(second, [used(moved), used(changed)])
    store.log_inputs(elsewhere, [used(moved)])

    assert store.get_run(second).inputs.dataset_inputs == (used(APPLES), used(changed))
    assert store.get_run(elsewhere).inputs.dataset_inputs == (used(moved),)


def test_case_and_closing_spaces_make_another_dataset(store: Store, run_id: str) -> None:
    named = [used(replace(APPLES, name=name)) for name in ("a", "A", "a ", "ä", "日本 🍏")]
    store.log_inputs(run_id, named)

    assert list(store.get_run(run_id).inputs.dataset_inputs) == named


def test_an_output_keeps_its_latest_step(store: Store, run_id: str) -> None:
    store.log_outputs(run_id, [LoggedModelOutput("m-2", 1), LoggedModelOutput("m-1", 7)])
    store.log_outputs(run_id, [LoggedModelOutput("m-2", 2), LoggedModelOutput("m-3")])

    assert store.get_run(run_id).outputs.model_outputs == (
        LoggedModelOutput("m-3", 0),
        LoggedModelOutput("m-2", 2),
        LoggedModelOutput("m-1", 7),
    )


def test_logging_stamps_the_run(store: Store, experiment_id: str, run_id: str) -> None:
    before = store.revision()
    store.log_inputs(run_id, [used(APPLES)])
    between = store.revision()
    store.log_outputs(run_id, [LoggedModelOutput("m-1")])

    assert store.changes_since(before).run_ids == {experiment_id: [run_id]}
    assert store.changes_since(between).run_ids == {experiment_id: [run_id]}


def test_a_run_that_cannot_be_logged_to_takes_no_inputs(store: Store, run_id: str) -> None:
    with pytest.raises(NotFound, match="Run with id=nope not found"):
        store.log_inputs("nope", [used(APPLES)])
    with pytest.raises(NotFound, match="Run with id=nope not found"):
        store.log_outputs("nope", [])
    store.delete_run(run_id)
    with pytest.raises(InvalidParameter, match="must be in the 'active' state"):
        store.log_inputs(run_id, [used(APPLES)])
    with pytest.raises(InvalidParameter, match="must be in the 'active' state"):
        store.log_outputs(run_id, [LoggedModelOutput("m-1")])


@pytest.mark.parametrize(
    ("field", "limit"),
    [("name", 500), ("digest", 36), ("source_type", 36), ("source", 65_535), ("schema", 1_048_575)],
)
def test_a_field_has_a_limit(store: Store, run_id: str, field: str, limit: int) -> None:
    fields: dict[str, Any] = {field: "é" * limit}
    longest = used(replace(APPLES, **fields))
    store.log_inputs(run_id, [longest])
    assert store.get_run(run_id).inputs.dataset_inputs == (longest,)

    fields[field] += "é"
    with pytest.raises(InvalidParameter, match=f"{field}.*maximum length of {limit}"):
        store.log_inputs(run_id, [used(PEARS), used(replace(APPLES, **fields))])
    assert len(store.get_run(run_id).inputs.dataset_inputs) == 1


@pytest.mark.parametrize("field", ["name", "digest", "source_type", "source"])
def test_a_field_cannot_be_missing(store: Store, run_id: str, field: str) -> None:
    fields: dict[str, Any] = {field: None}
    with pytest.raises(InvalidParameter, match=f"Dataset {field} must be a string, not None"):
        store.log_inputs(run_id, [used(replace(APPLES, **fields))])


def test_tags_and_model_ids_are_checked(store: Store, run_id: str) -> None:
    store.log_inputs(run_id, [used(APPLES, **{"k" * 255: "v" * 500})])
    for tags in ({"k" * 256: "v"}, {"k": "v" * 501}):
        with pytest.raises(InvalidParameter, match="exceeds the maximum length"):
            store.log_inputs(run_id, [used(PEARS, **tags)])
    for model_id in ("", None, "m" * 65):
        with pytest.raises(InvalidParameter, match=r"(?i)model"):
            store.log_inputs(run_id, models=[LoggedModelInput(model_id)])  # type: ignore[arg-type]
        with pytest.raises(InvalidParameter, match=r"(?i)model"):
            store.log_outputs(run_id, [LoggedModelOutput(model_id)])  # type: ignore[arg-type]
    with pytest.raises(InvalidParameter, match="step of a model 'soon'"):
        store.log_outputs(run_id, [LoggedModelOutput("m-1", "soon")])  # type: ignore[arg-type]


def test_a_thousand_datasets_in_one_call_and_no_more(store: Store, run_id: str) -> None:
    many = [used(replace(PEARS, name=f"pears {n}"), n=str(n)) for n in range(1001)]
    store.log_inputs(run_id, many[:1000])

    assert list(store.get_run(run_id).inputs.dataset_inputs) == many[:1000]
    with pytest.raises(InvalidParameter, match="at most 1000 datasets, not 1001"):
        store.log_inputs(run_id, many)


def test_uses_of_datasets_are_listed_once(store: Store, experiment_id: str, run_id: str) -> None:
    second = store.create_run(experiment_id, "ada", 2_000, {}).info.run_id
    other = store.create_experiment("pips")
    elsewhere = store.create_run(other, "ada", 2_000, {}).info.run_id
    store.log_inputs(run_id, [used(APPLES, **{CONTEXT: "train"}), used(PEARS, why="not")])
    store.log_inputs(second, [used(APPLES, **{CONTEXT: "test"}), used(PEARS)])
    third = store.create_run(experiment_id, "ada", 3_000, {}).info.run_id
    store.log_inputs(third, [used(APPLES)])
    store.log_inputs(elsewhere, [used(APPLES, **{CONTEXT: "train"})])

    apples, pears = ("apples", APPLES.digest), ("pears", PEARS.digest)
    assert store.search_datasets([experiment_id]) == [
        DatasetSummary(experiment_id, *apples),
        DatasetSummary(experiment_id, *apples, "test"),
        DatasetSummary(experiment_id, *apples, "train"),
        DatasetSummary(experiment_id, *pears),
    ]
    assert [s.experiment_id for s in store.search_datasets([other, experiment_id])] == [
        *[experiment_id] * 4,
        other,
    ]
    assert store.search_datasets([]) == []


def test_a_page_of_runs_costs_the_same_number_of_queries(
    store: SqlStore, experiment_id: str
) -> None:
    """However many runs and inputs there are, and one query where there are none."""

    def statements() -> int:
        sent: list[str] = []
        engine = store._database._engine

        def note(*arguments: Any) -> None:
            sent.append(arguments[2])

        sa.event.listen(engine, "before_cursor_execute", note)
        page = store.search_runs([experiment_id])
        sa.event.remove(engine, "before_cursor_execute", note)
        assert [len(run.inputs.dataset_inputs) for run in page] == [inputs] * len(page)
        return len([text for text in sent if "run_dataset" in text])

    inputs = 0
    runs = [store.create_run(experiment_id, "ada", n, {}).info.run_id for n in range(4)]
    assert statements() == 1
    inputs = 2
    for run_id in runs:
        store.log_inputs(run_id, [used(APPLES, use="train"), used(PEARS)])
    assert statements() == 2
