"""``GET experiments``: which there are, how they are used, in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.server.conftest import Panel

    from trackside.client import Client


async def test_experiments_come_with_their_use_the_one_used_last_first(
    panel: Panel, client: Client
) -> None:
    client.create_experiment("pears")
    apples = client.create_experiment("apples", tags={"mlflow.note.content": "why"})
    run = client.create_run(apples, start_time=4_000_000_000_000)

    answer = await panel.get("experiments")

    assert [each["name"] for each in answer["experiments"]] == ["apples", "pears", "Default"]
    first, second, _ = answer["experiments"]
    assert first["tags"] == {"mlflow.note.content": "why"}
    assert first["lifecycle_stage"] == "active"
    assert (first["run_count"], first["last_start_time"]) == (1, run.info.start_time)
    assert (second["run_count"], second["last_start_time"]) == (0, None)
    assert answer["next_page_token"] is None


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("active", {"Default", "apples"}),
        ("deleted", {"pears"}),
        ("all", {"Default", "apples", "pears"}),
    ],
)
async def test_a_stage_is_chosen(
    panel: Panel, client: Client, stage: str, expected: set[str]
) -> None:
    client.create_experiment("apples")
    client.delete_experiment(client.create_experiment("pears"))

    answer = await panel.get("experiments", stage=stage)

    assert {each["name"] for each in answer["experiments"]} == expected


async def test_a_part_of_the_name_finds_experiments_page_by_page(
    panel: Panel, client: Client
) -> None:
    for number in range(3):
        client.create_experiment(f"Fruit/{number}")

    first = await panel.get("experiments", name="fruit", limit=2)
    token = first["next_page_token"]
    second = await panel.get("experiments", name="fruit", limit=2, page_token=token)

    names = [each["name"] for each in first["experiments"] + second["experiments"]]
    assert names == ["Fruit/2", "Fruit/1", "Fruit/0"]
    assert second["next_page_token"] is None


@pytest.mark.parametrize(
    ("arguments", "named"),
    [({"stage": "gone"}, "gone"), ({"limit": 0}, "limit"), ({"page_token": "x"}, "x")],
)
async def test_a_wrong_question_is_refused(
    panel: Panel, arguments: dict[str, str | int], named: str
) -> None:
    refused = await panel.refused(panel.get("experiments", **arguments))

    assert (refused.status, refused.error_code) == (400, "INVALID_PARAMETER_VALUE")
    assert named in refused.message
