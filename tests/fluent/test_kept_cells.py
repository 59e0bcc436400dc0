"""A run in a notebook keeps what was executed, in a real kernel."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

import trackside
from trackside.errors import NotFound

if TYPE_CHECKING:
    from tests.fluent.conftest import Kernel

    from trackside.entities import Run


def the_run() -> Run:
    runs: list[Run] = trackside.search_runs(output_format="list", search_all_experiments=True)
    (run,) = runs
    return run


def kept(run: Run, name: str) -> Any:
    path = trackside.artifacts.download_artifacts(
        run_id=run.info.run_id, artifact_path=f"trackside/{name}.ipynb"
    )
    return nbformat.read(path, as_version=4)


def said(run: Run) -> list[tuple[int, str, str | None, bool]]:
    """Return count, source, outcome of each cell, and whether it is of the run."""
    return [
        (
            cell.execution_count,
            cell.source,
            cell.metadata.trackside.outcome,
            cell.metadata.trackside.is_of_run,
        )
        for cell in kept(run, "cells").cells
    ]


def test_a_run_keeps_what_was_executed_before_it_and_in_it(kernel: Kernel) -> None:
    kernel.run(kernel.add("lr = 0.1"))
    kernel.run(kernel.add("import trackside", "run = trackside.start_run()"))
    kernel.run(kernel.add("trackside.log_param('lr', lr)"))
    kernel.run(kernel.add("trackside.end_run()"))
    kernel.run(kernel.add("after = True"))

    assert said(the_run()) == [
        (1, "lr = 0.1", None, False),
        (2, "import trackside\nrun = trackside.start_run()", "ok", True),
        (3, "trackside.log_param('lr', lr)", "ok", True),
        (4, "trackside.end_run()", "running", True),
    ]
    assert the_run().data.tags["trackside.cells"] == "4 cells, top to bottom"
    timed = kept(the_run(), "cells").cells[2].metadata.trackside
    assert 0 <= timed.seconds < 60
    assert timed.started >= the_run().info.start_time


def test_a_kernel_that_is_killed_leaves_what_it_had_executed(kernel: Kernel) -> None:
    kernel.run(kernel.add("x = 1"))
    kernel.run(kernel.add("import trackside", "run = trackside.start_run()"))
    asked = "while 'trackside.cells' not in trackside.get_run(run.info.run_id).data.tags: pass"
    pid = kernel.run(kernel.add("import os", asked, "print(os.getpid())"))
    os.kill(int(pid), signal.SIGKILL)

    assert [source for _, source, _, _ in said(the_run())] == [
        "x = 1",
        "import trackside\nrun = trackside.start_run()",
    ]


def test_the_cell_that_fails_is_the_last_of_its_run(kernel: Kernel) -> None:
    failing = kernel.add("import trackside", "trackside.start_run()", "1 / 0")
    with pytest.raises(CellExecutionError):
        kernel.run(failing)
    ((_, _, outcome, is_of_run),) = said(the_run())
    assert (outcome, is_of_run) == ("error", True)
    assert the_run().data.tags["trackside.cells"] == "1 cell, failed"


def test_the_saved_notebook_is_kept_and_the_order_judged_by_it(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kernel.add("import os; os.environ['TRACKSIDE_NOTEBOOK'] = 'train.ipynb'")
    second = kernel.add("x = 2")
    third = kernel.add("import trackside", "with trackside.start_run(): pass")
    kernel.save("train.ipynb")
    for cell in (first, second, second, third, first, third):
        kernel.run(cell)

    runs: list[Run] = trackside.search_runs(
        output_format="list", search_all_experiments=True, order_by=["start_time"]
    )
    assert [run.data.tags["trackside.cells"] for run in runs] == [
        "4 cells, top to bottom",
        "6 cells, out of order",
    ]
    notebook = kept(runs[0], "notebook")
    assert [cell.source for cell in notebook.cells] == [
        cell.source for cell in nbformat.read("train.ipynb", as_version=4).cells
    ]
    assert json.loads(Path("train.ipynb").read_text())["cells"][0]["id"] == notebook.cells[0].id


def test_the_notebook_is_kept_as_it_was_when_the_run_began(kernel: Kernel) -> None:
    start = kernel.add(
        "import os, trackside",
        "os.environ['TRACKSIDE_NOTEBOOK'] = 'train.ipynb'",
        "run = trackside.start_run()",
    )
    kernel.save("train.ipynb")
    kernel.run(start)
    asked = "while 'trackside.cells' not in trackside.get_run(run.info.run_id).data.tags: pass"
    kernel.run(kernel.add(asked))
    end = kernel.add("trackside.end_run()")
    kernel.save("train.ipynb")
    kernel.run(end)

    run: Run = trackside.search_runs(output_format="list", search_all_experiments=True)[0]
    assert len(kept(run, "cells").cells) == 3
    assert len(kept(run, "notebook").cells) == 1


def test_each_run_of_a_loop_keeps_its_cell(kernel: Kernel) -> None:
    kernel.run(
        kernel.add("import trackside", "for _ in range(3):", "    with trackside.start_run(): pass")
    )
    runs: list[Run] = trackside.search_runs(output_format="list")
    assert len(runs) == 3
    for run in runs:
        assert [count for count, *_ in said(run)] == [1]
        assert run.data.tags["trackside.cells"] == "1 cell, top to bottom"


def test_a_run_keeps_nothing_if_it_is_told_so(kernel: Kernel) -> None:
    kernel.run(
        kernel.add(
            "import os, trackside",
            "os.environ['TRACKSIDE_KEEP_CELLS'] = 'false'",
            "with trackside.start_run(): pass",
        )
    )
    assert "trackside.cells" not in the_run().data.tags
    with pytest.raises(NotFound):
        kept(the_run(), "cells")


def test_a_script_keeps_no_cells() -> None:
    with trackside.start_run() as run:
        pass
    assert trackside.artifacts.list_artifacts(run_id=run.info.run_id) == []
