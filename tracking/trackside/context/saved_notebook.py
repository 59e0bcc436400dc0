"""The notebook as it lies on the disk: its code, without what came out of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_BYTES = 50_000_000
"""Of a larger file (nearly all of it is outputs) no copy is made: reading it would be felt."""


@dataclass(frozen=True, slots=True)
class SavedCell:
    """A code cell of a saved notebook; ids came with nbformat 4.5."""

    cell_id: str | None
    source: str


@dataclass(frozen=True, slots=True)
class SavedNotebook:
    """What was saved, and when (milliseconds since 1970); ``text`` is the file without outputs."""

    text: str
    saved: int
    code_cells: tuple[SavedCell, ...]


def read_notebook(path: Path) -> SavedNotebook | None:
    """Return the notebook in a file; None if it cannot be read, or is none."""
    try:
        described = path.stat()
        if described.st_size > MAX_BYTES:
            return None
        notebook = json.loads(path.read_text("utf-8"))
        return _without_outputs(notebook, int(described.st_mtime * 1000))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _without_outputs(notebook: dict[str, Any], saved: int) -> SavedNotebook:
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell in code:
        cell.update(outputs=[], execution_count=None)
    notebook["metadata"].pop("widgets", None)  # the state of widgets is an output, too
    text = json.dumps(notebook, ensure_ascii=False, indent=1)
    return SavedNotebook(text, saved, tuple(_saved_cell(cell) for cell in code))


def _saved_cell(cell: Mapping[str, Any]) -> SavedCell:
    source = cell["source"]
    # nbformat lets a text be a list of its lines.
    return SavedCell(cell.get("id"), source if isinstance(source, str) else "".join(source))
