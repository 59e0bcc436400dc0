"""The websocket ``feed``: thin notices, for as long as somebody listens."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import pytest
    from tests.server.conftest import Panel

    from trackside.client import Client
    from trackside_server import TracksideApp

OTHER_PROCESS = """
import sys
from trackside.client import Client
client = Client(sys.argv[1])
client.log_metric(sys.argv[2], "loss", 1.0)
client.set_terminated(sys.argv[2])
"""


async def test_the_first_notice_carries_the_present_revision(panel: Panel, client: Client) -> None:
    client.create_run("0")
    revision = (await panel.get("status"))["revision"]

    async with panel.feed() as next_notice:
        assert await next_notice() == {
            "revision": revision,
            "runs": {},
            "experiments": [],
            "registry": False,
        }


async def test_a_change_is_announced_at_once_and_says_what_changed(
    panel: Panel, client: Client
) -> None:
    run_id = client.create_run("0").info.run_id

    async with panel.feed() as next_notice:
        await next_notice()
        started = time.monotonic()
        client.set_tag(run_id, "star", "1")
        notice = await next_notice()

        assert time.monotonic() - started < 1
        assert notice["runs"] == {"0": [run_id]}
        assert (notice["experiments"], notice["registry"]) == ([], False)

        experiment_id = client.create_experiment("apples")
        assert (await next_notice())["experiments"] == [experiment_id]

        client.create_registered_model("model")
        assert (await next_notice())["registry"] is True


async def test_what_another_process_logs_is_announced(panel: Panel, client: Client) -> None:
    run_id = client.create_run("0").info.run_id
    async with panel.feed() as next_notice:
        await next_notice()

        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", OTHER_PROCESS, client.tracking_uri, run_id
        )
        notice = await next_notice()
        await process.wait()

        assert run_id in notice["runs"]["0"]


async def test_a_burst_is_coalesced_and_loses_nothing(panel: Panel, client: Client) -> None:
    run_ids = [client.create_run("0").info.run_id for _ in range(30)]
    async with panel.feed() as next_notice:
        await next_notice()

        def burst() -> None:
            for run_id in run_ids:
                client.set_tag(run_id, "star", "1")

        await asyncio.to_thread(burst)
        revision = (await panel.get("status"))["revision"]
        told: list[Any] = []
        while not told or told[-1]["revision"] < revision:
            told.append(await next_notice())

    assert {run_id for notice in told for run_id in notice["runs"]["0"]} == set(run_ids)
    assert len(told) < len(run_ids)


async def test_every_panel_is_told(panel: Panel, client: Client) -> None:
    async with panel.feed() as first, panel.feed() as second:
        assert await first() == await second()
        client.create_run("0")
        assert await first() == await second()


async def test_a_feed_is_never_silent_for_long(
    panel: Panel, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trackside_server.feed.HEARTBEAT_S", 0.2)
    client.create_run("0")
    async with panel.feed() as next_notice:
        greeting = await next_notice()

        assert await next_notice() == greeting
        assert await next_notice() == greeting


async def test_nothing_is_polled_while_nobody_listens(
    panel: Panel, app: TracksideApp, client: Client, eventually: Callable[..., Awaitable[Any]]
) -> None:
    assert not app.feed.is_watching
    async with panel.feed() as next_notice:
        await next_notice()
        assert app.feed.is_watching
    await eventually(lambda: not app.feed.is_watching)

    client.create_run("0")
    revision = (await panel.get("status"))["revision"]
    async with panel.feed() as next_notice:
        assert (await next_notice())["revision"] == revision


async def test_metrics_of_a_killed_process_appear_while_the_panel_is_open(
    panel: Panel, client: Client, eventually: Callable[..., Awaitable[Any]]
) -> None:
    run_id = client.create_run("0").info.run_id
    script = (
        "import os, sys, signal\nfrom trackside.client import Client\n"
        "client = Client(sys.argv[1])\n"
        "for step in range(500): client.log_metric(sys.argv[2], 'loss', step, step=step)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    async with panel.feed() as next_notice:
        await next_notice()
        command = [sys.executable, "-c", script, client.tracking_uri, run_id]
        await asyncio.to_thread(subprocess.run, command, check=False)

        async def count() -> bool:
            series = (await panel.get("history", run_id=run_id, key="loss"))["series"]
            return bool(series) and series[0]["count"] == 500

        await eventually(count)
