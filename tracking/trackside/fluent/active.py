"""The stack of active runs: ``start_run``, ``end_run`` and what ends a run by itself.

Runs are per thread, as in MLflow. A run ends by ``end_run``, at the end of its ``with`` block, when
the notebook cell that opened it fails or is run again, or when the process ends.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import logging
import os
import sys
import threading
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from trackside.clock import now_ms
from trackside.context import tags as names
from trackside.entities import Run, RunTag
from trackside.errors import (
    ActiveRunExists,
    StoreUnavailable,
    TracksideException,
)
from trackside.fluent.cells import CellExecution, cells
from trackside.fluent.current import client
from trackside.fluent.experiments import current_experiment_id
from trackside.fluent.starting import parent_of, resumed, with_description
from trackside.fluent.surroundings import WAIT_AT_END_S, immediate_tags, surroundings
from trackside.fluent.system_metrics import wants_system_metrics
from trackside.fluent.whereabouts import whereabouts
from trackside.opening import open_store
from trackside.store.limits import checked_status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from typing_extensions import Self

    from trackside.client import Client
    from trackside.system_metrics import SystemMetrics

_log = logging.getLogger("trackside")
MAX_ERROR_TEXT = 7000


class ActiveRun(Run):
    """A run that ``start_run`` returned: a value, and a context manager that ends the run."""

    def __repr__(self) -> str:
        """Return a line: a cell that ends with ``start_run()`` shows this."""
        return f"<ActiveRun: {self.info.run_name} ({self.info.run_id})>"

    def __enter__(self) -> Self:
        """Return the run."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> Literal[False]:
        """End the run: FINISHED, FAILED with the exception kept, or KILLED by an interrupt."""
        if any(slot.run_id == self.info.run_id for slot in _stack()):
            while _stack():
                is_this = _stack()[-1].run_id == self.info.run_id
                _end_top(status_of(error), error)
                if is_this:
                    break
        return False


@dataclass(slots=True)
class _Slot:
    """An active run with what its end needs."""

    run: ActiveRun
    client: Client
    execution: CellExecution | None
    is_implicit: bool
    looking_up: threading.Thread | None = None
    modules: int = 0
    system_metrics: SystemMetrics | None = None

    @property
    def run_id(self) -> str:
        return self.run.info.run_id


class _State(threading.local):
    """The stack of one thread."""

    def __init__(self) -> None:
        self.stack: list[_Slot] = []


_state = _State()
_every_stack: list[list[_Slot]] = []
_last_run_id: tuple[Client, str] | None = None


def _stack() -> list[_Slot]:
    return _state.stack


def start_run(
    run_id: str | None = None,
    experiment_id: str | None = None,
    run_name: str | None = None,
    nested: bool = False,
    parent_run_id: str | None = None,
    tags: Mapping[str, Any] | None = None,
    description: str | None = None,
    log_system_metrics: bool | None = None,
) -> ActiveRun:
    """Start a run, or go on with ``run_id``, and make it the active run of this thread.

    Use it as a context manager, or end it with :func:`end_run`. In a notebook, running the cell
    again ends the run that its earlier execution left open. ``log_system_metrics`` samples CPU,
    memory, disk and network while the run lasts (default: ``MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING``).
    A run that goes on stays in its experiment, whatever ``experiment_id`` says.

    Raises ``ActiveRunExists`` if another run is active and ``nested`` is False; ``NotFound`` or
    ``InvalidParameter`` for a ``run_id`` or ``parent_run_id`` that is unknown or deleted.
    """
    return _start(
        run_id=run_id or os.environ.pop("MLFLOW_RUN_ID", None),
        experiment_id=experiment_id,
        run_name=run_name,
        nested=nested,
        parent_run_id=parent_run_id,
        tags=with_description(tags or {}, description),
        system_metrics=log_system_metrics,
    )


