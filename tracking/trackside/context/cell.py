"""The notebook cell that is being executed."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType


_BY_SOURCE = "source-"


@dataclass(frozen=True, slots=True)
class Cell:
    """An executing cell.

    ``cell_id`` is the notebook's, or ``source-<hash>`` where the front end sends none (so a cell
    run twice unchanged is still the same cell). ``source`` is None if the kernel does not tell.
    """

    cell_id: str
    execution_count: int | None
    source: str | None

    @property
    def notebook_id(self) -> str | None:
        """The id that the notebook's file has for the cell."""
        return None if self.cell_id.startswith(_BY_SOURCE) else self.cell_id


def current_cell(modules: Mapping[str, ModuleType] | None = None) -> Cell | None:
    """Return the cell that the kernel is executing, None outside a kernel; imports nothing."""
    ipython = (sys.modules if modules is None else modules).get("IPython")
    get_shell = getattr(ipython, "get_ipython", None)
    shell = get_shell() if get_shell is not None else None
    if shell is None or getattr(shell, "kernel", None) is None:
        return None
    parent = _parent_message(shell)
    source = _text(parent.get("content"), "code")
    cell_id = _text(parent.get("metadata"), "cellId")
    if cell_id is None:
        if source is None:
            return None
        cell_id = (
            f"{_BY_SOURCE}{hashlib.sha256(source.encode('utf-8', 'replace')).hexdigest()[:16]}"
        )
    return Cell(cell_id, _execution_count(shell), source)


def _execution_count(shell: Any) -> int | None:
    # Not shell.execution_count: IPython 9 raises it before the cell runs, older ones after it.
    # The running cell is always the last of the inputs, of which the first stands for In[0].
    inputs = kernel_inputs(shell)
    return len(inputs) - 1 if len(inputs) > 1 else None


def kernel_inputs(shell: Any) -> list[str]:
    """Return what the kernel was given to execute, as it was typed; the first stands for ``In[0]``."""
    inputs = getattr(getattr(shell, "history_manager", None), "input_hist_raw", None)
    return inputs if isinstance(inputs, list) else []


def _parent_message(shell: Any) -> Mapping[str, Any]:
    get_parent = getattr(shell, "get_parent", None)
    try:
        parent = get_parent() if get_parent is not None else None
    except LookupError:
        # The parent is a context variable, which a thread of the user's may not have.
        return {}
    return parent if isinstance(parent, dict) else {}


def _text(part: Any, key: str) -> str | None:
    value = part.get(key) if isinstance(part, dict) else None
    return value if isinstance(value, str) and value else None
