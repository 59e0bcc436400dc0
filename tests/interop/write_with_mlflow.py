"""A script for any real MLflow: write a store with one of everything, and print what it reads there.

``python write_with_mlflow.py write|read <tracking URI> [<artifact folder>]``
"""

from __future__ import annotations

import json
import math
import os
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"

import mlflow
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.tracking import MlflowClient

POINTS = 3000
START = 1_700_000_000_000


def write(uri: str, artifacts: str | None) -> None:
    """Fill the store at ``uri``."""
    client = MlflowClient(uri)
    has_models = hasattr(client, "create_logged_model")
    location = None if artifacts is None else Path(artifacts).absolute().as_uri()
    iris = client.create_experiment("iris", location, {"team": "öl", "mlflow.note.content": "n"})
    run = client.create_run(iris, START, {"mlflow.user": "ada", "a/b": "c d"}, "first run")
    run_id = run.info.run_id
    client.log_batch(
        run_id,
        [Metric("loss", 1 / (step + 1), START + step, step) for step in range(min(POINTS, 1000))],
        [Param("lr", "0.1"), Param("opt/name", "adam"), Param("long", "x" * 5000)],
        [RunTag("note", "ü")],
    )
    for base in range(1000, POINTS, 1000):
        client.log_batch(
            run_id,
            [Metric("loss", 1 / (s + 1), START + s, s) for s in range(base, base + 1000)],
        )
    client.log_metric(run_id, "odd", math.nan, START, -3)
    client.log_metric(run_id, "odd", 5.0, START + 1, 7)
    client.log_metric(run_id, "val/acc", 0.5, START + 2, 0)
    client.log_text(run_id, "hello", "notes/hello.txt")
    mlflow.set_tracking_uri(uri)
    import numpy as np

    dataset = mlflow.data.from_numpy(  # type: ignore[attr-defined]
        np.arange(6.0).reshape(3, 2), source="numbers.csv", name="six"
    )
    with mlflow.start_run(run_id=run_id):
        mlflow.log_input(dataset, context="training", tags={"half": "left"})
    client.update_run(run_id, "FINISHED", "first run")
    client.set_terminated(run_id, "FINISHED", START + 60_000)

    child = client.create_run(iris, START + 5, {"mlflow.parentRunId": run_id}, "child")
    client.set_terminated(child.info.run_id, "FAILED", START + 9)
    gone = client.create_run(iris, START + 6, {}, "gone")
    client.log_metric(gone.info.run_id, "loss", 2.0, START + 7, 1)
    client.delete_run(gone.info.run_id)
    client.create_run(iris, START + 10, {}, "still running")

    binned = client.create_experiment("binned")
    in_bin = client.create_run(binned, START, {}, "in the bin")
    client.set_terminated(in_bin.info.run_id, "KILLED", START + 1)
    client.delete_experiment(binned)

    if has_models:
        model = client.create_logged_model(
            iris, "net", run_id, {"kind": "small"}, {"depth": "3"}, "classifier"
        )
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "MLmodel").write_text("flavors: {}\n")
            client.log_model_artifacts(model.model_id, folder)
        client.finalize_logged_model(model.model_id, "READY")
        client.log_batch(
            run_id,
            [
                Metric(
                    "val/acc",
                    0.75,
                    START + 3,
                    1,
                    model_id=model.model_id,
                    dataset_name=dataset.name,
                    dataset_digest=dataset.digest,
                    run_id=run_id,
                )
            ],
        )
        from mlflow.entities import LoggedModelInput, LoggedModelOutput

        client.log_outputs(run_id, [LoggedModelOutput(model.model_id, 4)])
        client.log_inputs(child.info.run_id, models=[LoggedModelInput(model.model_id)])
    _register(client, run_id)


def _register(client: MlflowClient, run_id: str) -> None:
    name = "Flower model"
    client.create_registered_model(name, {"owner": "ada"}, "says which flower")
    source = f"{client.get_run(run_id).info.artifact_uri}/notes"
    for _ in range(3):
        client.create_model_version(name, source, run_id, {"v": "1"}, description="a version")
    client.delete_model_version(name, "2")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client.transition_model_version_stage(name, "1", "Production")
    client.set_registered_model_alias(name, "champion", "3")
    client.create_registered_model("empty")


