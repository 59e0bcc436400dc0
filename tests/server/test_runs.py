"""``runs``, ``changes`` and ``runs/<run_id>``: scenarios of the run list and the detail view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.entities import Metric, Param, RunTag
from trackside.opening import flush

if TYPE_CHECKING:
    from tests.server.conftest import Panel

    from trackside.client import Client


async def test_the_list_shows_the_newest_first_with_params_metrics_and_tags(
    panel: Panel, client: Client
) -> None:
    first = client.create_run("0", start_time=1_000, run_name="first").info.run_id
    second = client.create_run("0", start_time=2_000, run_name="second").info.run_id
    client.log_batch(
        first,
        [Metric("loss", 2.0, 10, 0), Metric("loss", float("nan"), 20, 1)],
        [Param("depth", "3")],
        [RunTag("team", "ada")],
    )
    flush()

    page = await panel.get("runs", experiment_id="0")

    assert [run["run_id"] for run in page["runs"]] == [second, first]
    assert (page["total"], page["next_page_token"]) == (2, None)
    shown = page["runs"][1]
    assert shown["params"] == {"depth": "3"}
    assert shown["tags"]["team"] == "ada"
    assert shown["metrics"]["loss"] == {
        "last": "NaN",
        "min": 2.0,
        "max": 2.0,
        "step": 1,
        "timestamp": 20,
        "count": 2,
    }


async def test_the_list_is_filtered_ordered_and_paged(panel: Panel, client: Client) -> None:
    for number in range(5):
        run_id = client.create_run("0", run_name=f"run {number}").info.run_id
        client.log_metric(run_id, "loss", number)
    flush()
    question = {
        "experiment_id": "0",
        "filter": "metrics.loss > 0.5",
        "order_by": "metrics.loss ASC",
        "limit": 3,
    }

    page = await panel.get("runs", **question)
    rest = await panel.get("runs", **question, page_token=page["next_page_token"])

    assert [run["name"] for run in page["runs"]] == ["run 1", "run 2", "run 3"]
    assert [run["name"] for run in rest["runs"]] == ["run 4"]
    assert page["total"] == rest["total"] == 4


async def test_changes_tell_what_the_list_has_not_seen(panel: Panel, client: Client) -> None:
    old = client.create_run("0").info.run_id
    new = client.create_run("0").info.run_id
    revision = (await panel.get("runs", experiment_id="0"))["revision"]

    client.set_tag(new, "star", "1")
    other = client.create_experiment("elsewhere")
    client.create_run(other)
    changes = await panel.get("changes", experiment_id="0", since=revision)

    assert [run["run_id"] for run in changes["runs"]] == [new]
    assert changes["revision"] > revision

    client.delete_run(old)
    changes = await panel.get("changes", experiment_id="0", since=changes["revision"])
    assert [run["lifecycle_stage"] for run in changes["runs"]] == ["deleted"]


async def test_a_run_in_detail(panel: Panel, client: Client) -> None:
    run_id = client.create_run("0").info.run_id
    client.log_text(run_id, "flavors: {}", "fruit/model/MLmodel")

    detail = await panel.get(f"runs/{run_id}")

    assert detail["run"]["run_id"] == run_id
    assert detail["experiment"]["name"] == "Default"
    assert detail["artifact_uri"].endswith(f"{run_id}/artifacts")
    assert detail["models"] == ["fruit/model"]
    assert detail["model_versions"] == []


async def test_a_run_is_renamed_tagged_binned_and_restored(panel: Panel, client: Client) -> None:
    run_id = client.create_run("0", tags={"old": "1", "star": "1"}).info.run_id

    patch = {"name": "best", "tags": {"old": None, "never": None, "star": "2"}, "unknown": 7}
    detail = await panel.send("PATCH", f"runs/{run_id}", patch)
    assert detail["run"]["name"] == "best"
    assert detail["run"]["tags"] == {"mlflow.runName": "best", "star": "2"}

    detail = await panel.send("PATCH", f"runs/{run_id}", {"lifecycle_stage": "deleted"})
    assert detail["run"]["lifecycle_stage"] == "deleted"
    assert (await panel.get("runs", experiment_id="0"))["total"] == 0

    refused = await panel.refused(panel.send("PATCH", f"runs/{run_id}", {"name": "x"}))
    assert (refused.status, refused.error_code) == (400, "INVALID_PARAMETER_VALUE")

    back = {"lifecycle_stage": "active", "name": "back"}
    detail = await panel.send("PATCH", f"runs/{run_id}", back)
    assert (detail["run"]["lifecycle_stage"], detail["run"]["name"]) == ("active", "back")


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("runs", {}),
        ("runs", {"experiment_id": "apples"}),
        ("runs", {"experiment_id": "0", "limit": "0"}),
        ("runs", {"experiment_id": "0", "limit": "many"}),
        ("runs", {"experiment_id": "0", "limit": "9" * 30}),
        ("runs", {"experiment_id": "0", "filter": "metrics.loss >"}),
        ("runs", {"experiment_id": "0", "order_by": "nonsense.x"}),
        ("runs", {"experiment_id": "0", "page_token": "!!"}),
        ("changes", {"experiment_id": "0"}),
        ("changes", {"experiment_id": "0", "since": "-1"}),
        ("changes", {"experiment_id": "0", "since": "1.5"}),
        ("whole-runs", {}),
        ("whole-runs", {"run_id": ["x"] * 501}),
        ("history", {"key": "loss"}),
        ("history", {"run_id": "x"}),
        ("history", {"run_id": "x", "key": "loss", "max_points": "1"}),
        ("history", {"run_id": "x", "key": "loss", "first_step": str(2**64)}),
        ("notebook", {}),
    ],
)
async def test_a_wrong_question_is_refused_with_the_value(
    panel: Panel, path: str, params: dict[str, str | list[str]]
) -> None:
    refused = await panel.refused(panel.get(path, **params))

    assert (refused.status, refused.error_code) == (400, "INVALID_PARAMETER_VALUE")
    assert refused.message


@pytest.mark.parametrize(
    "path",
    [
        "runs/nobody",
        "runs/nobody/artifacts",
        "runs/nobody/preview?path=x",
        "runs/nobody/file?path=x",
        "kernels/nobody/notebook",
        "whole-runs?run_id=nobody",
        "history?run_id=nobody&key=loss",
        "runs?experiment_id=77",
    ],
)
async def test_what_does_not_exist_is_404(panel: Panel, path: str) -> None:
    place, _, query = path.partition("?")
    params = dict(pair.split("=") for pair in query.split("&")) if query else {}

    refused = await panel.refused(panel.get(place, **params))

    assert (refused.status, refused.error_code) == (404, "RESOURCE_DOES_NOT_EXIST")
    assert "nobody" in refused.message or "77" in refused.message


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        b"\xff\xfe",
        "[]",
        "null",
        '{"name": 7}',
        '{"name": "  "}',
        '{"tags": []}',
        '{"tags": {"a": 1}}',
        '{"lifecycle_stage": "gone"}',
        '{"tags": {"": "x"}}',
    ],
)
async def test_a_bad_body_is_refused_and_changes_nothing(
    panel: Panel, client: Client, body: str | bytes
) -> None:
    run = client.create_run("0", run_name="as it was")

    refused = await panel.refused(panel.send("PATCH", f"runs/{run.info.run_id}", body))

    assert (refused.status, refused.error_code) == (400, "INVALID_PARAMETER_VALUE")
    assert client.get_run(run.info.run_id) == run


async def test_no_route_is_json_too(panel: Panel) -> None:
    refused = await panel.refused(panel.get("nothing/here"))
    assert (refused.status, refused.error_code) == (404, "ENDPOINT_NOT_FOUND")

    refused = await panel.refused(panel.send("POST", "status", {}))
    assert (refused.status, refused.error_code) == (405, "BAD_REQUEST")


async def test_whole_runs_have_the_tags_that_lists_leave_out(panel: Panel, client: Client) -> None:
    first, second = (
        client.create_run("0", tags={"trackside.environment": f'{{"python": "{number}"}}'})
        for number in range(2)
    )
    wanted = [second.info.run_id, first.info.run_id]

    runs = (await panel.get("whole-runs", run_id=wanted))["runs"]

    assert [run["run_id"] for run in runs] == wanted
    assert runs[0]["tags"]["trackside.environment"] == '{"python": "1"}'
