"""The active run: ``start_run``, ``end_run`` and what is asked of it.

Runs are per thread, as in MLflow. A run ends by ``end_run``, at the end of its ``with`` block, when
the notebook cell that opened it fails or is run again, or when the process ends.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Literal

from trackside.context import tags as names
from trackside.context.cell_watch import CellExecution, cells
from trackside.entities import Run
from trackside.errors import ActiveRunExists
from trackside.fluent.current import client
from trackside.fluent.ending import end_runs_of_failed_cell, end_top, status_of
from trackside.fluent.experiments import current_experiment_id
from trackside.fluent.kept_cells import KeptCells, known_tags
from trackside.fluent.made_models import note_outputs_of
from trackside.fluent.stack import Slot, push, state
from trackside.fluent.starting import parent_of, resumed, with_description
from trackside.fluent.surroundings import immediate_tags, surroundings
from trackside.fluent.system_metrics import wants_system_metrics
from trackside.fluent.whereabouts import whereabouts
from trackside.opening import open_store
from trackside.store.limits import checked_status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from threading import Thread
    from types import TracebackType

    from typing_extensions import Self

    from trackside.client import Client


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
        if any(slot.run_id == self.info.run_id for slot in state.stack):
            while state.stack:
                is_this = state.stack[-1].run_id == self.info.run_id
                end_top(status_of(error), error)
                if is_this:
                    break
        return False


_last_run_id: tuple[Client, str] | None = None


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
    global _last_run_id  # noqa: PLW0603 (one last run a process, as in MLflow)
    cells.begin()
    cells.tell_failures(end_runs_of_failed_cell)
    execution = cells.execution()
    _make_way(execution, nested=nested)
    tracker, modules = client(), len(sys.modules)
    if run_id is not None:
        run, looking_up = resumed(tracker, run_id, run_name, tags), None
        note_outputs_of(run)
    else:
        active = state.stack[-1].run_id if state.stack else None
        parent = parent_of(tracker, parent_run_id, active)
        run, looking_up = _create(tracker, execution, experiment_id, run_name, parent, tags)
    slot = Slot(
        ActiveRun(run.info, run.data, run.inputs, run.outputs, run.revision),
        tracker,
        execution,
        is_implicit,
        looking_up,
        modules,
        KeptCells.begin(tracker, run, execution),
    )
    push(slot)
    _last_run_id = (tracker, slot.run_id)
    if wants_system_metrics(system_metrics):
        from trackside.system_metrics import SystemMetrics

        slot.system_metrics = SystemMetrics.started(tracker, slot.run_id)
    return slot.run


def _make_way(execution: CellExecution | None, *, nested: bool) -> None:
    """End what an earlier execution of this cell left open; refuse if another run is active."""
    for slot in reversed(state.stack.copy()):
        if slot.execution and execution and _is_rerun(slot.execution, execution):
            while slot in state.stack:
                end_top("FINISHED")
    if state.stack and not nested:
        raise ActiveRunExists(
            f"Run with UUID {state.stack[0].run_id} is already active. To start a new run, first end the current "
            "run with trackside.end_run(). To start a nested run, call start_run with nested=True"
        )


def _is_rerun(earlier: CellExecution, now: CellExecution) -> bool:
    return earlier.cell_id == now.cell_id and earlier.number != now.number


def _create(
    tracker: Client,
    execution: CellExecution | None,
    experiment_id: str | None,
    run_name: str | None,
    parent_run_id: str | None,
    tags: Mapping[str, Any],
) -> tuple[Run, Thread | None]:
    """Create a run; the thread looks up what takes a while to know of its surroundings."""
    known = surroundings.known_tags()
    all_tags = {**immediate_tags(execution), **known, **known_tags(execution)}
    all_tags.update({key: str(value) for key, value in tags.items()})
    if parent_run_id:
        all_tags[names.PARENT_RUN_ID] = parent_run_id
    if run_name:
        all_tags[names.RUN_NAME] = run_name
    target = str(experiment_id) if experiment_id is not None else current_experiment_id()
    run = tracker.create_run(target, tags=all_tags, run_name=run_name)
    store = open_store(tracker.tracking_uri).store
    notebook = whereabouts.notebook()
    if notebook:
        store.note_notebook_logged(notebook, target)
    return run, None if known else surroundings.look_up(store, run.info.run_id)


def current_slot() -> tuple[Client, str]:
    """Return client and id of the active run, opening a run if there is none: the hot path of logging.

    A run that an earlier execution of this cell opened by just logging is ended and followed by a
    new one: running the cell again is a new attempt.
    """
    stack = state.stack
    if stack:
        slot = stack[-1]
        if not slot.is_implicit or slot.execution is None or slot.execution.number == cells.number:
            return slot.client, slot.run.info.run_id
        now = cells.execution()
        if now is None or not _is_rerun(slot.execution, now):
            return slot.client, slot.run.info.run_id
    _start(tags={}, run_id=os.environ.pop("MLFLOW_RUN_ID", None), is_implicit=True)
    return state.stack[-1].client, state.stack[-1].run_id


def logging_target(run_id: str | None) -> tuple[Client, str]:
    """Return where a call logs to: the run that it names, else the active one."""
    return current_slot() if run_id is None else (client(), run_id)


def current_run_or_start() -> ActiveRun:
    """Return the active run of this thread; one is opened by itself if there is none."""
    current_slot()
    return state.stack[-1].run


def active_run() -> ActiveRun | None:
    """Return the active run of this thread, or None. Its data is as of its start; ``get_run`` has the present."""
    stack = state.stack
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
    if state.stack:
        end_top(name)
