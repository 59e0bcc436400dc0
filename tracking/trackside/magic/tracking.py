"""The life of a tracked cell: a run starts at its ``%%track`` line and ends when the cell does."""

from __future__ import annotations

import logging
import threading
from asyncio import CancelledError
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class
from IPython.display import display

from trackside import fluent
from trackside.display import RunCard
from trackside.errors import AlreadyExists, InvalidParameter, NotFound, TracksideException
from trackside.fluent.current import client
from trackside.magic.assigned import assigned_names
from trackside.magic.findings import (
    Findings,
    automatic_findings,
    named_findings,
    scalars,
    without,
)
from trackside.magic.options import TrackOptions, parse_options, with_options
from trackside.magic.rewriting import tracked_source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult

SOURCE_FILE = "cell.py"

_log = logging.getLogger("trackside")


@dataclass(frozen=True, slots=True)
class TrackedCell:
    """A cell with a run around it; ``raw_cell`` is its whole text, by which its end is recognised."""

    raw_cell: str | None
    run: fluent.ActiveRun
    options: TrackOptions
    before: Mapping[str, Any]

    @property
    def source(self) -> str:
        """The code below the ``%%track`` line."""
        return tracked_source(self.raw_cell or "")


class _Cells(threading.local):
    """The cells that one thread is executing: JupyterLab's subshells run theirs at the same time."""

    def __init__(self) -> None:
        self.executing: str | None = None
        self.tracked: list[TrackedCell] = []


@magics_class
class TrackMagics(Magics):
    """``%%track``, and the hooks that tell it of the beginning and end of cells."""

    def __init__(self, shell: Any) -> None:
        super().__init__(shell)
        self._shell: Any = shell
        self._cells = _Cells()

    @line_cell_magic
    @with_options
    def track(self, line: str, cell: str | None = None) -> None:
        """Run the cell inside a run, and log what it assigns as params and metrics."""
        if cell is not None:  # called by name: IPython's way to this magic was not rewritten
            self._shell.run_cell(f"%track {line}\n{cell}").raise_error()
            return
        options = parse_options(TrackMagics.track, line)
        run = _started(options)
        if run is not None:
            before = scalars(self._shell.user_ns)
            tracked = TrackedCell(self._cells.executing, run, options, before)
            self._cells.tracked.append(tracked)
            if tracked.raw_cell is not None:
                _keep_source(tracked)

    def before_cell(self, info: ExecutionInfo) -> None:
        """Note which cell is being executed."""
        self._cells.executing = info.raw_cell

    def after_cell(self, result: ExecutionResult | None) -> None:
        """End the run of the cell that has ended, and show its card."""
        self._cells.executing = None
        tracked = self._cells.tracked
        # A cell can execute others (%%capture does): only its own end is the end of its run.
        raw_cell = result.info.raw_cell if result is not None and result.info else None
        if tracked and (raw_cell is None or tracked[-1].raw_cell in (None, raw_cell)):
            error = result.error_in_exec if result is not None else None
            self._end(tracked.pop(), error)

    def _end(self, cell: TrackedCell, error: BaseException | None) -> None:
        # Jupyter interrupts a cell that awaits by cancelling it.
        ended_by = KeyboardInterrupt() if isinstance(error, CancelledError) else error
        try:
            self._log_findings(cell, is_complete=error is None)
        except Exception as failure:  # noqa: BLE001 (whatever fails in here, the cell has run)
            _warn("could not log the cell's variables", failure)
        try:
            cell.run.__exit__(type(ended_by) if ended_by else None, ended_by, None)
            display(RunCard.of(client().get_run(cell.run.info.run_id)))  # type: ignore[no-untyped-call]
        except Exception as failure:  # noqa: BLE001
            _warn("could not end the cell's run", failure)

    def _log_findings(self, cell: TrackedCell, *, is_complete: bool) -> None:
        namespace = self._shell.user_ns
        if cell.options.names_variables:
            findings = named_findings(cell.options, namespace)
        else:
            names = assigned_names(self._shell.transform_cell(cell.source))
            findings = automatic_findings(names, cell.before, namespace, is_complete=is_complete)
        # A cell that failed may not have come to what the line names.
        for problem in findings.warnings if is_complete else ():
            _warn(problem)
        run_id = cell.run.info.run_id
        data = client().get_run(run_id).data
        _log_each(run_id, without(findings, {*data.params, *data.metrics}))


def _log_each(run_id: str, findings: Findings) -> None:
    """Log one by one: a name that cannot be one of a param must not take the others with it."""
    for name, value in findings.params.items():
        _log_one(client().log_param, run_id, name, value)
    for name, value in findings.metrics.items():
        _log_one(client().log_metric, run_id, name, value)


def _log_one(log: Callable[[str, str, Any], object], run_id: str, name: str, value: Any) -> None:
    try:
        log(run_id, name, value)
    except InvalidParameter as error:
        _warn(f"could not log {name}", error)


def _started(options: TrackOptions) -> fluent.ActiveRun | None:
    """Start the cell's run; None, with a warning, if the store cannot.

    Raises ``UsageError`` for what the user can put right: another run is active, a bad name.
    """
    try:
        return fluent.start_run(
            run_name=options.name,
            experiment_id=_experiment_id(options.experiment),
            nested=options.is_nested,
            tags=options.tags,
        )
    except (InvalidParameter, NotFound) as error:
        active = fluent.active_run()
        if active is not None and not options.is_nested:
            raise UsageError(
                f"%%track: the run {active.info.run_name!r} is still active. End it with trackside.end_run(), or "
                "track this cell inside it with --nested."
            ) from None
        raise UsageError(f"%%track: {error}") from None
    except Exception as error:  # noqa: BLE001 (the training goes on whatever befell the store)
        _warn("this cell runs untracked", error)
        return None


def _experiment_id(name: str | None) -> str | None:
    if name is None:
        return None
    found = client().get_experiment_by_name(name)
    if found is None:
        try:
            return client().create_experiment(name)
        except AlreadyExists:  # another process was faster
            found = client().get_experiment_by_name(name)
    return found.experiment_id if found else None


def _keep_source(cell: TrackedCell) -> None:
    try:
        client().log_text(cell.run.info.run_id, cell.source, SOURCE_FILE)
    except (TracksideException, OSError) as error:
        _warn("could not keep the cell's source", error)


def _warn(problem: str, error: Exception | None = None) -> None:
    # Not warnings.warn, which says a thing once however often the cell is run again.
    _log.warning("%%%%track: %s%s", problem, f": {error}" if error else "")
    _log.debug("In full:", exc_info=error)