def read(uri: str) -> dict[str, Any]:
    """Return all that this MLflow reads at ``uri``, as plain values without the places of files."""
    client = MlflowClient(uri)
    mlflow.set_tracking_uri(uri)
    experiments = client.search_experiments(ViewType.ALL)
    found: dict[str, Any] = {"experiments": {}, "runs": {}, "models": {}, "registry": {}}
    for each in experiments:
        found["experiments"][each.experiment_id] = {
            "name": each.name,
            "stage": each.lifecycle_stage,
            "tags": each.tags,
            "created": each.creation_time,
            "updated": each.last_update_time,
        }
        for run in client.search_runs([each.experiment_id], run_view_type=ViewType.ALL):
            # A search leaves out which models went in.
            found["runs"][run.info.run_id] = _run(client, client.get_run(run.info.run_id))
        if hasattr(client, "search_logged_models"):
            for model in client.search_logged_models([each.experiment_id]):
                found["models"][model.model_id] = _model(model)
    registered: Any
    for registered in client.search_registered_models():
        versions = client.search_model_versions(f"name = '{registered.name}'")
        found["registry"][registered.name] = {
            "tags": registered.tags,
            # An empty one is none on the wire, or none an empty one.
            "description": registered.description or None,
            "created": registered.creation_timestamp,
            "updated": registered.last_updated_timestamp,
            "aliases": {alias: str(version) for alias, version in registered.aliases.items()},
            "versions": {str(each.version): _version(each) for each in versions},
        }
    return found


def _run(client: MlflowClient, run: Any) -> dict[str, Any]:
    files: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        if client.list_artifacts(run.info.run_id):
            root = Path(client.download_artifacts(run.info.run_id, "", folder))
            files = {
                path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8", "replace")
                for path in sorted(root.rglob("*"))
                if path.is_file()
            }
    histories = {
        key: sorted(
            [point.step, point.timestamp, repr(point.value)]
            for point in client.get_metric_history(run.info.run_id, key)
        )
        for key in run.data.metrics
    }
    info = run.info
    return {
        "experiment": info.experiment_id,
        "name": info.run_name,
        "status": info.status,
        "stage": info.lifecycle_stage,
        "times": [info.start_time, info.end_time],
        "user": info.user_id,
        "metrics": {key: repr(value) for key, value in run.data.metrics.items()},
        "histories": histories,
        "params": run.data.params,
        "tags": run.data.tags,
        "inputs": [
            {
                "dataset": dict(each.dataset),
                "tags": {tag.key: tag.value for tag in each.tags},
            }
            for each in run.inputs.dataset_inputs
        ],
        "models in": [each.model_id for each in getattr(run.inputs, "model_inputs", None) or []],
        "models out": [
            [each.model_id, each.step]
            for each in getattr(getattr(run, "outputs", None), "model_outputs", None) or []
        ],
        "files": files,
    }


def _model(model: Any) -> dict[str, Any]:
    return {
        "name": model.name,
        "experiment": model.experiment_id,
        "run": model.source_run_id,
        "type": model.model_type,
        "status": str(model.status),
        "tags": {key: value for key, value in model.tags.items() if key != "mlflow.modelVersions"},
        "params": model.params,
        "times": [model.creation_timestamp, model.last_updated_timestamp],
        "metrics": [
            [m.key, m.value, m.step, m.timestamp, m.dataset_name, m.dataset_digest, m.run_id]
            for m in model.metrics or []
        ],
    }


def _version(version: Any) -> dict[str, Any]:
    return {
        "stage": version.current_stage,
        "run": version.run_id,
        "tags": version.tags,
        "description": version.description or None,
        "created": version.creation_timestamp,
        "updated": version.last_updated_timestamp,
        "status": version.status,
    }


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(*sys.argv[2:4], *[None] * (4 - len(sys.argv)))
    else:
        sys.stdout.write(json.dumps(read(sys.argv[2])))