def _start(
    *,
    run_id: str | None = None,
    experiment_id: str | None = None,
    run_name: str | None = None,
    nested: bool = False,
    parent_run_id: str | None = None,
    tags: Mapping[str, Any],
    system_metrics: bool | None = None,
    is_implicit: bool = False,
) -> ActiveRun:
    cells.begin(_end_runs_of_failed_cell)
    execution = cells.execution()
    _make_way(execution, nested=nested)
    slot = _Slot(None, client(), execution, is_implicit, modules=len(sys.modules))  # type: ignore[arg-type]
    if run_id is not None:
        run = resumed(slot.client, run_id, run_name, tags)
    else:
        active = _stack()[-1].run_id if _stack() else None
        parent = parent_of(slot.client, parent_run_id, active)
        run = _create(slot, experiment_id, run_name, parent, tags)
    slot.run = ActiveRun(run.info, run.data, run.revision)
    _push(slot)
    if wants_system_metrics(system_metrics):
        from trackside.system_metrics import SystemMetrics

        slot.system_metrics = SystemMetrics.started(slot.client, slot.run_id)
    return slot.run


def _make_way(execution: CellExecution | None, *, nested: bool) -> None:
    """End what an earlier execution of this cell left open; refuse if another run is active."""
    for slot in reversed(_stack().copy()):
        if slot.execution and execution and _is_rerun(slot.execution, execution):
            while slot in _stack():
                _end_top("FINISHED")
    if _stack() and not nested:
        raise ActiveRunExists(
            f"Run with UUID {_stack()[0].run_id} is already active. To start a new run, first end the current "
            "run with trackside.end_run(). To start a nested run, call start_run with nested=True"
        )


def _is_rerun(earlier: CellExecution, now: CellExecution) -> bool:
    return earlier.cell_id == now.cell_id and earlier.number != now.number


def _create(
    slot: _Slot,
    experiment_id: str | None,
    run_name: str | None,
    parent_run_id: str | None,
    tags: Mapping[str, Any],
) -> Run:
    known = surroundings.known_tags()
    all_tags = {**immediate_tags(slot.execution), **known}
    all_tags.update({key: str(value) for key, value in tags.items()})
    if parent_run_id:
        all_tags[names.PARENT_RUN_ID] = parent_run_id
    if run_name:
        all_tags[names.RUN_NAME] = run_name
    target = str(experiment_id) if experiment_id is not None else current_experiment_id()
    run = slot.client.create_run(target, tags=all_tags, run_name=run_name)
    store = open_store(slot.client.tracking_uri).store
    notebook = whereabouts.notebook()
    if notebook:
        store.note_notebook_logged(notebook, target)
    if not known:
        slot.looking_up = surroundings.look_up(store, run.info.run_id)
    return run


def _push(slot: _Slot) -> None:
    global _last_run_id  # noqa: PLW0603 (one last run a process, as in MLflow)
    stack = _stack()
    if not any(known is stack for known in _every_stack):
        _every_stack.append(stack)
    stack.append(slot)
    _last_run_id = (slot.client, slot.run_id)


def current_slot() -> tuple[Client, str]:
    """Return client and id of the active run, opening a run if there is none: the hot path of logging.

    A run that an earlier execution of this cell opened by just logging is ended and followed by a
    new one: running the cell again is a new attempt.
    """
    stack = _state.stack
    if stack:
        slot = stack[-1]
        if not slot.is_implicit or slot.execution is None or slot.execution.number == cells.number:
            return slot.client, slot.run.info.run_id
        now = cells.execution()
        if now is None or not _is_rerun(slot.execution, now):
            return slot.client, slot.run.info.run_id
    _start(tags={}, run_id=os.environ.pop("MLFLOW_RUN_ID", None), is_implicit=True)
    return _stack()[-1].client, _stack()[-1].run_id


def current_run_or_start() -> ActiveRun:
    """Return the active run of this thread; one is opened by itself if there is none."""
    current_slot()
    return _stack()[-1].run


