"""``PATCH runs`` and ``PATCH experiments/<id>``: changing several runs, and an experiment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.server.conftest import Panel

    from trackside.client import Client


async def test_several_runs_are_tagged_binned_and_restored(panel: Panel, client: Client) -> None:
    run_ids = [client.create_run("0", tags={"old": "1"}).info.run_id for _ in range(3)]
    chosen = run_ids[:2]
    before = (await panel.get("runs", experiment_id="0"))["revision"]

    tags = {"trackside.star": "true", "old": None}
    answer = await panel.send("PATCH", "runs", {"run_ids": chosen, "tags": tags})

    assert answer["revision"] > before
    tagged = [client.get_run(run_id).data.tags for run_id in run_ids]
    assert [tags.get("trackside.star") for tags in tagged] == ["true", "true", None]
    assert [tags.get("old") for tags in tagged] == [None, None, "1"]

    for stage, total in (("deleted", 1), ("active", 3)):
        await panel.send("PATCH", "runs", {"run_ids": chosen, "lifecycle_stage": stage})
        assert (await panel.get("runs", experiment_id="0"))["total"] == total


async def test_an_unknown_run_among_them_changes_none(panel: Panel, client: Client) -> None:
    run_id = client.create_run("0").info.run_id
    body = {"run_ids": [run_id, "nobody"], "lifecycle_stage": "deleted"}

    refused = await panel.refused(panel.send("PATCH", "runs", body))

    assert (refused.status, refused.error_code) == (404, "RESOURCE_DOES_NOT_EXIST")
    assert "nobody" in refused.message
    assert client.get_run(run_id).info.lifecycle_stage == "active"


async def test_an_experiment_is_renamed_tagged_binned_and_restored(
    panel: Panel, client: Client
) -> None:
    experiment_id = client.create_experiment("draft", tags={"old": "1"})
    path = f"experiments/{experiment_id}"

    tags = {"trackside.baseline": "abc", "mlflow.note.content": "why", "old": None, "never": None}
    experiment = await panel.send("PATCH", path, {"name": "final", "tags": tags})
    assert experiment["name"] == "final"
    assert experiment["tags"] == {"trackside.baseline": "abc", "mlflow.note.content": "why"}

    experiment = await panel.send("PATCH", path, {"lifecycle_stage": "deleted"})
    assert experiment["lifecycle_stage"] == "deleted"
    assert await panel.get(path) == experiment
    refused = await panel.refused(panel.send("PATCH", path, {"name": "x"}))
    assert (refused.status, refused.error_code) == (400, "INVALID_PARAMETER_VALUE")
    experiment = await panel.send("PATCH", path, {"lifecycle_stage": "active"})
    assert experiment["lifecycle_stage"] == "active"


async def test_a_taken_name_and_an_unknown_experiment_are_refused(
    panel: Panel, client: Client
) -> None:
    experiment_id = client.create_experiment("draft")
    path = f"experiments/{experiment_id}"

    refused = await panel.refused(panel.send("PATCH", path, {"name": "Default"}))
    assert (refused.status, refused.error_code) == (400, "RESOURCE_ALREADY_EXISTS")
    refused = await panel.refused(panel.send("PATCH", "experiments/77", {}))
    assert (refused.status, refused.error_code) == (404, "RESOURCE_DOES_NOT_EXIST")


@pytest.mark.parametrize(
    "body", [{}, {"run_ids": "a"}, {"run_ids": [1]}, {"run_ids": [], "tags": 1}, {"run_ids": None}]
)
async def test_a_bad_body_is_refused_with_its_name(panel: Panel, body: dict[str, Any]) -> None:
    refused = await panel.refused(panel.send("PATCH", "runs", body))
    assert (refused.status, refused.error_code) == (400, "INVALID_PARAMETER_VALUE")
    assert "run_ids" in refused.message or "tags" in refused.message
