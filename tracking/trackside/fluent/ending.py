"""How runs end: by the program, by an exception, with their cell, or with the process."""

from __future__ import annotations

import asyncio
import atexit
import json
import logging
import os
import sys
import traceback
from typing import TYPE_CHECKING

from trackside.clock import now_ms
from trackside.context import tags as names
from trackside.entities import RunTag
from trackside.errors import TracksideException
from trackside.fluent.stack import every_stack, state
from trackside.fluent.surroundings import WAIT_AT_END_S, surroundings
from trackside.fluent.whereabouts import whereabouts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.fluent.stack import Slot

# Escaped as JSON they still fit into a tag of 8,000 characters.
MAX_MESSAGE = 1000
MAX_TRACEBACK = 2500

_log = logging.getLogger("trackside")


def status_of(error: BaseException | None) -> str:
    """Return the status of a run that ended with this exception."""
    if error is None or (isinstance(error, SystemExit) and not error.code):
        return "FINISHED"
    # An interrupt reaches a cell that awaits as a cancellation.
    interrupts = (KeyboardInterrupt, asyncio.CancelledError)
    return "KILLED" if isinstance(error, interrupts) else "FAILED"


def end_top(status: str, error: BaseException | None = None) -> None:
    """End the active run of this thread; ``error`` is kept with a run that did not finish."""
    slot = state.stack.pop()
    if slot.system_metrics is not None:
        slot.system_metrics.stop()
    if slot.looking_up is not None:
        slot.looking_up.join(WAIT_AT_END_S)
    if slot.kept_cells is not None:
        slot.kept_cells.end(WAIT_AT_END_S)
    last_tags = surroundings.environment_since(slot.modules)
    if error is not None and status != "FINISHED":
        last_tags[names.ERROR] = _described(error)
    _finish(slot, status, now_ms(), last_tags)


def _finish(slot: Slot, status: str, end_time: int, last_tags: Mapping[str, str]) -> None:
    """Write a run's end; that this fails is no reason to fail the user's cell."""
    tags = [RunTag(key, value) for key, value in last_tags.items()]
    try:
        if tags:
            slot.client.log_batch(slot.run_id, tags=tags)
        slot.client.set_terminated(slot.run_id, status, end_time)
    except TracksideException as error:
        _log.warning("The end of run %s could not be written: %s", slot.run_id, error)


def _described(error: BaseException) -> str:
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return json.dumps(
        {
            "type": type(error).__name__,
            "message": str(error)[:MAX_MESSAGE],
            "traceback": text[-MAX_TRACEBACK:],
        },
        ensure_ascii=False,
    )


def end_runs_of_failed_cell(execution_number: int, error: BaseException) -> None:
    """End the runs that the failed execution itself opened; those of earlier cells go on."""
    while state.stack:
        execution = state.stack[-1].execution
        if execution is None or execution.number != execution_number:
            return
        end_top(status_of(error), error)


def _end_every_run() -> None:
    """End what is still open when the process ends, in whatever thread it was started.

    A kernel that goes away with a run open was shut down or restarted: KILLED. A script that ended
    by an exception failed; any other one has finished.
    """
    failure = getattr(sys, "last_value", None) if not whereabouts.kernel_id else None
    status = "KILLED" if whereabouts.kernel_id else status_of(failure)
    for stack in every_stack:
        state.stack = stack
        while stack:
            end_top(status, failure)


def _after_fork() -> None:
    """A forked worker logs into its parent's run, which is the parent's to end."""
    every_stack.clear()


atexit.register(_end_every_run)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