def active_run() -> ActiveRun | None:
    """Return the active run of this thread, or None. Its data is as of its start; ``get_run`` has the present."""
    stack = _stack()
    return stack[-1].run if stack else None


def last_active_run() -> Run | None:
    """Return the run that was started last in this process, as it is now, or None."""
    if _last_run_id is None:
        return None
    tracker, run_id = _last_run_id
    return tracker.get_run(run_id)


def end_run(status: str = "FINISHED") -> None:
    """End the active run of this thread, if there is one, with that status."""
    name = checked_status(status)
    if _stack():
        _end_top(name)


def status_of(error: BaseException | None) -> str:
    """Return the status of a run that ended with this exception."""
    if error is None or (isinstance(error, SystemExit) and not error.code):
        return "FINISHED"
    # An interrupt reaches a cell that awaits as a cancellation.
    interrupts = (KeyboardInterrupt, asyncio.CancelledError)
    return "KILLED" if isinstance(error, interrupts) else "FAILED"


def _end_top(status: str, error: BaseException | None = None) -> None:
    slot = _stack().pop()
    if slot.system_metrics is not None:
        slot.system_metrics.stop()
    if slot.looking_up is not None:
        slot.looking_up.join(WAIT_AT_END_S)
    last_tags = surroundings.environment_since(slot.modules)
    if error is not None and status != "FINISHED":
        last_tags[names.ERROR] = _described(error)
    _finish(slot, status, now_ms(), last_tags)


def _finish(slot: _Slot, status: str, end_time: int, last_tags: Mapping[str, str]) -> None:
    """Write a run's end; a store that is away is no reason to fail the user's cell."""
    tags = [RunTag(key, value) for key, value in last_tags.items()]
    try:
        if tags:
            slot.client.log_batch(slot.run_id, tags=tags)
        slot.client.set_terminated(slot.run_id, status, end_time)
    except StoreUnavailable as error:
        _log.warning(
            "The end of run %s could not be written and is tried again at exit: %s",
            slot.run_id,
            error,
        )
        atexit.register(_finish_late, slot, status, end_time, last_tags)
    except TracksideException as error:
        _log.warning("The end of run %s could not be written: %s", slot.run_id, error)


def _finish_late(slot: _Slot, status: str, end_time: int, last_tags: Mapping[str, str]) -> None:
    try:
        slot.client.log_batch(
            slot.run_id, tags=[RunTag(key, value) for key, value in last_tags.items()]
        )
        slot.client.set_terminated(slot.run_id, status, end_time)
    except TracksideException as error:
        _log.warning("The end of run %s is lost: %s", slot.run_id, error)


def _described(error: BaseException) -> str:
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return json.dumps(
        {
            "type": type(error).__name__,
            "message": str(error)[:1000],
            "traceback": text[-MAX_ERROR_TEXT // 2 :],
        }
    )[:MAX_ERROR_TEXT]


def _end_runs_of_failed_cell(execution_number: int, error: BaseException) -> None:
    """End the runs that the failed execution itself opened; those of earlier cells go on."""
    while _stack():
        execution = _stack()[-1].execution
        if execution is None or execution.number != execution_number:
            return
        _end_top(status_of(error), error)


def _end_every_run() -> None:
    """End what is still open when the process ends, in whatever thread it was started.

    A kernel that goes away with a run open was shut down or restarted: KILLED. A script that ended
    by an exception failed; any other one has finished.
    """
    failure = getattr(sys, "last_value", None) if not whereabouts.kernel_id else None
    status = "KILLED" if whereabouts.kernel_id else status_of(failure)
    for stack in _every_stack:
        _state.stack = stack
        while stack:
            _end_top(status, failure)


def _after_fork() -> None:
    """A forked worker logs into its parent's run, which is the parent's to end."""
    _every_stack.clear()


atexit.register(_end_every_run)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
