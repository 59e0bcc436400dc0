from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.entities import LifecycleStage, Param, RunTag
from trackside.errors import AlreadyExists, InvalidParameter, NotFound

if TYPE_CHECKING:
    from trackside.store.base import Store


def test_a_new_run_is_running_and_named(store: Store, experiment_id: str) -> None:
    run = store.create_run(experiment_id, "ada", 1_700_000_000_000, {"colour": "red"}, "gala")

    assert run == store.get_run(run.info.run_id)
    assert (run.info.run_name, run.info.status, run.info.user_id) == ("gala", "RUNNING", "ada")
    assert (run.info.start_time, run.info.end_time) == (1_700_000_000_000, None)
    assert run.data.tags == {"colour": "red", "mlflow.runName": "gala"}
    assert run.info.artifact_uri.endswith(f"/{experiment_id}/{run.info.run_id}/artifacts")


def test_a_run_without_a_name_gets_one(store: Store, experiment_id: str) -> None:
    name = store.create_run(experiment_id, "ada", 1, {}).info.run_name

    assert len(name.split("-")) == 3


def test_a_name_and_a_name_tag_must_agree(store: Store, experiment_id: str) -> None:
    with pytest.raises(InvalidParameter, match="different values"):
        store.create_run(experiment_id, "ada", 1, {"mlflow.runName": "fuji"}, "gala")
    assert (
        store.create_run(experiment_id, "ada", 1, {"mlflow.runName": "fuji"}).info.run_name
        == "fuji"
    )


def test_a_run_id_can_be_brought_along_once(store: Store, experiment_id: str) -> None:
    store.create_run(experiment_id, "ada", 1, {}, run_id="a" * 32)

    with pytest.raises(AlreadyExists, match="a" * 32):
        store.create_run(experiment_id, "ada", 1, {}, run_id="a" * 32)
    with pytest.raises(InvalidParameter, match="Invalid run ID"):
        store.create_run(experiment_id, "ada", 1, {}, run_id="../x")


def test_a_run_needs_an_experiment(store: Store) -> None:
    with pytest.raises(NotFound, match="id=99"):
        store.create_run("99", "ada", 1, {})


def test_ending_a_run(store: Store, run_id: str) -> None:
    ended = store.update_run(run_id, "FAILED", 2_000)

    assert (ended.status, ended.end_time) == ("FAILED", 2_000)
    assert store.get_run(run_id).info == ended
    assert store.update_run(run_id, "RUNNING").end_time is None
    with pytest.raises(InvalidParameter, match="BROKEN"):
        store.update_run(run_id, "BROKEN")


def test_renaming_a_run_renames_its_tag(store: Store, run_id: str) -> None:
    renamed = store.update_run(run_id, run_name="second")
    found = store.get_run(run_id)
    assert found.info == renamed
    assert found.data.tags["mlflow.runName"] == renamed.run_name == "second"

    store.log_batch(run_id, tags=[RunTag("mlflow.runName", "third")])
    assert store.get_run(run_id).info.run_name == "third"


def test_only_running_runs_are_ended_together(store: Store, experiment_id: str) -> None:
    running, finished = (
        store.create_run(experiment_id, "ada", 1, {}).info.run_id for _ in range(2)
    )
    store.update_run(finished, "FINISHED", 5)

    assert store.end_runs([running, finished, "unknown"], "KILLED", 9) == [running]
    assert store.get_run(running).info.status == "KILLED"
    assert store.get_run(running).info.end_time == 9
    assert store.get_run(finished).info.status == "FINISHED"


def test_an_unknown_run_is_not_found(store: Store) -> None:
    for call in (
        lambda: store.get_run("nope"),
        lambda: store.update_run("nope", "FINISHED"),
        lambda: store.delete_run("nope"),
        lambda: store.log_batch("nope", params=[Param("a", "1")]),
        lambda: store.get_history("nope", "loss"),
    ):
        with pytest.raises(NotFound, match="Run with id=nope not found"):
            call()


def test_params_are_set_once(store: Store, run_id: str) -> None:
    store.log_batch(run_id, params=[Param("depth", "3"), Param("lr", "0.1")])
    store.log_batch(run_id, params=[Param("depth", "3")])

    with pytest.raises(
        InvalidParameter, match=r"Changing param values is not allowed.*'depth'.*'3'.*'4'"
    ):
        store.log_batch(run_id, params=[Param("seed", "1"), Param("depth", "4")])
    assert store.get_run(run_id).data.params == {"depth": "3", "lr": "0.1"}


