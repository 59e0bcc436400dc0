"""The quickstart runs from top to bottom in an empty folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from tests.real_kernel import notebook_client

import trackside
from trackside.widgets import register_button

pytest.importorskip("sklearn")

QUICKSTART = Path(__file__).parents[2] / "examples/quickstart.ipynb"
PLOTLY = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"


def read(version: Any = 4) -> Any:
    """Return the notebook."""
    return nbformat.read(QUICKSTART, as_version=version)


def outputs(cell: Any) -> list[Any]:
    """Return what a cell shows, by MIME type."""
    return [output.get("data", {}) for output in cell.get("outputs", [])]


def test_it_is_valid_and_keeps_no_output() -> None:
    notebook = read(nbformat.NO_CONVERT)

    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.kernelspec.language == "python"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def test_it_runs_and_leaves_runs_curves_charts_and_a_model() -> None:
    notebook = read()

    notebook_client(notebook, timeout=180).execute()

    runs = trackside.search_runs(output_format="list")
    assert len(runs) >= 5
    assert {run.info.status for run in runs} == {"FINISHED"}
    baseline = next(run for run in runs if run.info.run_name == "baseline")
    assert baseline.data.params == {"C": "0.05", "solver": "lbfgs"}
    assert baseline.data.metrics["accuracy"] > 0.9
    stepwise = [run for run in runs if "units" in run.data.params]
    assert len(stepwise) >= 4
    for run in stepwise:
        assert len(trackside.Client().get_history(run.info.run_id, "accuracy")) == 60
    charts = [data for cell in notebook.cells for data in outputs(cell) if PLOTLY in data]
    assert len(charts) == 3
    assert WIDGET in outputs(notebook.cells[-1])[-1]

    best = trackside.search_runs(
        filter_string="metrics.test_loss > 0",
        order_by=["metrics.accuracy DESC"],
        output_format="list",
    )[0]
    form = register_button(best, name="digits")
    form.button.click()
    assert "Registered digits version 1" in form.message.value
    assert trackside.sklearn.load_model("models:/digits/1").n_features_in_ == 64
