"""Whether what was executed is what "Restart and run all" would execute.

Nothing here is forbidden; each finding is a reason why the notebook from top to bottom may give
another result than the run has.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.context.executions import Execution
    from trackside.context.saved_notebook import SavedCell, SavedNotebook

OUT_OF_ORDER: Final = "out of order"
"""A cell was executed after one that stands below it."""

SEVERAL_VERSIONS: Final = "several versions"
"""A cell was executed, changed and executed again: what the first version did is still there."""

CHANGED_SINCE: Final = "changed since"
"""The saved notebook has other code in a cell than was executed, or has the cell no longer."""

NOT_EXECUTED: Final = "not executed"
"""A cell above one that was executed was not."""

FAILED: Final = "failed"
"""A cell raised an exception."""

Findings = dict[str, list[int]]


def identified(
    executions: Sequence[Execution], notebook: SavedNotebook | None
) -> tuple[Execution, ...]:
    """Return the executions, those without an id with that of the one cell that has their source.

    They are older than the watch: the kernel remembers what they executed, and no more.
    """
    ids: dict[str, list[str]] = {}
    for cell in notebook.code_cells if notebook else ():
        ids.setdefault(cell.source, []).append(cell.cell_id or "")
    return tuple(
        replace(each, cell_id=ids[each.source][0])
        if each.cell_id is None and len(ids.get(each.source, ())) == 1
        else each
        for each in executions
    )


def findings(executions: Sequence[Execution], notebook: SavedNotebook | None) -> Findings:
    """Return the counts of the executions (of cells not executed: their places, from 1) by finding.

    Empty if the cells were executed from top to bottom, each in one version. Without a notebook
    only what the executions themselves tell is looked at.
    """
    places = _places(executions, notebook.code_cells if notebook else ())
    found = {
        OUT_OF_ORDER: _out_of_order(executions, places),
        SEVERAL_VERSIONS: _several_versions(executions),
        CHANGED_SINCE: _changed_since(executions, notebook) if notebook else [],
        NOT_EXECUTED: _not_executed(notebook, places) if notebook else [],
        FAILED: [each.count for each in executions if each.outcome == "error"],
    }
    return {kind: counts for kind, counts in found.items() if counts}


def summary(executions: Sequence[Execution], found: Findings) -> str:
    """Return the findings in a line: ``12 cells, top to bottom``."""
    cells = "1 cell" if len(executions) == 1 else f"{len(executions)} cells"
    return ", ".join([cells, *(found or ["top to bottom"])])


def _places(executions: Sequence[Execution], cells: Sequence[SavedCell]) -> Mapping[int, int]:
    """Return where in the notebook the cell of each execution stands, by its count."""
    by_id: dict[str | None, int] = {
        cell.cell_id: place for place, cell in enumerate(cells) if cell.cell_id
    }
    return {each.count: by_id[each.cell_id] for each in executions if each.cell_id in by_id}


def _out_of_order(executions: Sequence[Execution], places: Mapping[int, int]) -> list[int]:
    late: list[int] = []
    lowest = -1
    for execution in _last_of_each(executions, places):
        place = places[execution.count]
        if place < lowest:
            late.append(execution.count)
        lowest = max(lowest, place)
    return late


def _last_of_each(
    executions: Sequence[Execution], places: Mapping[int, int]
) -> Sequence[Execution]:
    last = {places[each.count]: each for each in executions if each.count in places}
    return sorted(last.values(), key=lambda each: each.count)


def _several_versions(executions: Sequence[Execution]) -> list[int]:
    """Return the executions of an earlier version of a cell."""
    latest = {each.cell_id: each.source for each in executions if each.cell_id}
    return [
        each.count for each in executions if each.cell_id and each.source != latest[each.cell_id]
    ]


def _changed_since(executions: Sequence[Execution], notebook: SavedNotebook) -> list[int]:
    """Return the last executions of cells of which a later save says something else.

    What was not saved since it was executed is no contradiction: an editor saves now and then.
    """
    sources: dict[str | None, str] = {
        cell.cell_id: cell.source for cell in notebook.code_cells if cell.cell_id
    }
    last = {each.cell_id: each for each in executions if each.cell_id}
    return sorted(
        each.count
        for each in last.values()
        if each.started is not None
        and each.started < notebook.saved
        and sources.get(each.cell_id) != each.source
    )


def _not_executed(notebook: SavedNotebook, places: Mapping[int, int]) -> list[int]:
    executed = set(places.values())
    return [
        place + 1
        for place, cell in enumerate(notebook.code_cells[: max(executed, default=0)])
        if place not in executed and cell.source.strip()
    ]
