"""Which execution of which cell is going on, what was executed before, and whether it failed.

A run that a cell opened belongs to that cell: running the cell again ends it first, and so does
the cell's failure. The watch begins when a kernel imports us; nothing is watched outside one.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trackside.clock import now_ms
from trackside.context.cell import current_cell, kernel_inputs
from trackside.context.executions import Execution, all_executions

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class CellExecution:
    """One execution of a cell; ``number`` counts the executions that this process has seen.

    ``count`` is what the kernel counts, ``In [count]``: None if it does not tell.
    """

    cell_id: str
    number: int
    count: int | None = None


class CellWatch:
    """Follows the executions of cells in this kernel."""

    def __init__(self) -> None:
        self.number = 0
        self._shell: Any = None
        # Magics such as %%capture run a cell within the cell: only the outermost counts.
        self._depth = 0
        self._started: int | None = None
        self._watched: dict[int, Execution] = {}
        self._on_failure: Callable[[int, BaseException], None] | None = None

    def begin(self) -> None:
        """Watch from now on; a second time, or outside a kernel, changes nothing."""
        ipython = sys.modules.get("IPython")
        shell = ipython.get_ipython() if ipython is not None else None
        if shell is None or shell is self._shell:
            return
        self._shell = shell
        self._depth = 1 if self.execution() else 0  # the cell that imports us
        shell.events.register("pre_run_cell", self._before)
        shell.events.register("post_run_cell", self._after)

    def tell_failures(self, on_failure: Callable[[int, BaseException], None]) -> None:
        """Give ``on_failure`` the number of each execution that raises from now on, and what."""
        self._on_failure = on_failure

    def execution(self) -> CellExecution | None:
        """Return the execution that is going on, or None outside a notebook."""
        cell = current_cell() if "IPython" in sys.modules else None
        return CellExecution(cell.cell_id, self.number, cell.execution_count) if cell else None

    def executions(self) -> tuple[Execution, ...]:
        """Return everything that this kernel has executed, with what is being executed."""
        if self._shell is None:
            return ()
        inputs = list(kernel_inputs(self._shell))
        watched = list(self._watched.values())
        going_on = self._going_on() if self._depth > 0 else None
        if going_on is not None:
            watched.append(going_on)
        return all_executions(inputs, watched)

    def _going_on(self) -> Execution | None:
        cell = current_cell()
        if cell is None or cell.execution_count is None or cell.source is None:
            return None
        return Execution(
            count=cell.execution_count,
            source=cell.source,
            cell_id=cell.notebook_id,
            started=self._started,
            outcome="running",
        )

    def _before(self, _info: Any) -> None:
        if self._depth == 0:
            self.number += 1
            self._started = now_ms()
        self._depth += 1

    def _after(self, result: Any) -> None:
        self._depth = max(0, self._depth - 1)
        if self._depth > 0:
            return
        error = result.error_in_exec
        if getattr(result.info, "store_history", False):
            self._note_end(has_failed=error is not None or result.error_before_exec is not None)
        if error is not None and self._on_failure is not None:
            self._on_failure(self.number, error)

    def _note_end(self, *, has_failed: bool) -> None:
        execution = self._going_on()
        if execution is not None:
            started = execution.started
            self._watched[execution.count] = replace(
                execution,
                seconds=None if started is None else (now_ms() - started) / 1000,
                outcome="error" if has_failed else "ok",
            )


cells = CellWatch()
