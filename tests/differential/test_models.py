"""Models that flavors log, as under MLflow."""

# ruff: noqa: B023 (a snippet is refused at once, not later)

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.differential.logged_by_flavors import flavor, logged, masked, told

pytestmark = pytest.mark.usefixtures("quick_models")

# What differs between any two models, or says which library wrote it.
NOT_COMPARED = (
    "utc_time_created",
    "mlflow_version",
    "trackside_version",
    "model_size_bytes",
    "prompts",
)


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
