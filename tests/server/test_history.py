"""``GET history``: series of several runs, thinned and windowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trackside.opening import flush

if TYPE_CHECKING:
    from tests.server.conftest import Panel

    from trackside.client import Client


async def test_series_of_the_runs_that_logged_the_metric(panel: Panel, client: Client) -> None:
    with_loss, without = (client.create_run("0").info.run_id for _ in range(2))
    for step, value in enumerate([1.5, float("nan"), float("inf"), float("-inf")]):
        client.log_metric(with_loss, "loss", value, timestamp=step * 10, step=step)
    client.log_metric(without, "acc", 1.0)
    flush()

    answer = await panel.get("history", run_id=[with_loss, without], key="loss")

    assert answer["series"] == [
        {
            "run_id": with_loss,
            "key": "loss",
            "steps": [0, 1, 2, 3],
            "timestamps": [0, 10, 20, 30],
            "values": [1.5, "NaN", "Infinity", "-Infinity"],
            "count": 4,
        }
    ]


async def test_a_long_series_is_thinned_and_zooming_asks_again(
    panel: Panel, client: Client
) -> None:
    run_id = client.create_run("0").info.run_id
    for step, value in enumerate(np.sin(np.arange(5_000) / 50).tolist()):
        client.log_metric(run_id, "loss", value, step=step)
    flush()
    question = {"run_id": run_id, "key": "loss", "max_points": 100}

    (series,) = (await panel.get("history", **question))["series"]
    assert series["count"] == 5_000
    assert len(series["steps"]) == len(series["values"]) == len(series["timestamps"]) <= 100
    assert (series["steps"][0], series["steps"][-1]) == (0, 4_999)

    (window,) = (await panel.get("history", **question, first_step=100, last_step=149))["series"]
    assert window["steps"] == list(range(100, 150))
    assert window["count"] == 50

    assert (await panel.get("history", **question, first_step=9_000))["series"] == []
