"""Runs and the cells that open them, in a real kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from nbclient.exceptions import CellExecutionError

import trackside

if TYPE_CHECKING:
    from tests.fluent.conftest import Kernel

    from trackside.entities import Run


def runs() -> list[Run]:
    """Return the runs in the order of their start."""
    return trackside.search_runs(order_by=["start_time ASC"], output_format="list")


@pytest.mark.filterwarnings("ignore:Proactor event loop:RuntimeWarning")
def test_a_cell_run_again_ends_what_it_left_open(kernel: Kernel) -> None:
    first = kernel.add(
        "import trackside",
        "run = trackside.start_run()",
        "trackside.log_param('name', run.info.run_name)",
    )
    other = kernel.add(
        "try:",
        "    trackside.start_run()",
        "except trackside.MlflowException as error:",
        "    print(error)",
    )
    kernel.run(first)
    kernel.run(first)

    assert [run.info.status for run in runs()] == ["FINISHED", "RUNNING"]
    assert "is already active" in kernel.run(other)


def test_a_cell_that_just_logs_starts_over_when_it_is_run_again(kernel: Kernel) -> None:
    logging = kernel.add("import trackside, random", "trackside.log_param('seed', random.random())")
    more = kernel.add("trackside.log_metric('loss', 1.0)")
    kernel.run(logging)
    kernel.run(more)
    kernel.run(logging)

    assert [(run.info.status, run.data.metrics) for run in runs()] == [
        ("FINISHED", {"loss": 1.0}),
        ("RUNNING", {}),
    ]


def test_a_failing_cell_ends_the_run_that_it_opened_and_no_other(kernel: Kernel) -> None:
    failing = kernel.add("import trackside", "trackside.start_run()", "1 / 0")
    with pytest.raises(CellExecutionError):
        kernel.run(failing)
    assert [run.info.status for run in runs()] == ["FAILED"]
    assert "ZeroDivisionError" in runs()[0].data.tags["trackside.error"]

    kernel.run(kernel.add("trackside.start_run()"))
    with pytest.raises(CellExecutionError):
        kernel.run(kernel.add("1 / 0"))
    assert [run.info.status for run in runs()] == ["FAILED", "RUNNING"]


def test_a_cell_within_a_cell_belongs_to_it(kernel: Kernel) -> None:
    printed = kernel.run(
        kernel.add(
            "import trackside",
            "outer = trackside.start_run()",
            "get_ipython().run_cell('inner = trackside.start_run(nested=True); trackside.end_run()')",
            "print(trackside.active_run() is outer)",
            "print(trackside.get_parent_run(inner.info.run_id).info.run_id == outer.info.run_id)",
        )
    )

    assert printed == "True\nTrue"
    assert [run.info.status for run in runs()] == ["RUNNING", "FINISHED"]


def test_a_kernel_that_goes_away_ends_its_runs(kernel: Kernel) -> None:
    kernel.run(kernel.add("import trackside", "trackside.start_run()"))
    kernel.stop()

    (run,) = runs()
    assert run.info.status == "FINISHED"  # no Jupyter server knows this kernel by an id
