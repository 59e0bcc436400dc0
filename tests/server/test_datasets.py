"""``runs/<run_id>/datasets``, and the datasets in the rows of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.entities import Dataset, DatasetInput, InputTag

if TYPE_CHECKING:
    from tests.server.conftest import Panel

    from trackside.client import Client

APPLES = Dataset(
    "apples",
    "abc",
    "local",
    '{"uri": "apples.csv"}',
    '{"mlflow_colspec": [{"type": "long", "name": "weight", "required": true}]}',
    '{"num_rows": 2}',
)
USE = {"name": "apples", "digest": "abc", "context": "training"}


def run_with_apples(client: Client) -> str:
    run_id: str = client.create_run("0").info.run_id
    tags = [InputTag("season", "2026"), InputTag("mlflow.data.context", "training")]
    client.log_inputs(run_id, [DatasetInput(APPLES, tags)])
    return run_id


async def test_the_data_of_a_run_is_described(panel: Panel, client: Client) -> None:
    run_id = run_with_apples(client)
    assert await panel.get(f"runs/{run_id}/datasets") == {
        "datasets": [
            USE
            | {
                "source_type": "local",
                "source": "apples.csv",
                "profile": {"num_rows": "2"},
                "features": [
                    {"name": "weight", "type": "long", "is_required": True, "default": None}
                ],
                "targets": None,
            }
        ]
    }


async def test_rows_and_runs_name_their_data(panel: Panel, client: Client) -> None:
    run_id = run_with_apples(client)
    other_id = client.create_run("0").info.run_id
    listed = (await panel.get("runs", experiment_id="0"))["runs"]
    assert {row["run_id"]: row["datasets"] for row in listed} == {run_id: [USE], other_id: []}
    assert (await panel.get(f"runs/{run_id}"))["run"]["datasets"] == [USE]


async def test_a_run_that_takes_in_data_has_changed(panel: Panel, client: Client) -> None:
    run_id = client.create_run("0").info.run_id
    revision = (await panel.get("runs", experiment_id="0"))["revision"]
    client.log_inputs(run_id, [DatasetInput(APPLES)])
    changes = await panel.get("changes", experiment_id="0", since=revision)
    assert changes["runs"][0]["datasets"] == [USE | {"context": None}]


async def test_an_unknown_run_has_no_data(panel: Panel) -> None:
    refused = await panel.refused(panel.get("runs/none/datasets"))
    assert (refused.status, refused.error_code) == (404, "RESOURCE_DOES_NOT_EXIST")
