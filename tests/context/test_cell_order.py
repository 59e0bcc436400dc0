"""Whether cells were executed as "Restart and run all" would execute them."""

from __future__ import annotations

import pytest

from trackside.context.cell_order import Findings, findings, identified, summary
from trackside.context.executions import Execution, all_executions
from trackside.context.saved_notebook import SavedCell, SavedNotebook

SAVED_AT = 1_000_000


def executed(*cells: str, started: int | None = SAVED_AT + 1) -> list[Execution]:
    """Make executions out of ``id:source``; one without an id is what ran before anybody watched."""
    made = []
    for count, cell in enumerate(cells, start=1):
        cell_id, _, source = cell.rpartition(":")
        is_watched = cell_id != ""
        made.append(
            Execution(
                count=count,
                source=source,
                cell_id=cell_id or None,
                started=started if is_watched else None,
                outcome="ok" if is_watched else None,
            )
        )
    return made


def saved(*cells: str) -> SavedNotebook:
    return SavedNotebook(
        text="",
        saved=SAVED_AT,
        code_cells=tuple(
            SavedCell(cell_id or None, source)
            for cell_id, _, source in (cell.rpartition(":") for cell in cells)
        ),
    )


@pytest.mark.parametrize(
    ("cells", "notebook", "found"),
    [
        pytest.param([], [], {}, id="nothing was executed"),
        pytest.param(["a:1", "b:2"], ["a:1", "b:2"], {}, id="top to bottom"),
        pytest.param(["1", "b:2"], ["a:1", "b:2"], {}, id="known by its source"),
        pytest.param(["a:1", "a:1"], ["a:1"], {}, id="the same again"),
        pytest.param(
            ["b:2", "a:1"], ["a:1", "b:2"], {"out of order": [2]}, id="from the bottom up"
        ),
        pytest.param(
            ["a:1", "b:2", "a:1", "b:2"], ["a:1", "b:2"], {}, id="both again, the last counts"
        ),
        pytest.param(
            ["a:1", "b:2", "a:1"], ["a:1", "b:2"], {"out of order": [3]}, id="the first again"
        ),
        pytest.param(
            ["a:1", "a:one", "b:2"], ["a:one", "b:2"], {"several versions": [1]}, id="edited"
        ),
        pytest.param(
            ["a:1", "c:3"],
            ["a:1", "b:2", "c:3", "d:4"],
            {"not executed": [2]},
            id="one left out; those below the last do not count",
        ),
        pytest.param(["b:2"], ["a: ", "b:2"], {}, id="an empty cell cannot be left out"),
        pytest.param(["x", "x"], ["a:x", "b:x"], {}, id="which of two alike is not known"),
    ],
)
def test_findings(cells: list[str], notebook: list[str], found: Findings) -> None:
    kept = saved(*notebook)
    assert findings(identified(executed(*cells), kept), kept) == found


@pytest.mark.parametrize(
    ("notebook", "found"),
    [
        pytest.param(["a:1"], {}, id="as it was executed"),
        pytest.param(["a:one"], {"changed since": [1]}, id="other code"),
        pytest.param(["b:2"], {"changed since": [1]}, id="the cell is gone"),
    ],
)
def test_a_later_save_can_contradict_what_was_executed(
    notebook: list[str], found: Findings
) -> None:
    assert findings(executed("a:1", started=SAVED_AT - 1), saved(*notebook)) == found


def test_what_was_not_saved_since_is_no_contradiction() -> None:
    assert findings(executed("a:1", "new:2"), saved("a:one")) == {}


def test_without_a_notebook_only_the_executions_speak() -> None:
    failing = Execution(3, "1/0", "c", 0, 0.1, "error")
    cells = [*executed("a:1", "a:one"), failing]
    assert findings(cells, None) == {"several versions": [1], "failed": [3]}


@pytest.mark.parametrize(
    ("cells", "found", "line"),
    [
        (["a:1"], {}, "1 cell, top to bottom"),
        (["a:1", "b:2"], {"out of order": [2]}, "2 cells, out of order"),
        (["a:1"], {"changed since": [1], "failed": [1]}, "1 cell, changed since, failed"),
    ],
)
def test_a_summary_is_a_line(cells: list[str], found: Findings, line: str) -> None:
    assert summary(executed(*cells), found) == line


def test_what_was_watched_stands_in_for_what_the_kernel_remembers() -> None:
    watched = Execution(2, "y", "b", 5, 0.5, "ok")
    assert all_executions(["", "x", "y", " "], [watched]) == (Execution(1, "x"), watched)
