"""Models that flavors log, as under MLflow."""

# ruff: noqa: B023 (a snippet is refused at once, not later)

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

OWN = ("mlflow.user", "mlflow.source", "mlflow.git")
# What differs between any two models, or says which library wrote it.
NOT_COMPARED = (
    "utc_time_created",
    "mlflow_version",
    "trackside_version",
    "model_size_bytes",
    "prompts",
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a model requires MLflow finds by loading it in another process; here it has no time for that."""
    monkeypatch.setenv("MLFLOW_REQUIREMENTS_INFERENCE_TIMEOUT", "0")


def estimator() -> Any:
    from sklearn.linear_model import LinearRegression

    return LinearRegression().fit([[1.0], [2.0]], [1.0, 2.0])


def flavor(ml: Any, name: str = "sklearn") -> Any:
    return importlib.import_module(f"{ml.__name__}.{name}")


def logged(ml: Any, **options: Any) -> Any:
    """Log a model in a format that both write."""
    options = {"serialization_format": "cloudpickle", **options}
    return flavor(ml).log_model(estimator(), **options)


def masked(text: str | None) -> Any:
    return text and re.sub(r"m-[0-9a-f]{32}", "<model>", text)


def told(ml: Any, model_id: str) -> Any:
    """Return what is known of a model, less what differs between any two."""
    model = ml.get_logged_model(model_id)
    return {
        "name": model.name,
        "status": str(model.status),
        "type": model.model_type,
        "params": model.params,
        "tags": {k: v for k, v in model.tags.items() if not k.startswith(OWN)},
        "has a run": model.source_run_id is not None,
        "metrics": sorted((m.key, m.value, m.step) for m in model.metrics or ()),
    }


def a_model_of_a_run(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        ml.log_params({"depth": 3, "both": "the run's"})
        params = {"both": "the call's", "own": 1.5}
        info = logged(ml, name="net", params=params, tags={"kind": 7}, model_type="toy", step=4)
    found = ml.get_run(run.info.run_id)
    model = ml.get_logged_model(info.model_id)
    return (
        told(ml, info.model_id),
        (info.name, info.params, info.run_id == run.info.run_id, info.metrics),
        info.model_uri == model.model_uri == f"models:/{info.model_id}",
        info.model_uuid == info.model_id,
        info.artifact_path == model.artifact_location,
        model.source_run_id == run.info.run_id,
        info.creation_timestamp == model.creation_timestamp,
        info.registered_model_version,
        [(each.model_id == info.model_id, each.step) for each in found.outputs.model_outputs],
        len(found.inputs.model_inputs),
        found.data.params,
        [key for key in found.data.tags if "history" in key],
        ml.last_logged_model().model_id == info.model_id,
    )


def a_model_without_a_run(ml: Any, here: Any) -> Any:
    info = logged(ml, name="net")
    return told(ml, info.model_id), info.run_id, ml.active_run(), info.model_uri == (
        f"models:/{info.model_id}"
    )  # fmt: skip


def a_model_without_a_name(ml: Any, here: Any) -> Any:
    info = logged(ml)
    return bool(re.fullmatch(r"[a-z]+-[a-z]+-\d+", info.name)), info.params


def names_and_the_older_word(ml: Any, here: Any) -> Any:
    calls: list[tuple[dict[str, str], str]] = [
        ({"artifact_path": "old"}, ""),
        ({"artifact_path": "a", "name": "a"}, "Please only specify `name`"),
        ({"artifact_path": "a/b"}, "Invalid model name ('a/b')"),
        ({"name": "a.b"}, "Invalid model name ('a.b')"),
        ({"name": ""}, ""),
    ]
    return [here.refused(lambda: logged(ml, **words).name, gist) for words, gist in calls]


def the_files_and_their_description(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        signature = ml.models.infer_signature([[1.0]], [1.0])
        info = logged(ml, name="net", metadata={"a": 1}, signature=signature)
    folder = here.folder / "artifacts" / "models" / info.model_id / "artifacts"
    written = yaml.safe_load((folder / "MLmodel").read_text())
    ids = {
        "model_id": written["model_id"] == written["model_uuid"] == info.model_id,
        "run_id": written["run_id"] == run.info.run_id,
        "path": masked(written["artifact_path"]),
    }
    flavors = {name: sorted(settings) for name, settings in written["flavors"].items()}
    files = sorted(each.name for each in folder.iterdir())
    rest = set(written) - {*NOT_COMPARED, "is_signature_from_type_hint", "type_hint_from_example"}
    root = sorted(each.name for each in (here.folder / "artifacts").iterdir())
    return files, ids, flavors, sorted(rest), written["metadata"], root


def a_model_that_fails(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        refusal = here.refused(lambda: logged(ml, name="net", serialization_format="nope"), "nope")
        model = ml.last_logged_model()
    outputs = ml.get_run(run.info.run_id).outputs.model_outputs
    return refusal, told(ml, model.model_id), len(outputs)


def metrics_at_the_step(ml: Any, here: Any) -> Any:
    with ml.start_run():
        for step in range(3):
            ml.log_metrics({"loss": 1 / (step + 1), "acc": step / 4}, step=step, timestamp=step + 1)
        ml.log_metric("twice", 1, step=1, timestamp=5)
        ml.log_metric("twice", 2, step=1, timestamp=6)
        at_zero = logged(ml, name="zero").model_id
        at_one = logged(ml, name="one", step=1).model_id
        ml.log_metric("late", 1, step=1)
        history = ml.MlflowClient().get_metric_history(ml.active_run().info.run_id, "loss")
    return told(ml, at_zero), told(ml, at_one), [metric.value for metric in history]


def a_model_that_was_made_before(ml: Any, here: Any) -> Any:
    external = ml.create_external_model("agent", params={"a": 1})
    info = logged(ml, model_id=external.model_id, params={"b": 2}, tags={"c": 3}, name="other")
    unknown = here.refused(lambda: logged(ml, model_id="m-" + "0" * 32), "not found")
    loaded = flavor(ml, "pyfunc").load_model(info.model_uri)
    return (
        info.model_id == external.model_id,
        told(ml, info.model_id),
        unknown,
        loaded.model_id == info.model_id,
    )


def loading_by_every_address(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        first = logged(ml, name="net", registered_model_name=here.name)
        second = logged(ml, name="net", step=1)
    ml.MlflowClient().set_registered_model_alias(here.name, "best", "1")
    ids = {first.model_id: "first", second.model_id: "second"}
    addresses = [
        first.model_uri,
        f"runs:/{run.info.run_id}/net",
        f"models:/{here.name}/1",
        f"models:/{here.name}@best",
        f"models:/{here.name}/latest",
        f"runs:/{run.info.run_id}/nope",
        f"models:/m-{'0' * 32}",
    ]

    def found(uri: str) -> Any:
        loaded = flavor(ml, "pyfunc").load_model(uri)
        info = ml.models.get_model_info(uri)
        values = [float(each) for each in loaded.predict([[5.0]])]
        return ids[loaded.model_id], ids[info.model_id], info.name, values

    return [here.refused(lambda: found(uri)) for uri in addresses]


def registering_a_logged_model(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        first = logged(ml, name="net", step=3, registered_model_name=here.name, tags={"a": 1})
        second = logged(ml, name="net", step=1)
    uri = f"runs:/{run.info.run_id}/net"
    versions = [
        ml.register_model(second.model_uri, here.name, tags={"b": 2}),
        ml.register_model(uri, here.name),
        here.refused(lambda: ml.register_model(f"runs:/{run.info.run_id}/nope", here.name)),
        here.refused(lambda: ml.register_model(f"models:/m-{'0' * 32}", here.name)),
    ]
    client = ml.MlflowClient()
    noted = [ml.get_logged_model(each.model_id).tags.get("mlflow.modelVersions") for each in (first, second)]  # fmt: skip
    places = [masked(client.get_model_version_download_uri(here.name, number)) for number in (1, 2, 3)]  # fmt: skip
    made = [(str(v.version), v.tags, v.run_id == run.info.run_id) for v in versions[:2]]
    return (
        first.registered_model_version,
        client.get_model_version(here.name, "1").tags,
        made,
        versions[2:],
        [json.loads(each) for each in noted],
        places,
    )


def metrics_after_the_model(ml: Any, here: Any) -> Any:
    dataset = ml.data.from_numpy(np.arange(3), "a.npy", name="apples")
    with ml.start_run() as run:
        info = logged(ml, name="net", step=2)
        ml.log_metric("acc", 0.5, step=2, timestamp=1)
        ml.log_metrics({"auc": 0.75, "f1": 0.25}, step=2, timestamp=1, dataset=dataset)
        ml.log_metric("other", 0.5, step=3)
        ml.log_metric("of the run", 0.5)
    with ml.start_run(run.info.run_id):
        ml.log_metric("resumed", 1, step=2)
    ml.log_metric("by id", 1, step=2, run_id=run.info.run_id)
    found = ml.get_run(run.info.run_id)
    history = ml.MlflowClient().get_metric_history(run.info.run_id, "acc")
    return (
        told(ml, info.model_id),
        [m.dataset_name for m in ml.get_logged_model(info.model_id).metrics],
        len(found.inputs.model_inputs),
        len(found.inputs.dataset_inputs),
        found.data.metrics,
        [metric.value for metric in history],
    )


def metrics_of_two_models_at_a_step(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        ids = [logged(ml, name=name).model_id for name in ("one", "two")]
        ml.log_metrics({"auc": 0.75}, timestamp=1)
    history = ml.MlflowClient().get_metric_history(run.info.run_id, "auc")
    return [told(ml, each) for each in ids], [metric.value for metric in history]


def one_metric_of_two_models_at_a_step(ml: Any, here: Any) -> Any:
    with ml.start_run():
        ids = [logged(ml, name=name).model_id for name in ("one", "two")]
        ml.log_metric("auc", 0.75, timestamp=1)
    return [told(ml, each) for each in ids]


def the_source_of_a_version(ml: Any, here: Any) -> Any:
    info = logged(ml, name="net", registered_model_name=here.name)
    version = ml.MlflowClient().get_model_version(here.name, 1)
    return masked(version.source), version.model_id == info.model_id


def a_version_of_a_version(ml: Any, here: Any) -> Any:
    info = logged(ml, name="net", registered_model_name=here.name)
    promoted = ml.register_model(f"models:/{here.name}/1", f"{here.name} two")
    copied = ml.MlflowClient().copy_model_version(f"models:/{here.name}/1", f"{here.name} three")
    return [
        flavor(ml, "pyfunc").load_model(f"models:/{each.name}/1").model_id == info.model_id
        for each in (promoted, copied)
    ]


def a_version_outlives_its_logged_model(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        info = logged(ml, name="net", registered_model_name=here.name)
        older = logged(ml, name="two")
        newer = logged(ml, name="two")
    client = ml.MlflowClient()
    client.delete_logged_model(info.model_id)
    client.delete_logged_model(newer.model_id)
    load = flavor(ml, "pyfunc").load_model
    return (
        load(f"models:/{here.name}/1").metadata.model_uuid == info.model_id,
        here.refused(lambda: load(info.model_uri), "not found"),
        load(f"runs:/{run.info.run_id}/two").model_id == older.model_id,
    )


def files_below_a_models_name(ml: Any, here: Any) -> Any:
    with ml.start_run() as run:
        info = logged(ml, name="net")
        ml.log_text("of the run", "notes/a.txt")
    client, run_id = ml.MlflowClient(), run.info.run_id
    target = here.folder / "down"

    def paths(listed: Any) -> list[str]:
        return sorted(each.path for each in listed if each.path != "registered_model_meta")

    def below(place: str) -> tuple[str, bool]:
        found = Path(place)
        return found.name, found.is_dir()

    def download(**what: Any) -> Any:
        target.mkdir(exist_ok=True)
        return below(ml.artifacts.download_artifacts(**what, dst_path=str(target)))

    return (
        paths(client.list_artifacts(run_id)),
        paths(client.list_artifacts(run_id, "net")),
        paths(ml.artifacts.list_artifacts(run_id=run_id, artifact_path="net")),
        paths(ml.artifacts.list_artifacts(artifact_uri=info.model_uri)),
        paths(client.list_artifacts(run_id, "nope")),
        download(artifact_uri=f"runs:/{run_id}/net"),
        download(run_id=run_id, artifact_path="net/requirements.txt"),
        download(run_id=run_id, artifact_path="notes/a.txt"),
        below(client.download_artifacts(run_id, "net"))[1],
        here.refused(lambda: download(run_id=run_id, artifact_path="net/nope")),
    )


def models_of_a_run_by_search(ml: Any, here: Any) -> Any:
    ids = []
    for number in range(2):
        with ml.start_run() as run:
            ml.log_metric("acc", number)
            logged(ml, name="net", model_type=f"t{number}")
        ids.append(run.info.run_id)
    with ml.start_run(ids[0]):
        logged(ml, name="more", tags={"kind": "late"})

    def names(text: str) -> list[str]:
        return [each.name for each in ml.search_logged_models(filter_string=text, output_format="list")]  # fmt: skip

    frame = ml.search_logged_models(order_by=[{"field_name": "creation_time", "ascending": True}])
    return (
        names(f"source_run_id = '{ids[0]}'"),
        names("metrics.acc > 0.5"),
        names("metrics.acc = 0"),
        names("tags.kind = 'late'"),
        frame[["name", "model_type", "status"]].astype(str).to_dict("records"),
    )


def settings_of_a_model_of_ones_own(ml: Any, here: Any) -> Any:
    pyfunc: Any = flavor(ml, "pyfunc")

    class Own(pyfunc.PythonModel):  # type: ignore[misc]
        def predict(self, context: Any, model_input: Any, params: Any = None) -> Any:
            return model_input

    config = {"depth": 3, "tree": {"leaf": [1, 2], "deep": {"x": None}}}
    with ml.start_run() as run:
        ml.log_param("early", 1)
        info = pyfunc.log_model(name="own", python_model=Own(), model_config=config)
        again = pyfunc.log_model(name="own", python_model=Own(), model_config={"depth": 4})
    return (
        ml.get_run(run.info.run_id).data.params,
        [told(ml, each.model_id) for each in (info, again)],
        pyfunc.load_model(info.model_uri).model_config,
    )


def a_signature_set_afterwards(ml: Any, here: Any) -> Any:
    info = logged(ml, name="net", registered_model_name=here.name)
    signature = ml.models.infer_signature([[1.0]], [1.0])
    ml.models.set_signature(info.model_uri, signature)
    return (
        ml.models.get_model_info(info.model_uri).signature.to_dict(),
        here.refused(lambda: ml.models.set_signature(f"models:/{here.name}/1", signature)),
        here.refused(lambda: ml.models.set_signature(f"models:/m-{'0' * 32}", signature)),
    )


def a_run_that_takes_models_in(ml: Any, here: Any) -> Any:
    entities = ml.entities
    model_id = logged(ml, name="net").model_id
    dataset = ml.data.from_numpy(np.arange(3), "a.npy", name="apples")
    with ml.start_run() as run:
        ml.log_outputs([entities.LoggedModelOutput(model_id, 2)])
        ml.log_input(dataset, context="test")
        ml.log_metric("acc", 0.5, timestamp=1, model_id=model_id, dataset=dataset)
        ml.log_metrics({"auc": 0.75}, timestamp=2, model_id=model_id)
        refusals = (
            here.refused(lambda: ml.log_outputs([])),
            here.refused(lambda: ml.log_metric("b", 1, model_id="m-x")).__class__.__name__,
        )
    found = ml.get_run(run.info.run_id)
    metrics = [
        (m.key, m.value, m.dataset_name, m.dataset_digest, m.run_id == run.info.run_id)
        for m in ml.get_logged_model(model_id).metrics
    ]
    return (
        [(each.model_id == model_id, each.step) for each in found.outputs.model_outputs],
        [[tag.value for tag in each.tags] for each in found.inputs.dataset_inputs],
        metrics,
        refusals,
    )


def models_as_inputs(ml: Any, here: Any) -> Any:
    model_id = logged(ml, name="net").model_id
    with ml.start_run() as run:
        inputs = [ml.entities.LoggedModelInput(model_id)]
        returned = here.refused(lambda: ml.log_inputs(models=inputs))
        ml.MlflowClient().log_inputs(run.info.run_id, models=inputs)
    found = ml.get_run(run.info.run_id).inputs.model_inputs
    return returned, [each.model_id == model_id for each in found]


def a_model_while_another_is_active(ml: Any, here: Any) -> Any:
    try:
        with ml.start_run(), ml.set_active_model(name="agent") as active:
            info = logged(ml, name="net")
            ml.log_metric("acc", 0.5, step=0, timestamp=1)
            still = ml.get_active_model_id() == active.model_id
        return still, told(ml, active.model_id), told(ml, info.model_id)
    finally:
        ml.clear_active_model()


def test_as_under_mlflow(snippet: Any, as_under_mlflow: Any) -> None:
    as_under_mlflow(snippet)
