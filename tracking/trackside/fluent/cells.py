"""Which execution of which cell is going on, and whether it failed; nothing outside a kernel.

A run that a cell opened belongs to that cell: running the cell again ends it first, and so does
the cell's failure. Hooks are registered at the first run, so that importing costs nothing.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trackside.context.cell import current_cell

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class CellExecution:
    """One execution of a cell; ``number`` counts the executions that this process has seen."""

    cell_id: str
    number: int


class CellWatch:
    """Follows the executions of cells in this kernel."""

    def __init__(self) -> None:
        self.number = 0
        # Magics such as %%capture run a cell within the cell: only the outermost counts.
        self._depth = 0
        self._on_failure: Callable[[int, BaseException], None] | None = None

    def begin(self, on_failure: Callable[[int, BaseException], None]) -> None:
        """Watch from now on; ``on_failure`` gets the number of an execution that raised, and what."""
        if self._on_failure is not None or "IPython" not in sys.modules:
            return
        shell = sys.modules["IPython"].get_ipython()
        if shell is None:
            return
        self._on_failure = on_failure
        self._depth = 1 if self.execution() else 0  # the cell that starts the first run
        shell.events.register("pre_run_cell", self._before)
        shell.events.register("post_run_cell", self._after)

    def execution(self) -> CellExecution | None:
        """Return the execution that is going on, or None outside a notebook."""
        cell = current_cell() if "IPython" in sys.modules else None
        return CellExecution(cell.cell_id, self.number) if cell else None

    def _before(self, _info: Any) -> None:
        if self._depth == 0:
            self.number += 1
        self._depth += 1

    def _after(self, result: Any) -> None:
        self._depth = max(0, self._depth - 1)
        if self._depth == 0 and result.error_in_exec is not None and self._on_failure is not None:
            self._on_failure(self.number, result.error_in_exec)


cells = CellWatch()
