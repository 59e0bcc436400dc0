"""Logged models of the active run and the current experiment, and the active model."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import trackside
import trackside.pyfunc
from trackside.artifacts.local_uri import path_from_uri
from trackside.entities import LoggedModelInput, LoggedModelOutput, LoggedModelStatus
from trackside.errors import InvalidParameter, NotFound, StoreUnavailable
from trackside.fluent.made_models import note_output

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def no_active_model() -> Iterator[None]:
    yield
    trackside.clear_active_model()


def in_a_new_thread(call: Any) -> Any:
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(call()))
    thread.start()
    thread.join()
    return found[0]


def test_a_model_belongs_to_the_active_run() -> None:
    with trackside.start_run() as run:
        model = trackside.initialize_logged_model("pips", tags={"a": 1}, params={"depth": 3})

    assert (model.source_run_id, model.experiment_id) == (run.info.run_id, run.info.experiment_id)
    assert (model.name, model.params, model.tags["a"]) == ("pips", {"depth": "3"}, "1")
    assert model.tags["mlflow.source.type"] == "LOCAL"
    assert model.status is LoggedModelStatus.PENDING
    assert trackside.get_logged_model(model.model_id) == model
    assert trackside.last_logged_model() == model
    assert in_a_new_thread(trackside.last_logged_model) is None


def test_without_a_run_a_model_goes_to_the_current_experiment() -> None:
    trackside.set_experiment("apples")
    model = trackside.initialize_logged_model()
    elsewhere = trackside.initialize_logged_model(experiment_id="0", source_run_id="r")

    apples = trackside.get_experiment_by_name("apples")
    assert apples is not None
    assert (model.source_run_id, model.experiment_id) == (None, apples.experiment_id)
    assert (elsewhere.source_run_id, elsewhere.experiment_id) == ("r", "0")
    assert trackside.active_run() is None


def test_a_model_is_finalized_tagged_and_found() -> None:
    with trackside.start_run():
        first, second = (trackside.initialize_logged_model(name) for name in ("one", "two"))
    trackside.finalize_logged_model(first.model_id, "READY")
    trackside.set_logged_model_tags(first.model_id, {"stage": "test", "extra": 1})
    trackside.delete_logged_model_tag(first.model_id, "extra")
    trackside.log_model_params({"depth": 3}, first.model_id)

    (found,) = trackside.search_logged_models(
        filter_string="tags.stage = 'test' AND params.depth = '3'", output_format="list"
    )
    assert (found.name, found.status) == ("one", LoggedModelStatus.READY)
    frame = trackside.search_logged_models(order_by=[{"field_name": "name"}])
    assert list(frame["name"]) == ["one", "two"]
    assert list(frame["status"]) == ["READY", "PENDING"]
    assert list(frame.columns)[:2] == ["artifact_location", "creation_timestamp"]
    trackside.Client().delete_logged_model(second.model_id)
    assert len(trackside.search_logged_models()) == 1
    assert trackside.search_logged_models(max_results=0, output_format="list") == []
    with pytest.raises(InvalidParameter, match="Unsupported output format: 'csv'"):
        trackside.search_logged_models(output_format="csv")  # type: ignore[call-overload]


def test_all_models_are_found_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from trackside.fluent import logged_models

    monkeypatch.setattr(logged_models, "_PAGE", 2)
    for number in range(5):
        trackside.initialize_logged_model(f"m{number}")

    def names(**options: Any) -> list[str]:
        found = trackside.search_logged_models(output_format="list", **options)
        return [model.name for model in found]

    assert names() == ["m4", "m3", "m2", "m1", "m0"]
    assert names(max_results=3) == ["m4", "m3", "m2"]


def test_an_unknown_model_is_told_from_a_version() -> None:
    for verb in (trackside.set_logged_model_tags, trackside.Client().log_model_params):
        with pytest.raises(InvalidParameter, match="Failed to get logged model with ID m-x"):
            verb("m-x", {"a": "1"})
    with pytest.raises(NotFound, match="Logged model with ID 'm-x' not found"):
        trackside.get_logged_model("m-x")
    with pytest.raises(InvalidParameter, match="`model_id` must be a non-empty string"):
        trackside.log_model_params({"a": 1})
    for search in (trackside.Client().search_logged_models, trackside.search_logged_models):
        with pytest.raises(InvalidParameter, match="must be a list of strings"):
            search("0")


def test_a_metric_of_a_model_makes_it_an_input_of_the_run() -> None:
    dataset = trackside.data.from_numpy(np.arange(3), "apples.npy", name="apples")
    with trackside.start_run() as run:
        model = trackside.initialize_logged_model()
        trackside.log_metric("acc", 0.5, step=2, model_id=model.model_id, dataset=dataset)
        trackside.log_metrics({"acc": 0.75, "loss": 2}, step=3, model_id=model.model_id)
        trackside.log_metric("plain", 1)

    *_, loss = measured = trackside.get_logged_model(model.model_id).metrics or ()
    assert [(m.key, m.value, m.step, m.dataset_name) for m in measured] == [
        ("acc", 0.5, 2, "apples"),
        ("acc", 0.75, 3, None),
        ("loss", 2.0, 3, None),
    ]
    assert (loss.run_id, loss.model_id) == (run.info.run_id, model.model_id)
    found = trackside.get_run(run.info.run_id)
    assert found.data.metrics == {"acc": 0.75, "loss": 2.0, "plain": 1.0}
    assert found.inputs.model_inputs == (LoggedModelInput(model.model_id),)
    assert [each.dataset.name for each in found.inputs.dataset_inputs] == ["apples"]


def test_a_model_that_the_run_made_is_no_input_of_it() -> None:
    with trackside.start_run() as run:
        model = trackside.initialize_logged_model()
        trackside.log_outputs([LoggedModelOutput(model.model_id, 1)])
        trackside.log_metric("acc", 0.5, model_id=model.model_id)

    assert trackside.get_run(run.info.run_id).inputs.model_inputs == ()


def test_a_metric_on_a_dataset_needs_no_model() -> None:
    dataset = trackside.data.from_numpy(np.arange(3), name="apples")
    with trackside.start_run() as run:
        for step in range(2):
            trackside.log_metric("acc", 0.5, step, dataset=dataset)

    found = trackside.get_run(run.info.run_id)
    assert found.data.summaries["acc"].count == 2
    assert [each.dataset.name for each in found.inputs.dataset_inputs] == ["apples"]
    assert found.inputs.model_inputs == ()


def test_a_metric_of_an_unknown_model_is_refused() -> None:
    with trackside.start_run() as run:
        with pytest.raises(NotFound, match="Logged model with ID 'm-x' not found"):
            trackside.log_metric("acc", 0.5, model_id="m-x")
        with pytest.raises(InvalidParameter, match="Both dataset_name and dataset_digest"):
            trackside.Client().log_metric(run.info.run_id, "acc", 1, dataset_name="apples")
    assert trackside.get_run(run.info.run_id).data.metrics == {}


def test_an_external_model_is_ready_and_says_where_it_is_not() -> None:
    with trackside.start_run():
        model = trackside.create_external_model("agent", model_type="agent")

    assert (model.status, model.tags["mlflow.model.isExternal"]) == (
        LoggedModelStatus.READY,
        "true",
    )
    (file,) = trackside.Client().list_logged_model_artifacts(model.model_id)
    assert file.path == "MLmodel"
    text = (path_from_uri(model.artifact_location) / "MLmodel").read_text()
    assert f"model_id: {model.model_id}" in text
    assert trackside.last_logged_model() == model


def test_files_are_kept_with_a_model(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a")
    client, model = trackside.Client(), trackside.initialize_logged_model()
    client.log_model_artifact(model.model_id, tmp_path / "in" / "a.txt", "deep")
    client.log_model_artifacts(model.model_id, tmp_path / "in")

    listed = client.list_logged_model_artifacts(model.model_id)
    assert [file.path for file in listed] == ["deep", "a.txt"]
    (inner,) = client.list_logged_model_artifacts(model.model_id, "deep")
    assert inner.path == "deep/a.txt"


def test_the_active_model_takes_the_metrics_of_its_thread() -> None:
    model = trackside.initialize_logged_model("one")
    active = trackside.set_active_model(model_id=model.model_id)

    assert (active.model_id, active.name) == (model.model_id, "one")
    assert trackside.get_active_model_id() == model.model_id
    assert in_a_new_thread(trackside.get_active_model_id) is None
    with trackside.start_run():
        trackside.log_metric("acc", 0.5)
        trackside.log_metrics({"loss": 2.0})
        trackside.log_model_params({"depth": 3})
        with trackside.set_active_model(name="two") as inner:
            assert trackside.get_active_model_id() == inner.model_id
            trackside.log_metric("acc", 0.75)
    assert trackside.get_active_model_id() == model.model_id
    trackside.clear_active_model()
    assert trackside.get_active_model_id() is None

    one, two = (trackside.get_logged_model(each.model_id) for each in (model, inner))
    assert [metric.key for metric in one.metrics or ()] == ["acc", "loss"]
    assert one.params == {"depth": "3"}
    assert [metric.value for metric in two.metrics or ()] == [0.75]


def test_a_model_made_active_by_name_is_the_newest_or_a_new_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = trackside.set_active_model(name="agent")
    assert made.tags["mlflow.model.isExternal"] == "true"
    newer = trackside.initialize_logged_model("agent")

    assert trackside.set_active_model(name="agent").model_id == newer.model_id
    assert "Several logged models are called 'agent'" in caplog.text


def test_a_wrong_active_model_is_refused() -> None:
    model = trackside.initialize_logged_model("one")

    with pytest.raises(InvalidParameter, match="Either name or model_id must be provided"):
        trackside.set_active_model()
    with pytest.raises(InvalidParameter, match="has name 'one', which does not match"):
        trackside.set_active_model(name="two", model_id=model.model_id)
    with pytest.raises(NotFound, match="m-x"):
        trackside.set_active_model(model_id="m-x")
    with pytest.raises(InvalidParameter, match="Invalid model name"):
        trackside.set_active_model(name="it's")
    assert trackside.get_active_model_id() is None


def test_the_environment_names_the_active_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_MLFLOW_ACTIVE_MODEL_ID", "m-old")
    assert in_a_new_thread(trackside.get_active_model_id) == "m-old"
    monkeypatch.setenv("MLFLOW_ACTIVE_MODEL_ID", "m-new")
    assert in_a_new_thread(trackside.get_active_model_id) == "m-new"


def test_metrics_at_the_step_of_an_output_wait_while_the_store_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from trackside.store.sql import SqlStore

    def away(*_args: object, **_options: object) -> None:
        raise StoreUnavailable("the disk is full")

    with trackside.start_run() as run:
        model = trackside.pyfunc.log_model(name="net", python_model=len)
        with monkeypatch.context() as patched:
            for verb in ("log_batch", "append_points"):
                patched.setattr(SqlStore, verb, away)
            trackside.log_metric("acc", 0.5)
            trackside.log_metrics({"auc": 0.25, "f1": 0.75})
            with pytest.raises(StoreUnavailable):
                trackside.log_metric("asked", 0.5, model_id=model.model_id)

    data = {"acc": 0.5, "auc": 0.25, "f1": 0.75}
    assert trackside.get_run(run.info.run_id).data.metrics == data
    metrics = trackside.get_logged_model(str(model.model_id)).metrics or ()
    assert {each.key: each.value for each in metrics} == data


def test_a_loop_at_the_step_of_a_model_keeps_every_point_once() -> None:
    with trackside.start_run() as run:
        ids = [str(trackside.pyfunc.log_model(python_model=len).model_id) for _ in range(2)]
        for number in range(500):
            trackside.log_metric("loss", number, timestamp=number // 2)
            trackside.log_metric("same", 1.0, timestamp=7)

    history = trackside.Client().get_history(run.info.run_id, "loss")
    assert sorted(history.values.tolist()) == list(range(500))
    assert len(trackside.Client().get_history(run.info.run_id, "same").values) == 500
    for model_id in ids:
        metrics = trackside.get_logged_model(model_id).metrics or ()
        assert sorted(m.value for m in metrics if m.key == "loss") == list(range(500))


def test_a_model_that_is_gone_for_good_holds_up_no_metric(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with trackside.start_run() as run:
        trackside.pyfunc.log_model(name="net", python_model=len)
        note_output(run.info.run_id, "m-gone", 0)
        trackside.log_metric("acc", 0.5)

    assert "not noted at the model m-gone" in caplog.text
    assert trackside.get_run(run.info.run_id).data.metrics == {"acc": 0.5}


def test_a_step_that_is_none_is_refused_in_words_after_a_model_too() -> None:
    with trackside.start_run():
        trackside.pyfunc.log_model(name="net", python_model=len)
        for step in ([1], "one"):
            with pytest.raises(InvalidParameter, match="step"):
                trackside.log_metric("acc", 0.5, step=step)  # type: ignore[arg-type]


def test_the_models_of_one_thread_take_no_metrics_of_another() -> None:
    with trackside.start_run() as run:
        info = trackside.pyfunc.log_model(name="net", python_model=len)
        run_id = run.info.run_id
        in_a_new_thread(lambda: trackside.log_metric("there", 1, run_id=run_id))
        trackside.log_metric("here", 1)
        # A read of this process knows all that it logged.
        assert len(trackside.search_logged_models(filter_string="metrics.here = 1")) == 1

    metrics = trackside.get_logged_model(str(info.model_id)).metrics or ()
    assert [each.key for each in metrics] == ["here"]
