"""Logged models, as under MLflow."""

# ruff: noqa: B023 (a snippet is refused at once, not later)

from __future__ import annotations

from typing import Any

import numpy as np

OWN = ("mlflow.user", "mlflow.source", "mlflow.git")


def told(ml: Any, model_id: str) -> Any:
    """Return what is known of a model, less what differs between any two."""
    model = ml.get_logged_model(model_id)
    fields = model.to_dictionary()
    fields["metrics"] = [
        {
            **metric.to_dictionary(),
            "timestamp": metric.timestamp if metric.timestamp < 10**12 else 0,
        }
        for metric in fields["metrics"] or ()
    ]
    fields["tags"] = {k: v for k, v in fields["tags"].items() if not k.startswith(OWN)}
    for name in ("model_id", "experiment_id", "source_run_id"):
        fields[name] = type(fields[name]).__name__
    for metric in fields["metrics"]:
        metric["model_id"], metric["run_id"] = (
            metric["model_id"] == model_id,
            bool(metric["run_id"]),
        )
    return {name: fields[name] for name in fields if name != "artifact_location"}, list(fields)


def a_new_model(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        model = ml.initialize_logged_model("pips", tags={"a": 1}, params={"b": 2.5}, model_type="t")
    root = ml.get_experiment(run.info.experiment_id).artifact_location
    return (
        told(ml, model.model_id),
        model.model_uri == f"models:/{model.model_id}",
        model.model_id.startswith("m-") and len(model.model_id),
        model.artifact_location == f"{root}/models/{model.model_id}/artifacts",
        model.source_run_id == run.info.run_id,
        str(model.status),
        ml.last_logged_model().model_id == model.model_id,
    )


def a_model_without_a_run_or_name(ml: Any, here: Any) -> Any:
    model = ml.initialize_logged_model()
    return told(ml, model.model_id), bool(model.name), model.creation_timestamp > 10**12


def names_of_every_kind(ml: Any, here: Any) -> Any:
    def name_of(name: str) -> str:
        return str(ml.initialize_logged_model(name).name)

    names = ["a", "a b", "a-b_c", "é", "a@b", "", "a/b", "a:b", "a.b", "a%b", 'a"b', "a'b"]
    return {name: here.refused(lambda: name_of(name), "Invalid model name") for name in names}


def finalizing(ml: Any, here: Any) -> Any:
    model_id = ml.initialize_logged_model("a").model_id
    ready = ml.finalize_logged_model(model_id, "READY").status
    failed = ml.finalize_logged_model(model_id, ml.entities.LoggedModelStatus.FAILED).status
    wrong = (
        here.refused(lambda: ml.finalize_logged_model(model_id, "DONE"), "not a valid"),
        here.refused(lambda: ml.finalize_logged_model("m-x", "READY"), "not found"),
        here.refused(lambda: ml.finalize_logged_model("", "READY"), "non-empty string"),
    )
    return str(ready), str(failed), ready == "READY", ready.to_int(), wrong, told(ml, model_id)


def tags_and_params(ml: Any, here: Any) -> Any:
    model_id = ml.initialize_logged_model("a", tags={"x": "1", "y": "2"}).model_id
    returned = (
        ml.set_logged_model_tags(model_id, {"x": 3, "k=v": None}),
        ml.delete_logged_model_tag(model_id, "y"),
        ml.log_model_params({"depth": 3, "long": "v" * 7000}, model_id),
    )
    wrong = (
        here.refused(lambda: ml.delete_logged_model_tag(model_id, "y"), "No tag with key 'y'"),
        here.refused(lambda: ml.delete_logged_model_tag("m-x", "y"), "not found"),
        here.refused(
            lambda: ml.set_logged_model_tags("m-x", {"a": 1}), "Failed to get logged model"
        ),
        here.refused(lambda: ml.log_model_params({"a": 1}, "m-x"), "Failed to get logged model"),
        here.refused(lambda: ml.log_model_params({"a": 1}), "non-empty string"),
        here.refused(lambda: ml.get_logged_model("m-x"), "Logged model with ID 'm-x' not found"),
        here.refused(lambda: ml.get_logged_model(None), "non-empty string"),
    )
    return returned, wrong, told(ml, model_id)


def metrics_of_a_model(ml: Any, here: Any) -> Any:
    dataset = ml.data.from_numpy(np.arange(3), "a.npy", name="apples")
    with ml.start_run() as run:
        model_id = ml.initialize_logged_model("a").model_id
        ml.log_metric("acc", 0.5, step=1, timestamp=7, model_id=model_id)
        ml.log_metric("acc", 0.75, step=2, timestamp=8, model_id=model_id, dataset=dataset)
        ml.log_metrics({"loss": 1}, step=2, timestamp=9, model_id=model_id, dataset=dataset)
        ml.log_metric("other", 1.5, timestamp=9, dataset=dataset)
        unknown = here.refused(lambda: ml.log_metric("b", 1, model_id="m-x")).__class__.__name__
        half = here.refused(
            lambda: ml.MlflowClient().log_metric(run.info.run_id, "c", 1, dataset_name="apples"),
            "Both dataset_name and dataset_digest must be provided",
        )
    found = ml.get_run(run.info.run_id)
    history = ml.MlflowClient().get_metric_history(run.info.run_id, "acc")
    return (
        told(ml, model_id),
        found.data.metrics,
        [metric.to_dictionary() for metric in history],
        [each.dataset.name for each in found.inputs.dataset_inputs],
        model_id in [each.model_id for each in found.inputs.model_inputs],
        unknown,
        half,
    )


def a_model_that_a_run_put_out(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        model_id = ml.initialize_logged_model("a").model_id
        returned = ml.log_outputs([ml.entities.LoggedModelOutput(model_id, 3)])
    (output,) = ml.get_run(run.info.run_id).outputs.model_outputs
    return returned, output.model_id == model_id, output.step, type(output).__name__


def a_deleted_model(ml: Any, here: Any) -> Any:
    client = ml.MlflowClient()
    with ml.start_run():
        model_id = ml.initialize_logged_model("a").model_id
        returned = client.delete_logged_model(model_id), client.delete_logged_model(model_id)
        after = (
            here.refused(lambda: client.get_logged_model(model_id), "not found"),
            here.refused(lambda: client.set_logged_model_tags(model_id, {"a": 1}), "Failed to get"),
            here.refused(lambda: ml.log_metric("acc", 1, model_id=model_id)),
            here.refused(lambda: client.delete_logged_model("m-x"), "not found"),
        )
    return returned, after, ml.search_logged_models(output_format="list")


def an_external_model(ml: Any, here: Any) -> Any:
    import yaml

    with ml.start_run() as run:
        model = ml.create_external_model(
            "agent", params={"a": 1}, tags={"b": 2}, model_type="agent"
        )
    folder = here.folder / "artifacts" / "models" / model.model_id / "artifacts"
    (file,) = folder.iterdir()
    written = yaml.safe_load(file.read_text())
    same = {
        "model_id": written["model_id"] == written["model_uuid"] == model.model_id,
        "run_id": written["run_id"] == run.info.run_id,
        "path": written["artifact_path"] == model.artifact_location,
    }
    return told(ml, model.model_id), file.name, same, written["flavors"], written["metadata"]


def models_to_search(ml: Any) -> None:
    import time

    with ml.start_run():
        for number, name in enumerate(["gala", "fuji", "idared", "bare"]):
            tags, params = (
                ({"kind": f"k{number % 2}"}, {"depth": number}) if number < 3 else ({}, {})
            )
            model = ml.initialize_logged_model(
                name, tags=tags, params=params, model_type=f"t{number % 2}"
            )
            time.sleep(0.005)  # the newest first: they must differ in their times
            for step, data in enumerate(["apples", "pears"]):
                if number < 3:
                    dataset = ml.data.from_numpy(np.arange(step + 2), f"{data}.npy", name=data)
                    ml.log_metric("acc", number / 10 + step / 4, step, timestamp=step + 1,
                                  model_id=model.model_id, dataset=dataset)  # fmt: skip
            if number == 1:
                ml.finalize_logged_model(model.model_id, "READY")


def names(found: Any) -> list[str]:
    return [model.name for model in found]


FILTERS = [
    "", "name = 'gala'", "name != 'gala'", "name IN ('gala', 'bare')", "name NOT IN ('gala')",
    "attributes.name = 'fuji'", "model_type = 't0'", "tags.kind = 'k0'", "tags.kind != 'k0'",
    "params.depth = '2'", "params.depth IN ('0', '1')", "metrics.acc > 0.2", "metrics.acc >= 0.1 AND tags.kind = 'k1'",
    "metrics.acc = 0", "creation_timestamp > 0", "creation_time > 0 AND last_updated_timestamp > 5",
    "nothing = 'x'", "metrics.acc = 'x'", "tags.kind", "name > 'a'", "source_run_id = 'nope'",
]  # fmt: skip


def searching_by_a_filter(ml: Any, here: Any) -> Any:
    models_to_search(ml)
    return {
        text: here.refused(
            lambda: names(ml.search_logged_models(filter_string=text, output_format="list"))
        )
        for text in FILTERS
    }


def searching_on_datasets(ml: Any, here: Any) -> Any:
    models_to_search(ml)
    digest = ml.data.from_numpy(np.arange(2)).digest
    datasets: list[Any] = [
        [{"dataset_name": "apples"}],
        [{"dataset_name": "apples", "dataset_digest": digest}],
        [{"dataset_name": "apples", "dataset_digest": "nope"}, {"dataset_name": "pears"}],
        [{"dataset_name": "nope"}],
        [{}],
    ]
    return [
        here.refused(
            lambda: names(
                ml.search_logged_models(filter_string=text, datasets=each, output_format="list")
            )
        )
        for each in datasets
        for text in ("", "metrics.acc > 0.15")
    ]


def sorting_models(ml: Any, here: Any) -> Any:
    models_to_search(ml)
    orders: list[Any] = [
        [{"field_name": "name"}],
        [{"field_name": "name", "ascending": False}],
        [{"field_name": "creation_time", "ascending": True}],
        [{"field_name": "creation_timestamp", "ascending": False}],
        [{"field_name": "model_type"}, {"field_name": "name", "ascending": False}],
        [{"field_name": "metrics.acc"}],
        [{"field_name": "metrics.acc", "ascending": False}],
        [{"field_name": "metrics.acc", "dataset_name": "apples", "ascending": False}],
        [{"field_name": "metrics.nope"}],
        [{"field_name": "nope"}],
    ]
    return [
        here.refused(lambda: names(ml.search_logged_models(order_by=each, output_format="list")))
        for each in orders
    ]


def pages_of_models(ml: Any, here: Any) -> Any:
    models_to_search(ml)
    client = ml.MlflowClient()
    ids = [ml.search_logged_models(output_format="list")[0].experiment_id]
    first = client.search_logged_models(ids, max_results=3)
    second = client.search_logged_models(ids, max_results=3, page_token=first.token)
    return (
        names(first),
        bool(first.token),
        names(second),
        second.token,
        here.refused(
            lambda: client.search_logged_models(ids, "name = 'gala'", page_token=first.token)
        ),
        here.refused(lambda: client.search_logged_models(ids[0])),
        client.search_logged_models([]).to_list(),
        names(ml.search_logged_models(max_results=2, output_format="list")),
    )


def models_as_a_table(ml: Any, here: Any) -> Any:
    models_to_search(ml)
    frame = ml.search_logged_models(order_by=[{"field_name": "name"}])
    empty = ml.search_logged_models(filter_string="name = 'nope'")
    wrong = here.refused(lambda: ml.search_logged_models(output_format="csv"), "Unsupported")
    shown = frame[["name", "model_type", "status", "params"]].to_dict("records")
    return list(frame.columns), shown, [str(each) for each in frame["status"]], empty.shape, wrong


def the_active_model(ml: Any, here: Any) -> Any:
    one = ml.initialize_logged_model("one").model_id
    try:
        active = ml.set_active_model(model_id=one)
        with ml.start_run() as run, ml.set_active_model(name="two") as two:
            inside = ml.get_active_model_id() == two.model_id
            ml.log_metric("acc", 0.5, timestamp=1)
        return (
            active.model_id == one,
            inside,
            ml.get_active_model_id() == one,
            [m.key for m in ml.get_logged_model(two.model_id).metrics],
            len(ml.get_run(run.info.run_id).inputs.model_inputs),
            two.tags["mlflow.model.isExternal"],
            here.refused(ml.set_active_model, "Either name or model_id must be provided"),
            here.refused(lambda: ml.set_active_model(name="x", model_id=one), "does not match"),
            ml.clear_active_model(),
            ml.get_active_model_id(),
        )
    finally:
        ml.clear_active_model()


def test_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)
