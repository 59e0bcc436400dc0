"""The panel over a store that is a tracking server: ours, and a plain MLflow server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from trackside.client import Client
from trackside.opening import close_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.server.conftest import Panel
    from tests.tracking_servers import TrackingServer

MLMODEL = "flavors: {python_function: {loader_module: fruit}}\n"


@pytest.fixture(params=["empty_jupyter_server", "empty_mlflow_server"])
def remote(request: pytest.FixtureRequest) -> TrackingServer:
    server: TrackingServer = request.getfixturevalue(request.param)
    return server


@pytest.fixture
def jp_server_config(remote: TrackingServer) -> dict[str, Any]:
    return {
        "ServerApp": {"jpserver_extensions": {"trackside_server": True}},
        "TracksideApp": {"store_url": remote.url},
    }


@pytest.fixture
def colleague(remote: TrackingServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Somebody else who logs into that server."""
    if remote.token:
        monkeypatch.setenv("TRACKSIDE_TRACKING_TOKEN", remote.token)
    yield Client(remote.url)
    close_all()


async def test_what_a_colleague_logs_is_listed_charted_and_pushed(
    panel: Panel, colleague: Client
) -> None:
    experiment_id = colleague.create_experiment("orchard")
    run_id = colleague.create_run(experiment_id, run_name="apple").info.run_id
    colleague.log_param(run_id, "size", "L")
    for step in range(5):
        colleague.log_metric(run_id, "loss", 1 / (step + 1), step=step)
    colleague.log_text(run_id, "crisp", "notes/taste.txt")
    colleague.get_run(run_id)  # whoever reads has sent what waits

    listed = await panel.get("runs", experiment_id=experiment_id, order_by="metrics.loss ASC")
    assert [run["name"] for run in listed["runs"]] == ["apple"]
    assert listed["runs"][0]["metrics"]["loss"]["last"] == 0.2
    assert listed["runs"][0]["params"] == {"size": "L"}
    (series,) = (await panel.get("history", run_id=run_id, key="loss"))["series"]
    assert (series["steps"], series["values"][0]) == ([0, 1, 2, 3, 4], 1.0)
    (folder,) = (await panel.get(f"runs/{run_id}/artifacts"))["files"]
    assert (folder["path"], folder["is_dir"]) == ("notes", True)
    preview = await panel.get(f"runs/{run_id}/preview", path="notes/taste.txt")
    assert preview["text"] == "crisp"

    async with panel.feed() as next_notice:
        greeting = await next_notice()
        colleague.set_terminated(run_id)
        notice = await next_notice()
        while run_id not in notice["runs"].get(experiment_id, []):
            notice = await next_notice()
    changed = await panel.get("changes", experiment_id=experiment_id, since=greeting["revision"])
    assert [run["status"] for run in changed["runs"]] == ["FINISHED"]


async def test_the_panel_changes_what_is_there(panel: Panel, colleague: Client) -> None:
    run_id = colleague.create_run("0").info.run_id

    changed = await panel.send("PATCH", f"runs/{run_id}", {"name": "pear", "tags": {"ripe": "yes"}})
    assert changed["run"]["name"] == "pear"
    await panel.send("PATCH", f"runs/{run_id}", {"lifecycle_stage": "deleted"})

    found = colleague.get_run(run_id)
    assert (found.info.run_name, found.data.tags["ripe"]) == ("pear", "yes")
    assert found.info.lifecycle_stage == "deleted"


async def test_a_model_is_registered_and_promoted_there(panel: Panel, colleague: Client) -> None:
    run_id = colleague.create_run("0").info.run_id
    colleague.log_text(run_id, MLMODEL, "fruit/MLmodel")

    assert (await panel.get(f"runs/{run_id}"))["models"] == ["fruit"]
    registration = {"name": "fruit", "run_id": run_id, "artifact_path": "fruit", "alias": "best"}
    await panel.send("POST", "models", registration)
    detail = await panel.send("PATCH", "models/fruit/versions/1", {"stage": "Staging"})

    assert detail["problem"] is None
    assert detail["card"]["flavors"] == {"python_function": None}
    version = colleague.get_model_version_by_alias("fruit", "best")
    assert (version.run_id, version.current_stage) == (run_id, "Staging")
