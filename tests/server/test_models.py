"""``GET models`` and ``POST models``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from trackside.entities import LoggedModelOutput

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.conftest import Panel

    from trackside.client import Client


@pytest.fixture
def run_id(client: Client) -> str:
    run_id = client.create_run("0").info.run_id
    client.log_text(run_id, "flavors: {}", "fruit/MLmodel")
    return run_id


async def test_a_runs_model_is_registered_twice_and_listed(
    panel: Panel, client: Client, run_id: str
) -> None:
    asked = {"name": "apples", "run_id": run_id, "artifact_path": "fruit"}

    first = await panel.send(
        "POST", "models", {**asked, "description": "the first", "alias": "oldest"}
    )
    await panel.send("POST", "models", asked)
    client.set_registered_model_alias("apples", "best", "1")

    assert (first["version"], first["description"]) == ("1", "the first")
    assert (first["run_id"], first["aliases"]) == (run_id, ["oldest"])
    assert first["source"].endswith("/artifacts/fruit")
    (model,) = (await panel.get("models"))["models"]
    assert model["name"] == "apples"
    assert [version["version"] for version in model["versions"]] == ["2", "1"]
    assert model["versions"][1]["aliases"] == ["best", "oldest"]
    assert model["versions"][0]["stage"] == "None"
    detail = await panel.get(f"runs/{run_id}")
    assert [version["version"] for version in detail["model_versions"]] == ["2", "1"]


async def test_a_logged_model_is_registered_from_the_run_that_made_it(
    panel: Panel, client: Client, run_id: str, tmp_path: Path
) -> None:
    (tmp_path / "MLmodel").write_text("flavors: {}")
    ready, failed = (client.create_logged_model("0", name, run_id) for name in ("net", "wreck"))
    client.log_model_artifact(ready.model_id, tmp_path / "MLmodel")
    client.finalize_logged_model(ready.model_id, "READY")
    client.finalize_logged_model(failed.model_id, "FAILED")
    client.log_outputs(run_id, [LoggedModelOutput(m.model_id, 0) for m in (ready, failed)])

    detail = await panel.get(f"runs/{run_id}")
    asked = {"name": "nets", "run_id": run_id, "artifact_path": "net"}
    version = await panel.send("POST", "models", asked)

    assert detail["models"] == ["fruit", "net"]
    assert version["source"] == ready.artifact_location
    assert client.get_model_version("nets", "1").model_id == ready.model_id
    assert client.get_model_version("nets", "1").run_id == run_id


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"name": ""}, 400),
        ({"name": "a/b"}, 400),
        ({"name": 7}, 400),
        ({"artifact_path": None}, 400),
        ({"artifact_path": "../.."}, 400),
        ({"artifact_path": "nothing"}, 404),
        ({"run_id": "nobody"}, 404),
        ({"description": ["x"]}, 400),
    ],
)
async def test_a_wrong_registration_is_refused_and_makes_no_model(
    panel: Panel, run_id: str, change: dict[str, Any], status: int
) -> None:
    asked = {"name": "apples", "run_id": run_id, "artifact_path": "fruit", **change}

    refused = await panel.refused(panel.send("POST", "models", asked))

    assert refused.status == status
    assert (await panel.get("models"))["models"] == []
