"""``runs`` and ``changes`` under a filter, in the bin, and with the counts of the facets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from trackside.opening import flush

if TYPE_CHECKING:
    from tests.server.conftest import Panel

    from trackside.client import Client


def names(runs: list[dict[str, Any]]) -> list[str]:
    return sorted(run["name"] for run in runs)


async def test_counts_are_of_the_experiment_whatever_the_filter(
    panel: Panel, client: Client
) -> None:
    made = [client.create_run("0", run_name=f"run {number}").info.run_id for number in range(5)]
    client.set_terminated(made[0], "FAILED")
    client.set_terminated(made[1])
    client.set_tag(made[1], "trackside.star", "true")
    client.set_tag(made[2], "trackside.star", "false")
    client.delete_run(made[4])
    expected = {"active": 4, "deleted": 1, "running": 2, "failed": 1, "starred": 1}

    page = await panel.get("runs", experiment_id="0")
    assert page["counts"] == expected
    assert page["beside"] == []

    page = await panel.get("runs", experiment_id="0", filter="status = 'FAILED'")
    assert page["counts"] == expected
    assert (names(page["runs"]), page["total"]) == (["run 0"], 1)
    assert names(page["beside"]) == ["run 2", "run 3"]


async def test_what_runs_is_told_beside_a_page_that_leaves_it_out(
    panel: Panel, client: Client
) -> None:
    for number in range(3):
        client.create_run("0", run_name=f"run {number}", start_time=number)
    page = await panel.get("runs", experiment_id="0", limit=1)
    assert (names(page["runs"]), names(page["beside"])) == (["run 2"], ["run 0", "run 1"])


@pytest.mark.parametrize("baseline", ["0" * 32, "not a run's id'"])
async def test_the_baseline_is_told_beside_a_page_that_leaves_it_out(
    panel: Panel, client: Client, baseline: str
) -> None:
    run_id = client.create_run("0").info.run_id
    client.set_terminated(run_id)
    question = {"experiment_id": "0", "filter": "status = 'FAILED'"}
    client.set_experiment_tag("0", "trackside.baseline", run_id)
    assert [run["run_id"] for run in (await panel.get("runs", **question))["beside"]] == [run_id]

    client.set_experiment_tag("0", "trackside.baseline", baseline)
    assert (await panel.get("runs", **question))["beside"] == []


@pytest.mark.parametrize(
    "condition",
    ["metrics.loss < 0.5", "metrics.loss < 0.5 OR params.kind = 'kept'", "metrics.loss.min < 0.5"],
)
async def test_changes_say_which_runs_match_the_filter(
    panel: Panel, client: Client, condition: str
) -> None:
    good, bad = (client.create_run("0", run_name=name).info.run_id for name in ("good", "bad"))
    question = {"experiment_id": "0", "filter": condition}
    revision = (await panel.get("runs", **question))["revision"]
    client.log_metric(good, "loss", 0.1)
    client.log_metric(bad, "loss", 0.9)
    flush()

    changes = await panel.get("changes", **question, since=revision)

    assert names(changes["runs"]) == ["bad", "good"]
    assert changes["matching"] == [good]
    assert changes["total"] == 1
    assert changes["counts"]["active"] == 2


async def test_a_run_that_no_longer_matches_is_told(panel: Panel, client: Client) -> None:
    run_id = client.create_run("0").info.run_id
    question = {"experiment_id": "0", "filter": "status = 'RUNNING'"}
    page = await panel.get("runs", **question)
    assert page["total"] == 1

    client.set_terminated(run_id)
    changes = await panel.get("changes", **question, since=page["revision"])

    assert [run["run_id"] for run in changes["runs"]] == [run_id]
    assert (changes["matching"], changes["total"]) == ([], 0)


async def test_the_bin_is_a_list_of_its_own(panel: Panel, client: Client) -> None:
    kept, binned = (client.create_run("0", run_name=name).info.run_id for name in ("kept", "bin"))
    client.delete_run(binned)
    question = {"experiment_id": "0", "stage": "deleted"}

    page = await panel.get("runs", **question)
    assert (names(page["runs"]), page["total"]) == (["bin"], 1)

    client.restore_run(binned)
    client.delete_run(kept)
    changes = await panel.get("changes", **question, since=page["revision"])
    assert changes["matching"] == [kept]
    assert (changes["total"], changes["counts"]["deleted"]) == (1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"filter": "metrics.loss >"},
        {"filter": "metrics.loss < 1) OR (metrics.loss > 2"},
        {"stage": "gone"},
    ],
)
async def test_a_wrong_list_is_refused_with_the_value(
    panel: Panel, client: Client, wrong: dict[str, str]
) -> None:
    client.create_run("0")
    (value,) = wrong.values()
    for path in ("runs", "changes"):
        asked = panel.get(path, experiment_id="0", since="0", **wrong)
        refused = await panel.refused(asked)
        assert (refused.status, refused.error_code) == (400, "INVALID_PARAMETER_VALUE")
        assert value in refused.message


async def test_several_experiments_are_one_list(panel: Panel, client: Client) -> None:
    other, third = (client.create_experiment(name) for name in ("other", "third"))
    here = client.create_run("0", run_name="here").info.run_id
    there = client.create_run(other, run_name="there").info.run_id
    client.create_run(third, run_name="elsewhere")
    client.set_terminated(there)
    client.set_experiment_tag(other, "trackside.baseline", there)
    question: dict[str, Any] = {"experiment_id": ["0", other, other]}

    page = await panel.get("runs", **question, order_by=["attributes.run_name DESC"])
    assert [run["name"] for run in page["runs"]] == ["there", "here"]
    assert [run["experiment_id"] for run in page["runs"]] == [other, "0"]
    assert (page["total"], page["counts"]["active"], page["counts"]["running"]) == (2, 2, 1)
    filtered = await panel.get("runs", **question, filter="status = 'FAILED'")
    assert names(filtered["beside"]) == ["here", "there"]

    client.log_metric(here, "loss", 0.1)
    client.log_metric(there, "loss", 0.9)
    flush()
    changes = await panel.get(
        "changes", **question, filter="metrics.loss < 0.5", since=page["revision"]
    )
    assert names(changes["runs"]) == ["here", "there"]
    assert (changes["matching"], changes["total"]) == ([here], 1)


async def test_a_list_is_of_some_experiments_and_not_of_too_many(panel: Panel) -> None:
    for experiment_ids in ([], ["0"] * 201):
        refused = await panel.refused(panel.get("runs", experiment_id=experiment_ids))
        assert refused.status == 400
        assert "experiment_id" in refused.message
