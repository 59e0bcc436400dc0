"""Kernel truth: a run does not go on RUNNING when its kernel is gone.

Jupyter says on its event bus what it did to a kernel: ``shutdown``, and ``restart``, be it by the
user or because the kernel had died. That a kernel died for good it says to a callback only, which
is left with each kernel that starts. What a server did not live to see, the next one finds by the
process that a run names.

A restarted kernel keeps its id, so the id alone does not tell whose a run is: what started after
the event, or was started by the process that is there now, goes on.
"""

from __future__ import annotations

import socket
from functools import partial
from typing import TYPE_CHECKING, Any

from tornado.ioloop import IOLoop

from trackside.clock import now_ms
from trackside.context.tags import KERNEL_ID
from trackside.entities import RunStatus
from trackside.errors import TracksideException
from trackside_server.orphans import adopt
from trackside_server.processes import is_alive, process_of

if TYPE_CHECKING:
    from logging import Logger
    from pathlib import Path

    from jupyter_events import EventLogger
    from jupyter_server.services.kernels.kernelmanager import MappingKernelManager

    from trackside.entities import Run
    from trackside.store.base import Store
    from trackside_server.store_access import StoreAccess

KERNEL_ACTIONS = "https://events.jupyter.org/jupyter_server/kernel_actions/v1"
KILLED = RunStatus.to_string(RunStatus.KILLED)


class KernelTruth:
    """Ends the runs of kernels that went away."""

    def __init__(
        self, access: StoreAccess, kernels: MappingKernelManager, events: EventLogger, log: Logger
    ) -> None:
        self._access = access
        self._kernels = kernels
        self._events = events
        self._log = log

    def start(self) -> None:
        """Listen from now on."""
        self._events.add_listener(schema_id=KERNEL_ACTIONS, listener=self._on_action)

    def stop(self) -> None:
        """Listen no more."""
        self._events.remove_listener(schema_id=KERNEL_ACTIONS, listener=self._on_action)

    async def _on_action(self, logger: EventLogger, schema_id: str, data: dict[str, Any]) -> None:  # noqa: ARG002 (by keyword)
        moment = now_ms()
        kernel_id, action = data.get("kernel_id"), data["action"]
        if kernel_id is None:
            return
        if action == "start":
            self._await_death(kernel_id)
        elif action == "restart" or (action == "shutdown" and data.get("status") != "error"):
            # A restart that failed has shut the old process down all the same.
            await self.kernel_ended(kernel_id, moment)

    def _await_death(self, kernel_id: str) -> None:
        if kernel_id in self._kernels:
            self._kernels.add_restart_callback(
                kernel_id, partial(self._on_death, kernel_id), "dead"
            )

    def _on_death(self, kernel_id: str) -> None:
        IOLoop.current().add_callback(self.kernel_ended, kernel_id, now_ms())

    async def kernel_ended(self, kernel_id: str, moment: int) -> None:
        """End the runs that the kernel's process had open at ``moment``."""
        pid = self._pid(kernel_id)
        await self._settle(
            partial(end_runs_of_kernel, kernel_id=kernel_id, moment=moment, living_pid=pid)
        )

    async def catch_up(self) -> None:
        """End the runs of kernels that died while no server was there to see it."""
        await self._settle(partial(end_runs_of_dead_processes, host=socket.gethostname()))

    async def _settle(self, end: Any) -> None:
        try:
            if self._access.exists():
                folder = self._access.location.spool_folder
                await self._access.run(partial(_adopt_and_end, folder=folder, end=end))
        except (TracksideException, OSError) as error:
            self._log.warning("Runs of a kernel that is gone stay RUNNING for now: %s", error)

    def _pid(self, kernel_id: str) -> int | None:
        """Return the process that the kernel is now; None if it is gone or not of this host."""
        if kernel_id not in self._kernels:
            return None
        provisioner = self._kernels.get_kernel(kernel_id).provisioner
        return getattr(provisioner, "pid", None)


def _adopt_and_end(store: Store, folder: Path, end: Any) -> None:
    # The last metrics first: the panel sees a run whole when it sees it end.
    adopt(store, folder)
    end(store)


def end_runs_of_kernel(
    store: Store, kernel_id: str, moment: int, living_pid: int | None
) -> list[str]:
    """End the kernel's RUNNING runs as KILLED, but those of its new process; return their ids."""
    over = [
        run.info.run_id
        for run in store.running_runs()
        if run.data.tags.get(KERNEL_ID) == kernel_id
        and run.info.start_time <= moment
        and not _is_of(run, living_pid)
    ]
    return store.end_runs(over, KILLED, moment) if over else []


def end_runs_of_dead_processes(store: Store, host: str) -> None:
    """End the RUNNING runs of kernels of this host whose process is gone, at their last sign of life."""
    for run in store.running_runs():
        process = process_of(run)
        if process is None or process.host != host or KERNEL_ID not in run.data.tags:
            continue
        if not is_alive(process.pid, run.info.start_time):
            store.end_runs([run.info.run_id], KILLED, last_sign_of_life(run))


def last_sign_of_life(run: Run) -> int:
    """Return when the run started or last logged a metric."""
    logged = (summary.timestamp for summary in run.data.summaries.values())
    return max((run.info.start_time, *logged))


def _is_of(run: Run, pid: int | None) -> bool:
    process = process_of(run)
    return pid is not None and process is not None and process.pid == pid
