"""What a user does, on a real MLflow server and on our own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import trackside
from trackside.errors import InvalidParameter, NotImplementedHere


@pytest.fixture(params=["mlflow_server", "jupyter_server"])
def server(request: pytest.FixtureRequest) -> Any:
    """An empty server; nothing is chosen yet."""
    return request.getfixturevalue(f"empty_{request.param}")


def test_a_run_with_everything(server: Any, tmp_path: Path) -> None:
    trackside.set_tracking_uri(f"{server.url}/")
    assert trackside.get_tracking_uri() == server.url
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.txt").write_text("a")

    trackside.set_experiment("fruit")
    with trackside.start_run(run_name="first") as run:
        trackside.log_params({f"p{number}": number for number in range(250)})
        for step in range(2_500):
            trackside.log_metric("loss", step / 7, step=step)
        trackside.log_metrics({"acc": 0.5, "auc": 0.75})
        trackside.set_tag("kind", "gala")
        trackside.log_text("hello", "deep/note.txt")
        trackside.log_artifacts(str(tmp_path / "notes"), "notes")

    found = trackside.get_run(run.info.run_id)
    assert (found.info.status, found.info.run_name) == ("FINISHED", "first")
    assert len(found.data.params) == 250
    assert found.data.metrics == {"loss": 2_499 / 7, "acc": 0.5, "auc": 0.75}
    assert found.data.tags["kind"] == "gala"
    history = trackside.MlflowClient().get_history(run.info.run_id, "loss")
    assert history.values.tolist() == [step / 7 for step in range(2_500)]
    uri = run.info.artifact_uri
    assert uri.startswith("mlflow-artifacts:/")
    assert trackside.artifacts.load_text(f"{uri}/deep/note.txt") == "hello"
    assert trackside.artifacts.load_text(f"runs:/{run.info.run_id}/notes/a.txt") == "a"
    copy = trackside.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="notes")
    assert [path.name for path in Path(copy).iterdir()] == ["a.txt"]
    rows = trackside.search_runs(filter_string="metrics.acc > 0.4", search_all_experiments=True)
    assert rows["run_id"].tolist() == [run.info.run_id]


def test_the_environment_chooses_the_server(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", server.url)

    assert trackside.get_tracking_uri() == server.url
    assert [found.name for found in trackside.search_experiments()] == ["Default"]


def test_children_of_a_process_log_to_the_same_server(server: Any) -> None:
    trackside.set_tracking_uri(server.url)
    with trackside.start_run() as run:
        code = (
            "import trackside; client = trackside.MlflowClient(); "
            f"client.log_metric({run.info.run_id!r}, 'loss', 0.5)"
        )
        subprocess.run([sys.executable, "-c", code], check=True)
        if hasattr(os, "fork"):
            child = os.fork()
            if not child:
                client = trackside.MlflowClient()
                client.log_metric(run.info.run_id, "forked", 1.5, synchronous=True)
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0
        trackside.log_metric("own", 2.5)

    assert trackside.get_run(run.info.run_id).data.metrics == {
        "loss": 0.5,
        "forked": 1.5,
        "own": 2.5,
    }


def test_a_registered_model_is_found_by_its_address(server: Any) -> None:
    trackside.set_tracking_uri(server.url)
    with trackside.start_run() as run:
        trackside.log_text("a: b", "model/MLmodel")
    version = trackside.register_model(f"runs:/{run.info.run_id}/model", "fruit")

    assert version.version == "1"
    assert trackside.artifacts.load_text("models:/fruit/1/MLmodel") == "a: b"
    with pytest.raises(InvalidParameter):
        trackside.artifacts.load_text("mlflow-artifacts://elsewhere/1/x")


def test_addresses_behind_a_server_need_that_server(tmp_path: Path) -> None:
    trackside.set_tracking_uri(tmp_path / "runs")

    with pytest.raises(InvalidParameter, match="behind a tracking server"):
        trackside.artifacts.load_text("mlflow-artifacts:/1/run/artifacts/a.txt")
    with pytest.raises(NotImplementedHere, match="Databricks"):
        trackside.artifacts.load_text("dbfs:/databricks/mlflow/1/a.txt")
