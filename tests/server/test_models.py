"""``GET models`` and ``POST models/register``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
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

    first = await panel.send("POST", "models/register", {**asked, "description": "the first"})
    await panel.send("POST", "models/register", asked)
    client.set_registered_model_alias("apples", "best", "1")

    assert (first["version"], first["description"]) == ("1", "the first")
    assert first["run_id"] == run_id
    assert first["source"].endswith("/artifacts/fruit")
    (model,) = (await panel.get("models"))["models"]
    assert model["name"] == "apples"
    assert [version["version"] for version in model["versions"]] == ["2", "1"]
    assert model["versions"][1]["aliases"] == ["best"]
    assert model["versions"][0]["stage"] == "None"
    detail = await panel.get(f"runs/{run_id}")
    assert [version["version"] for version in detail["model_versions"]] == ["2", "1"]


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

    refused = await panel.refused(panel.send("POST", "models/register", asked))

    assert refused.status == status
    assert (await panel.get("models"))["models"] == []
