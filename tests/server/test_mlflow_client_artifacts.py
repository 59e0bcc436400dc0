"""Files that the real mlflow client logs through our server."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.mlflow_scenarios import Play

    from trackside.client import Client


def test_artifacts_go_through_the_server(mlflow: Play, ours: Client, tmp_path: Path) -> None:
    (tmp_path / "big.bin").write_bytes(os.urandom(5 << 20))
    said = mlflow("""
        import hashlib, pathlib
        import numpy as np
        with mlflow.start_run() as run:
            mlflow.log_artifact("big.bin", "data")
            mlflow.log_text("hällo", "notes/a file.txt")
            mlflow.log_dict({"k": [1, 2]}, "d.json")
            mlflow.log_table({"q": ["a", "b"]}, "t.json")
            mlflow.log_image(np.zeros((4, 4, 3), np.uint8), key="img", step=1)
        uri = f"runs:/{run.info.run_id}"
        path = mlflow.artifacts.download_artifacts(f"{uri}/data/big.bin")
        client = MlflowClient()
        say(
            run_id=run.info.run_id,
            root=client.get_run(run.info.run_id).info.artifact_uri,
            same=pathlib.Path(path).read_bytes() == pathlib.Path("big.bin").read_bytes(),
            text=mlflow.artifacts.load_text(f"{uri}/notes/a file.txt"),
            table=mlflow.load_table("t.json").to_dict("list"),
            listed=[(f.path, f.is_dir, f.file_size) for f in client.list_artifacts(run.info.run_id)],
            below=[f.path for f in client.list_artifacts(run.info.run_id, "notes")],
            images=len(client.list_artifacts(run.info.run_id, "images")),
            folder=sorted(p.name for p in pathlib.Path(client.download_artifacts(run.info.run_id, "")).iterdir()),
        )
        missing = None
        try:
            mlflow.artifacts.load_text(f"{uri}/nothing.txt")
        except Exception as error:
            missing = [type(error).__name__, 'nothing.txt' in str(error)]
        say(missing=missing)
    """)

    assert said["root"].startswith("mlflow-artifacts:/")
    assert said["same"]
    assert (said["text"], said["table"]) == ("hällo", {"q": ["a", "b"]})
    assert ["d.json", False, 29] in said["listed"]
    assert said["below"] == ["notes/a file.txt"]
    assert said["images"] == 2
    assert said["folder"] == ["d.json", "data", "images", "notes", "t.json"]
    assert said["missing"] == ["MlflowException", True]
    assert {file.path for file in ours.list_artifacts(said["run_id"])} == set(said["folder"])


def test_a_large_file_in_parts(mlflow: Play, ours: Client, tmp_path: Path) -> None:
    (tmp_path / "big.bin").write_bytes(os.urandom(17 << 20))
    said = mlflow(
        """
        import pathlib
        with mlflow.start_run() as run:
            mlflow.log_artifact("big.bin", "data")
        path = mlflow.artifacts.download_artifacts(f"runs:/{run.info.run_id}/data/big.bin")
        say(run_id=run.info.run_id,
            same=pathlib.Path(path).read_bytes() == pathlib.Path("big.bin").read_bytes())
        """,
        MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD="true",
        MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE=str(1 << 20),
        MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE=str(6 << 20),
    )

    assert said["same"]
    (file,) = ours.list_artifacts(said["run_id"], "data")
    assert (file.path, file.file_size) == ("data/big.bin", 17 << 20)
