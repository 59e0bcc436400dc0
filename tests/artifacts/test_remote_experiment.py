"""An experiment whose artifacts lie on S3, used as any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

import trackside
from trackside.errors import NotFound, StoreUnavailable


@pytest.fixture
def location(bucket: str, tmp_path: Path) -> str:
    trackside.set_tracking_uri(str(tmp_path / "store"))
    location = f"s3://{bucket}/team/apples"
    trackside.create_experiment("apples", artifact_location=location)
    trackside.set_experiment("apples")
    return location


def test_files_texts_and_tables_go_there_and_come_back(location: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("x\n1\n")
    with trackside.start_run() as run:
        trackside.log_text("crisp", "notes/today.txt")
        trackside.log_dict({"lr": 0.1}, "config.yaml")
        trackside.log_artifacts(str(tmp_path / "data"), "data")
        trackside.log_artifact(str(tmp_path / "data" / "a.csv"))
        trackside.log_table({"kind": ["gala"]}, "table.json")
        trackside.log_table({"kind": ["fuji"]}, "table.json")
        assert trackside.get_artifact_uri("x") == f"{location}/{run.info.run_id}/artifacts/x"
    run_id = run.info.run_id
    assert [file.path for file in trackside.artifacts.list_artifacts(run_id=run_id)] == [
        "data",
        "notes",
        "a.csv",
        "config.yaml",
        "table.json",
    ]
    assert trackside.artifacts.load_text(f"runs:/{run_id}/notes/today.txt") == "crisp"
    assert trackside.artifacts.load_dict(f"runs:/{run_id}/config.yaml") == {"lr": 0.1}
    assert trackside.load_table("table.json")["kind"].tolist() == ["gala", "fuji"]
    copy = trackside.artifacts.download_artifacts(run_id=run_id, artifact_path="data")
    assert (Path(copy) / "a.csv").read_text() == "x\n1\n"
    with pytest.raises(NotFound, match="gone"):
        trackside.Client().download_artifacts(run_id, "gone")
    assert not (tmp_path / "store" / "artifacts").exists()


def test_a_model_is_logged_registered_and_loaded(location: str) -> None:
    frame = pd.DataFrame({"x": [0.0, 1.0, 2.0, 3.0]})
    model = LogisticRegression().fit(frame, [0, 0, 1, 1])
    with trackside.start_run():
        info = trackside.sklearn.log_model(
            model, name="model", input_example=frame, registered_model_name="apples"
        )
    expected = model.predict(frame).tolist()
    for uri in (info.model_uri, "models:/apples/1"):
        assert trackside.pyfunc.load_model(uri).predict(frame).tolist() == expected
    version = trackside.Client().get_model_version("apples", "1")
    assert str(version.source).startswith(location)
    assert trackside.sklearn.load_model(str(version.source)).predict(frame).tolist() == expected


def test_mlflow_reads_what_was_logged(location: str) -> None:
    mlflow: Any = pytest.importorskip("mlflow")
    pytest.importorskip("boto3")
    with trackside.start_run() as run:
        trackside.log_text("crisp", "notes/today.txt")
    uri = f"{location}/{run.info.run_id}/artifacts/notes/today.txt"
    assert mlflow.artifacts.load_text(uri) == "crisp"


def test_a_store_that_is_away_fails_the_call_in_our_words(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with trackside.start_run():
        monkeypatch.setenv("MLFLOW_S3_ENDPOINT_URL", "http://127.0.0.1:9")
        with pytest.raises(StoreUnavailable, match="Cannot write 's3://"):
            trackside.log_text("crisp", "notes.txt")
        monkeypatch.undo()
