"""What the server reads for its clients: files below its artifact root, and nothing else it could reach."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tornado.httpclient import HTTPClientError

if TYPE_CHECKING:
    from pathlib import Path

    from trackside.client import Client

API = "trackside/api/2.0/mlflow"


@pytest.fixture
def foreign_run(client: Client, tmp_path: Path) -> str:
    """A run of an experiment that somebody pointed at a folder of this machine."""
    folder = tmp_path / "private"
    experiment = client.create_experiment("foreign", folder.as_uri())
    run_id = client.create_run(experiment).info.run_id
    client.log_text(run_id, "not for everybody", "secret.txt")
    return run_id


async def refusal(fetch: Any, *path: str, **params: str) -> tuple[int, str]:
    with pytest.raises(HTTPClientError) as refused:
        await fetch(*path, params=params)
    assert refused.value.response is not None
    return refused.value.code, json.loads(refused.value.response.body)["error_code"]


async def test_files_elsewhere_on_this_machine_are_not_served(
    jp_fetch: Any, foreign_run: str
) -> None:
    asked = {"run_id": foreign_run, "path": "secret.txt"}

    assert await refusal(jp_fetch, "trackside/get-artifact", **asked) == (403, "PERMISSION_DENIED")
    listed = await refusal(jp_fetch, API, "artifacts/list", run_id=foreign_run)
    assert listed == (403, "PERMISSION_DENIED")


async def test_versions_elsewhere_are_not_served(
    jp_fetch: Any, client: Client, foreign_run: str
) -> None:
    client.create_registered_model("leak")
    client.create_model_version("leak", client.get_run(foreign_run).info.artifact_uri, foreign_run)

    asked = {"name": "leak", "version": "1", "path": "secret.txt"}
    found = await refusal(jp_fetch, "trackside/model-versions/get-artifact", **asked)
    assert found == (403, "PERMISSION_DENIED")


async def test_files_below_the_root_are_served(jp_fetch: Any, client: Client) -> None:
    run_id = client.create_run("0").info.run_id
    client.log_text(run_id, "for everybody", "a/note.txt")

    answer = await jp_fetch(
        "trackside/get-artifact", params={"run_id": run_id, "path": "a/note.txt"}
    )
    assert answer.body == b"for everybody"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["../../trackside.db", "%2e%2e/x", "/etc/passwd"])
async def test_no_path_leads_out_of_the_root(jp_fetch: Any, client: Client, path: str) -> None:
    run_id = client.create_run("0").info.run_id
    found = await refusal(jp_fetch, "trackside/get-artifact", run_id=run_id, path=path)

    assert found == (400, "INVALID_PARAMETER_VALUE")