def test_a_batch_with_a_param_twice_is_refused(store: Store, run_id: str) -> None:
    with pytest.raises(InvalidParameter, match="Duplicate parameter keys"):
        store.log_batch(run_id, params=[Param("depth", "3"), Param("depth", "3")])


def test_tags_can_change_and_go(store: Store, run_id: str) -> None:
    store.log_batch(run_id, tags=[RunTag("stage", "draft"), RunTag("x", "1")])
    store.log_batch(run_id, tags=[RunTag("stage", "final")])
    store.delete_tag(run_id, "x")

    tags = store.get_run(run_id).data.tags
    assert tags["stage"] == "final"
    assert "x" not in tags
    with pytest.raises(NotFound, match="x"):
        store.delete_tag(run_id, "x")


@pytest.mark.parametrize(
    "key", ["", "a//b", "../a", "/a", "a/./b", ".", "a\nb", "a*b", "x" * 251, None, 3]
)
def test_a_bad_name_is_refused_and_nothing_is_written(
    store: Store, run_id: str, key: object
) -> None:
    with pytest.raises(InvalidParameter, match="name"):
        store.log_batch(run_id, params=[Param("good", "1"), Param(key, "1")])  # type: ignore[arg-type]
    assert store.get_run(run_id).data.params == {}


@pytest.mark.parametrize("key", ["a/b", "a b", "a:b", "größe", "Ω-1.5_x", "x" * 250])
def test_a_good_name_is_kept(store: Store, run_id: str, key: str) -> None:
    store.log_batch(run_id, params=[Param(key, "1")], tags=[RunTag(key, "2")])

    data = store.get_run(run_id).data
    assert data.params[key] == "1"
    assert data.tags[key] == "2"


def test_long_values_are_cut_with_a_warning(store: Store, run_id: str) -> None:
    with pytest.warns(UserWarning, match="was cut to 6000"):
        store.log_batch(run_id, params=[Param("text", "é" * 6001)])
    with pytest.warns(UserWarning, match="was cut to 8000"):
        store.log_batch(run_id, tags=[RunTag("text", "é" * 8001)])

    data = store.get_run(run_id).data
    assert data.params["text"] == "é" * 6000
    assert data.tags["text"] == "é" * 8000


def test_long_values_are_refused_if_cutting_is_off(
    store: Store, run_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLFLOW_TRUNCATE_LONG_VALUES", "false")

    with pytest.raises(InvalidParameter, match="over the limit of 6000"):
        store.log_batch(run_id, params=[Param("text", "x" * 6001)])


def test_delete_and_restore(store: Store, run_id: str) -> None:
    store.delete_run(run_id)
    store.delete_run(run_id)
    assert store.get_run(run_id).info.lifecycle_stage == LifecycleStage.DELETED
    with pytest.raises(InvalidParameter, match="'active' state"):
        store.log_batch(run_id, params=[Param("a", "1")])

    store.restore_run(run_id)
    store.log_batch(run_id, params=[Param("a", "1")])
    assert store.get_run(run_id).data.params == {"a": "1"}


def test_runs_come_in_the_order_asked_for(store: Store, experiment_id: str) -> None:
    ids = [store.create_run(experiment_id, "ada", start, {}).info.run_id for start in (3, 1, 2)]

    assert [run.info.run_id for run in store.get_runs([ids[2], "gone", ids[0]])] == [ids[2], ids[0]]


def test_running_runs_are_found_in_every_experiment(store: Store, experiment_id: str) -> None:
    running = store.create_run(experiment_id, "ada", 1, {"a": "1"}).info.run_id
    elsewhere = store.create_run("0", "ada", 2, {}).info.run_id
    ended, binned = (store.create_run("0", "ada", 3, {}).info.run_id for _ in range(2))
    store.update_run(ended, "FINISHED", 5)
    store.delete_run(binned)

    found = {run.info.run_id: run for run in store.running_runs()}
    assert set(found) == {running, elsewhere}
    assert found[running] == store.get_run(running)


def test_whether_a_run_can_be_logged_to(store: Store, run_id: str) -> None:
    store.check_active(run_id)
    with pytest.raises(NotFound, match="nope"):
        store.check_active("nope")
    store.delete_run(run_id)
    with pytest.raises(InvalidParameter, match="'active' state"):
        store.check_active(run_id)
