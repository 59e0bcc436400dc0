"""``%%track`` in a real kernel, run by nbclient as nbconvert and CI do."""

from __future__ import annotations

from typing import Any

import nbformat
from tests.real_kernel import notebook_client

import trackside

CELLS = (
    "%load_ext trackside",
    "%%track first\nimport asyncio\nlr = 0.1\nloss = await asyncio.sleep(0, result=0.5)\nloss",
    "%%track\n1 / 0",
    "_ + Out[2]",
)


def test_outputs_errors_and_runs_in_a_kernel() -> None:
    version: Any = nbformat.v4
    notebook = version.new_notebook(cells=[version.new_code_cell(code) for code in CELLS])
    notebook_client(notebook, timeout=120, allow_errors=True).execute()

    _load, first, failed, after = notebook.cells
    assert [output.output_type for output in first.outputs] == ["execute_result", "display_data"]
    assert first.outputs[0].data["text/plain"] == "0.5"
    assert "trackside-card" in first.outputs[1].data["text/html"]
    assert [output.output_type for output in failed.outputs] == ["error", "display_data"]
    assert failed.outputs[0].ename == "ZeroDivisionError"
    assert after.outputs[0].data["text/plain"] == "1.0"
    runs = trackside.search_runs(output_format="list")
    assert [run.info.status for run in runs] == ["FAILED", "FINISHED"]
    assert (runs[1].data.params, runs[1].data.metrics) == ({"lr": "0.1"}, {"loss": 0.5})
