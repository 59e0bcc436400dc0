"""The active runs of each thread: a stack, the innermost run at its top."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackside.client import Client
    from trackside.context.cell_watch import CellExecution
    from trackside.fluent.active import ActiveRun
    from trackside.fluent.kept_cells import KeptCells
    from trackside.system_metrics import SystemMetrics


@dataclass(slots=True)
class Slot:
    """An active run with what its end needs; ``modules`` is how many were imported at its start."""

    run: ActiveRun
    client: Client
    execution: CellExecution | None
    is_implicit: bool
    looking_up: threading.Thread | None
    modules: int
    kept_cells: KeptCells | None
    system_metrics: SystemMetrics | None = None

    @property
    def run_id(self) -> str:
        """The run's id."""
        return self.run.info.run_id


class _State(threading.local):
    """The stack of one thread."""

    def __init__(self) -> None:
        self.stack: list[Slot] = []


state = _State()
# Those that have held a run: what is open when the process ends is ended, in whatever thread.
every_stack: list[list[Slot]] = []


def push(slot: Slot) -> None:
    """Make a run the active one of this thread."""
    stack = state.stack
    if not any(known is stack for known in every_stack):
        every_stack.append(stack)
    stack.append(slot)
