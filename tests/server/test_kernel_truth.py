"""Runs of kernels that were shut down, restarted or killed: real kernels, and real Jupyter around them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from trackside.context.tags import KERNEL_ID, PROCESS
from trackside_server.kernel_truth import end_runs_of_dead_processes, end_runs_of_kernel

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from trackside.client import Client
    from trackside.entities import Run
    from trackside_server import TracksideApp

START = (
    "import trackside; trackside.start_run(run_name={name!r}); trackside.log_metric('loss', 1.0)"
)
# Only what the process itself does not get to do can show what the server does.
DEAF = "import atexit; atexit._clear()"


class Kernels:
    """Starts kernels in the server under test, and runs code in them."""

    def __init__(self, app: TracksideApp, fetch: Any, eventually: Any, client: Client) -> None:
        self.manager: Any = app.serverapp.kernel_manager  # type: ignore[union-attr]
        self._fetch = fetch
        self._eventually = eventually
        self._client = client

    async def start(self) -> str:
        answer = await self._fetch("api", "kernels", method="POST", body="{}")
        kernel_id: str = json.loads(answer.body)["id"]
        return kernel_id

    async def execute(self, kernel_id: str, code: str, *, wait: bool = True) -> None:
        connection = self.manager.get_kernel(kernel_id).client()
        connection.start_channels()
        try:
            await connection.wait_for_ready(timeout=60)
            request = connection.execute(code)
            while wait:
                reply = await connection.get_shell_msg(timeout=60)
                if reply["parent_header"].get("msg_id") == request:
                    assert reply["content"]["status"] == "ok", reply["content"]
                    return
        finally:
            connection.stop_channels()

    async def act(self, kernel_id: str, verb: str, *path: str) -> None:
        body = {"body": "{}"} if verb == "POST" else {}
        await self._fetch(
            "api", "kernels", kernel_id, *path, method=verb, request_timeout=60, **body
        )

    def pid(self, kernel_id: str) -> int:
        pid: int = self.manager.get_kernel(kernel_id).provisioner.pid
        return pid

    async def run(self, name: str, status: str) -> Run:
        """Await that the run has that status."""

        def found() -> Run | None:
            runs = self._client.search_runs(["0"], f"attributes.run_name = '{name}'")
            return next((run for run in runs if run.info.status == status), None)

        run: Run = await self._eventually(found)
        return run


@pytest.fixture
def kernels(
    app: TracksideApp,
    jp_fetch: Any,
    client: Client,
    eventually: Callable[..., Awaitable[Any]],
    jp_asyncio_loop: asyncio.AbstractEventLoop,
) -> Any:
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    os.environ["MLFLOW_EXPERIMENT_NAME"] = "Default"
    # How often Jupyter looks whether a kernel died: 3 s by default.
    app.serverapp.config.KernelRestarter.time_to_dead = 0.3  # type: ignore[union-attr]
    made = Kernels(app, jp_fetch, eventually, client)
    yield made
    jp_asyncio_loop.run_until_complete(made.manager.shutdown_all(now=True))


async def test_a_shutdown_ends_the_kernels_runs(kernels: Kernels) -> None:
    kernel_id = await kernels.start()
    await kernels.execute(kernel_id, START.format(name="polite"))
    run = await kernels.run("polite", "RUNNING")
    assert run.data.tags[KERNEL_ID] == kernel_id

    await kernels.act(kernel_id, "DELETE")

    assert (await kernels.run("polite", "KILLED")).info.end_time is not None


async def test_a_shutdown_ends_also_what_the_kernel_could_not_end_itself(kernels: Kernels) -> None:
    kernel_id = await kernels.start()
    await kernels.execute(kernel_id, START.format(name="deaf"))
    await kernels.execute(kernel_id, DEAF)

    await kernels.act(kernel_id, "DELETE")

    assert (await kernels.run("deaf", "KILLED")).data.metrics == {"loss": 1.0}


async def test_a_restart_ends_the_old_runs_and_not_those_started_after(kernels: Kernels) -> None:
    kernel_id = await kernels.start()
    await kernels.execute(kernel_id, START.format(name="before"))
    await kernels.execute(kernel_id, DEAF)

    await kernels.act(kernel_id, "POST", "restart")
    await kernels.execute(kernel_id, START.format(name="after"))

    await kernels.run("before", "KILLED")
    await kernels.run("after", "RUNNING")


@pytest.mark.parametrize("death", ["import os; os._exit(1)", "SIGKILL"])
async def test_a_kernel_that_dies_leaves_no_running_run_and_no_metric_behind(
    kernels: Kernels, death: str
) -> None:
    kernel_id = await kernels.start()
    await kernels.execute(kernel_id, START.format(name="doomed"))
    old_pid = kernels.pid(kernel_id)
    many = "for step in range(500): trackside.log_metric('acc', step, step=step)\n"

    if death == "SIGKILL":
        await kernels.execute(kernel_id, many)
        os.kill(old_pid, signal.SIGKILL)
    else:
        await kernels.execute(kernel_id, many + death, wait=False)

    run = await kernels.run("doomed", "KILLED")
    assert run.data.summaries["acc"].count == 500
    assert run.info.end_time is not None

    # Jupyter has started it anew under the same id, and the new process may log at once.
    await kernels.execute(kernel_id, START.format(name="reborn"))
    assert kernels.pid(kernel_id) != old_pid
    await kernels.run("reborn", "RUNNING")


async def test_a_kernel_that_is_not_restarted_any_more_is_ended_too(kernels: Kernels) -> None:
    kernel_id = await kernels.start()
    await kernels.execute(kernel_id, START.format(name="last"))
    restarter = kernels.manager.get_kernel(kernel_id)._restarter
    restarter.restart_limit = 0

    os.kill(kernels.pid(kernel_id), signal.SIGKILL)

    await kernels.run("last", "KILLED")
    assert kernel_id not in kernels.manager


async def test_the_runs_of_another_kernel_go_on(kernels: Kernels) -> None:
    doomed, other = await kernels.start(), await kernels.start()
    await kernels.execute(doomed, START.format(name="mine"))
    await kernels.execute(other, START.format(name="theirs"))

    await kernels.act(doomed, "DELETE")

    await kernels.run("mine", "KILLED")
    await kernels.run("theirs", "RUNNING")


def started(client: Client, name: str, start_time: int, tags: dict[str, str]) -> str:
    return client.create_run("0", start_time, tags, name).info.run_id


def process(pid: int, host: str | None = None) -> str:
    return json.dumps({"host": host or socket.gethostname(), "pid": pid})


def test_only_runs_that_the_old_process_had_open_are_ended(client: Client) -> None:
    mine = {KERNEL_ID: "k"}
    old = started(client, "old", 100, {**mine, PROCESS: process(1)})
    started(client, "new process", 100, {**mine, PROCESS: process(2)})
    started(client, "later", 300, {**mine, PROCESS: process(1)})
    started(client, "another kernel", 100, {KERNEL_ID: "j", PROCESS: process(1)})
    untold = started(client, "no process", 100, {**mine, PROCESS: "nonsense"})

    ended = end_runs_of_kernel(client._store, "k", moment=200, living_pid=2)

    assert set(ended) == {old, untold}
    assert client.get_run(old).info.end_time == 200


async def test_what_died_while_no_server_was_there_is_ended_at_the_start(client: Client) -> None:
    def dead_pid() -> int:
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        return gone.pid

    gone = await asyncio.to_thread(dead_pid)
    now = 4_000_000_000_000
    dead = started(client, "dead", 100, {KERNEL_ID: "k", PROCESS: process(gone)})
    client.log_metric(dead, "loss", 1.0, timestamp=5_000)
    reused = started(client, "reused pid", 100, {KERNEL_ID: "k", PROCESS: process(os.getpid())})
    alive = started(client, "alive", now, {KERNEL_ID: "k", PROCESS: process(os.getpid())})
    script = started(client, "script", 100, {PROCESS: process(gone)})
    afar = started(client, "afar", 100, {KERNEL_ID: "k", PROCESS: process(gone, "elsewhere")})

    end_runs_of_dead_processes(client._settled, socket.gethostname())

    status = {run_id: client.get_run(run_id).info for run_id in (dead, reused, alive, script, afar)}
    assert (status[dead].status, status[dead].end_time) == ("KILLED", 5_000)
    if sys.platform == "linux":
        assert status[reused].status == "KILLED"
    assert {status[run].status for run in (alive, script, afar)} == {"RUNNING"}
