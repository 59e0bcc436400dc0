"""Permanent deletion: what goes, what stays, and what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.entities import (
    Dataset,
    DatasetInput,
    LoggedModelInput,
    Metric,
    Param,
    RunTag,
    ViewType,
)
from trackside.errors import InvalidParameter, NotFound
from trackside.store.lifecycle import BinChoice, LifecycleStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.store.lifecycle import Binned
    from trackside.store.sql import SqlStore


def binned_run(store: SqlStore, experiment_id: str, start: int = 1) -> str:
    run_id = store.create_run(experiment_id, "ada", start, {}).info.run_id
    store.log_batch(run_id, [Metric("loss", 0.5, 1)], [Param("lr", "1")], [RunTag("a", "b")])
    store.delete_run(run_id)
    return run_id


def ids(things: Sequence[Binned]) -> list[tuple[str, str]]:
    return [(thing.kind, thing.id) for thing in things]


def reasons(store: SqlStore) -> dict[str, str | None]:
    return {thing.id: thing.kept_because for thing in store.list_bin(BinChoice())}


def empty(store: SqlStore) -> list[tuple[str, str]]:
    return ids(store.collect(store.list_bin(BinChoice())))


def test_the_store_can_delete_for_good(store: SqlStore) -> None:
    assert isinstance(store, LifecycleStore)
    assert store.list_bin(BinChoice()) == []
    assert store.collect([]) == []


def test_a_run_goes_with_all_that_is_its_own(store: SqlStore, experiment_id: str) -> None:
    gone = binned_run(store, experiment_id)
    kept = store.create_run(experiment_id, "ada", 2, {}).info
    (thing,) = store.list_bin(BinChoice())
    assert (thing.kind, thing.id, thing.experiment_id) == ("run", gone, experiment_id)
    assert thing.points == 1
    assert thing.binned_at > 1_600_000_000_000
    before = store.revision()

    assert ids(store.collect([thing])) == [("run", gone)]
    with pytest.raises(NotFound, match=gone):
        store.get_run(gone)
    assert store.list_bin(BinChoice()) == []
    assert store.get_run(kept.run_id).info == kept
    assert store.doomed_artifacts() == [thing.artifact_uri]
    assert list(store.changes_since(before).experiment_ids) == [experiment_id]
    store.forget_artifacts([thing.artifact_uri])
    assert store.doomed_artifacts() == []


def test_what_was_restored_meanwhile_stays(store: SqlStore, experiment_id: str) -> None:
    one, other = binned_run(store, experiment_id), binned_run(store, experiment_id)
    things = store.list_bin(BinChoice())
    store.restore_run(one)

    assert ids(store.collect(things)) == [("run", other)]
    assert store.get_run(one).data.params == {"lr": "1"}
    assert store.collect(things) == []


def test_choosing_by_id_and_by_age(store: SqlStore, experiment_id: str) -> None:
    one, other = binned_run(store, experiment_id), binned_run(store, experiment_id)
    active = store.create_run(experiment_id, "ada", 1, {}).info.run_id
    binned_at = store.list_bin(BinChoice())[0].binned_at

    assert ids(store.list_bin(BinChoice(run_ids=[other]))) == [("run", other)]
    assert store.list_bin(BinChoice(binned_before=binned_at - 1)) == []
    assert ids(store.list_bin(BinChoice(binned_before=binned_at + 60_000))) == [
        ("run", one),
        ("run", other),
    ]
    with pytest.raises(InvalidParameter, match="as long as asked for"):
        store.list_bin(BinChoice(run_ids=[one], binned_before=binned_at - 1))
    with pytest.raises(InvalidParameter, match=rf"{active}.*not in the bin"):
        store.list_bin(BinChoice(run_ids=[one, active]))
    with pytest.raises(NotFound, match="no run 'nobody'"):
        store.list_bin(BinChoice(run_ids=["nobody"]))
    with pytest.raises(InvalidParameter, match="not in the bin"):
        store.list_bin(BinChoice(experiment_ids=[experiment_id]))
    with pytest.raises(NotFound, match="no logged model"):
        store.list_bin(BinChoice(model_ids=["m-nobody"]))


def test_an_experiment_goes_with_all_in_it(store: SqlStore, experiment_id: str) -> None:
    binned_before = binned_run(store, experiment_id)
    with_it = store.create_run(experiment_id, "ada", 2, {}).info.run_id
    store.log_inputs(with_it, [DatasetInput(Dataset("d", "1", "local", "{}"))])
    store.set_experiment_tags(experiment_id, {"a": "b"})
    own = store.create_logged_model(experiment_id, "tree")
    store.note_notebook_logged("train.ipynb", experiment_id)
    store.delete_experiment(experiment_id)
    things = store.list_bin(BinChoice(experiment_ids=[experiment_id]))
    assert ids(things) == [
        ("run", binned_before),
        ("run", with_it),
        ("model", own.model_id),
        ("experiment", experiment_id),
    ]
    assert things[1].binned_at == store.get_experiment(experiment_id).last_update_time

    assert ids(store.collect(things[-1:])) == ids(things)
    with pytest.raises(NotFound):
        store.get_experiment(experiment_id)
    assert [e.name for e in store.search_experiments(ViewType.ALL)] == ["Default"]
    assert store.search_datasets([experiment_id]) == []
    assert store.get_notebook("train.ipynb") is None
    assert len(store.doomed_artifacts()) == 3


def test_the_id_of_an_experiment_is_never_given_again(store: SqlStore, experiment_id: str) -> None:
    store.delete_experiment(experiment_id)
    assert empty(store) == [("experiment", experiment_id)]

    assert int(store.create_experiment("apples")) > int(experiment_id)


def test_the_default_experiment_stays(store: SqlStore) -> None:
    run_id = binned_run(store, "0")
    store.delete_experiment("0")

    assert reasons(store) == {run_id: None, "0": "it takes the runs that name no experiment"}
    assert empty(store) == [("run", run_id)]
    store.restore_experiment("0")


@pytest.mark.parametrize("place", ["runs:/{run}/model", "{uri}/model", "{uri}"])
def test_a_run_that_a_version_needs_stays(store: SqlStore, experiment_id: str, place: str) -> None:
    needed, other = binned_run(store, experiment_id), binned_run(store, experiment_id)
    uri = store.get_run(needed).info.artifact_uri
    store.create_registered_model("fruit")
    store.create_model_version("fruit", place.format(run=needed, uri=uri))
    store.create_model_version("fruit", f"runs:/{'f' * 32}/model")
    store.delete_experiment(experiment_id)

    assert reasons(store) == {
        needed: "version 1 of the registered model 'fruit' needs its files",
        other: None,
        experiment_id: f"it holds the run {needed}",
    }
    assert empty(store) == [("run", other)]
    store.delete_model_version("fruit", "1")
    assert empty(store) == [("run", needed), ("experiment", experiment_id)]


def test_a_version_given_by_path_needs_its_run(store: SqlStore, experiment_id: str) -> None:
    needed = binned_run(store, experiment_id)
    path = store.get_run(needed).info.artifact_uri.removeprefix("file://")
    store.create_registered_model("fruit")
    store.create_model_version("fruit", f"{path}/model")

    assert reasons(store)[needed] is not None


def test_models_go_with_the_run_that_made_them(store: SqlStore, experiment_id: str) -> None:
    run_id = store.create_run(experiment_id, "ada", 1, {}).info.run_id
    made = store.create_logged_model(experiment_id, "tree", source_run_id=run_id)
    free = store.create_logged_model(experiment_id, "bush")
    store.delete_run(run_id)

    assert empty(store) == [("run", run_id), ("model", made.model_id)]
    assert store.get_logged_model(free.model_id).name == "bush"
    with pytest.raises(NotFound):
        store.get_logged_model(made.model_id, allow_deleted=True)


def test_a_deleted_model_goes_and_its_run_stays(store: SqlStore, experiment_id: str) -> None:
    run_id = store.create_run(experiment_id, "ada", 1, {}).info.run_id
    made = store.create_logged_model(experiment_id, "tree", source_run_id=run_id)
    store.delete_logged_model(made.model_id)

    things = store.list_bin(BinChoice(model_ids=[made.model_id]))
    assert ids(things) == [("model", made.model_id)]
    assert ids(store.collect(things)) == [("model", made.model_id)]
    assert store.doomed_artifacts() == [made.artifact_location]
    assert store.get_run(run_id).info.status == "RUNNING"


def test_a_run_whose_model_is_registered_stays(store: SqlStore, experiment_id: str) -> None:
    run_id = store.create_run(experiment_id, "ada", 1, {}).info.run_id
    registered = store.create_logged_model(experiment_id, "tree", source_run_id=run_id).model_id
    other = store.create_logged_model(experiment_id, "bush", source_run_id=run_id).model_id
    store.create_registered_model("fruit")
    store.create_model_version("fruit", f"models:/{registered}")
    store.delete_run(run_id)

    who = "version 1 of the registered model 'fruit'"
    assert reasons(store) == {
        run_id: f"{who} needs its model {registered}",
        registered: f"{who} needs its files",
        other: f"its run {run_id} is kept",
    }
    assert empty(store) == []


def test_a_model_that_an_active_run_works_with_stays(store: SqlStore, experiment_id: str) -> None:
    maker = store.create_run(experiment_id, "ada", 1, {}).info.run_id
    model = store.create_logged_model(experiment_id, "tree", source_run_id=maker).model_id
    user = store.create_run(experiment_id, "ada", 2, {}).info.run_id
    store.log_inputs(user, models=[LoggedModelInput(model)])
    store.delete_run(maker)

    assert reasons(store)[maker] == f"the active run {user} needs its model {model}"
    assert empty(store) == []
    store.delete_run(user)
    assert set(empty(store)) == {("run", maker), ("run", user), ("model", model)}


def test_datasets_stay_as_long_as_a_run_took_them_in(store: SqlStore, experiment_id: str) -> None:
    shared, own = (DatasetInput(Dataset(name, "1", "local", "{}")) for name in ("s", "o"))
    active = store.create_run(experiment_id, "ada", 1, {}).info.run_id
    store.log_inputs(active, [shared])
    gone = store.create_run(experiment_id, "ada", 2, {}).info.run_id
    store.log_inputs(gone, [shared, own])
    store.delete_run(gone)
    empty(store)

    assert [found.name for found in store.search_datasets([experiment_id])] == ["s"]
    assert [i.dataset.name for i in store.get_run(active).inputs.dataset_inputs] == ["s"]


def test_children_of_a_run_that_goes_stay(store: SqlStore, experiment_id: str) -> None:
    parent = binned_run(store, experiment_id)
    child = store.create_run(experiment_id, "ada", 2, {"mlflow.parentRunId": parent}).info.run_id

    assert empty(store) == [("run", parent)]
    assert store.get_run(child).data.tags["mlflow.parentRunId"] == parent


def test_artifacts_of_a_run_that_came_back_are_not_doomed(
    store: SqlStore, experiment_id: str
) -> None:
    run_id = binned_run(store, experiment_id)
    empty(store)
    assert len(store.doomed_artifacts()) == 1

    store.create_run(experiment_id, "ada", 1, {}, run_id=run_id)
    assert store.doomed_artifacts() == []


def test_where_experiments_keep_their_artifacts(store: SqlStore) -> None:
    store.create_experiment("apples", "s3://bucket/apples/")
    root, default, apples = store.artifact_locations()

    assert default == f"{root}/0"
    assert apples == "s3://bucket/apples"
