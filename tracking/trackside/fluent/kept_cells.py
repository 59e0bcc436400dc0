"""A run keeps what was executed in its notebook, and the notebook as it was saved.

Both are notebooks among its artifacts (``trackside/cells.ipynb``, ``trackside/notebook.ipynb``),
which MLflow's clients and every editor can read; a tag says in a line whether the cells were
executed from top to bottom. They are written in a thread when the run starts, so that a kernel
that is killed leaves them behind, and again at its end if more was executed.
"""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trackside.context import tags as names
from trackside.context.cell_order import findings, identified, summary
from trackside.context.cell_watch import cells
from trackside.context.executed_notebook import executed_notebook
from trackside.context.saved_notebook import SavedNotebook, read_notebook
from trackside.entities import RunTag
from trackside.fluent.whereabouts import whereabouts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Self

    from trackside.client import Client
    from trackside.context.cell_watch import CellExecution
    from trackside.context.executions import Execution
    from trackside.entities import Run

EXECUTED_CELLS: Final = "trackside/cells.ipynb"
SAVED_NOTEBOOK: Final = "trackside/notebook.ipynb"
_VARIABLE = "TRACKSIDE_KEEP_CELLS"

_log = logging.getLogger("trackside")


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is to be kept of these executions: one loop of runs prepares it once."""

    executions: tuple[Execution, ...]
    began_at: int | None
    files: Mapping[str, str]
    tags: Mapping[str, str]


class KeptCells:
    """Writes what was executed to one run."""

    def __init__(self, client: Client, run: Run, began_at: int | None) -> None:
        self._client = client
        self._run = run
        self._began_at = began_at
        self._written: tuple[Execution, ...] = ()
        self._thread: threading.Thread | None = None

    @classmethod
    def begin(cls, client: Client, run: Run, execution: CellExecution | None) -> Self | None:
        """Write what was executed so far, in a thread; None outside a notebook, or if unwanted."""
        if execution is None or not wants_cells():
            return None
        kept = cls(client, run, execution.count)
        executions = cells.executions()
        kept._thread = threading.Thread(
            target=kept._write, args=(executions,), name="trackside-cells", daemon=True
        )
        kept._thread.start()
        return kept

    def end(self, wait_s: float) -> None:
        """Wait for what is being written, and write what was executed since then."""
        if self._thread is not None:
            self._thread.join(wait_s)
            if self._thread.is_alive():
                return  # a store that slow is not asked a second time
        executions = cells.executions()
        if executions != self._written:
            self._write(executions)

    def _write(self, executions: tuple[Execution, ...]) -> None:
        from trackside.artifacts.repository import repository_for

        try:
            prepared = _prepare(executions, self._began_at)
            repository = repository_for(self._run.info.artifact_uri, self._client.tracking_uri)
            for path, text in prepared.files.items():
                if path == SAVED_NOTEBOOK and self._written:
                    continue  # it is kept as it was when the run began
                with repository.writing(path) as writer:
                    writer.write(text.encode("utf-8", "replace"))
            if not prepared.tags.items() <= self._run.data.tags.items():
                tags = [RunTag(key, value) for key, value in prepared.tags.items()]
                self._client.log_batch(self._run.info.run_id, tags=tags)
            self._written = executions
        except Exception as error:  # noqa: BLE001 (whatever fails in here, the cell has run)
            _log.debug("Could not keep the cells of run %s: %s", self._run.info.run_id, error)


def known_tags(execution: CellExecution | None) -> Mapping[str, str]:
    """Return the tags of a run that begins now if they were found out for the run before it."""
    last = _last_prepared
    if last is None or execution is None or not wants_cells():
        return {}
    is_same = last.began_at == execution.count and last.executions == cells.executions()
    return last.tags if is_same else {}


def _prepare(executions: tuple[Execution, ...], began_at: int | None) -> _Prepared:
    global _last_prepared  # noqa: PLW0603 (the next run of a loop has the same)
    last = _last_prepared
    if last is not None and last.began_at == began_at and last.executions == executions:
        return last
    saved = _saved_notebook()
    known = identified(executions, saved)
    found = findings(known, saved)
    executed = executed_notebook(known, began_at, found, is_notebook_kept=saved is not None)
    files = {EXECUTED_CELLS: executed}
    if saved is not None:
        files[SAVED_NOTEBOOK] = saved.text
    tags = {names.CELLS: summary(executions, found)}
    _last_prepared = _Prepared(executions, began_at, files, tags)
    return _last_prepared


_last_prepared: _Prepared | None = None


def wants_cells() -> bool:
    """Say whether runs keep their cells: unless ``TRACKSIDE_KEEP_CELLS`` is ``false``."""
    return os.environ.get(_VARIABLE, "").lower() not in ("false", "0")


def _saved_notebook() -> SavedNotebook | None:
    notebook = whereabouts.notebook()
    if notebook is None:
        return None
    root = os.environ.get("TRACKSIDE_ROOT")
    # A path below the root, else below the working directory, else a file's name alone.
    folders = [Path(root)] if root else []
    found = (read_notebook(folder / notebook) for folder in (*folders, Path.cwd()))
    return next((each for each in found if each is not None), None)
