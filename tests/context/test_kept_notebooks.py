"""The two notebooks that a run keeps: as executed, and as saved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from trackside.context import executed_notebook as module
from trackside.context.executed_notebook import executed_notebook
from trackside.context.executions import Execution
from trackside.context.saved_notebook import SavedCell, read_notebook

if TYPE_CHECKING:
    from pathlib import Path


def notebook_of(text: str) -> Any:
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    return notebook


def test_what_was_executed_is_a_valid_notebook() -> None:
    executions = [
        Execution(1, "x = 1"),
        Execution(2, "1 / 0", "b", 1000, 0.25, "error"),
        Execution(4, "train()", "c", 2000, None, "running"),
    ]
    notebook = notebook_of(executed_notebook(executions, 4, {"failed": [2]}, is_notebook_kept=True))
    assert [(each.execution_count, each.source) for each in notebook.cells] == [
        (1, "x = 1"),
        (2, "1 / 0"),
        (4, "train()"),
    ]
    assert [each.metadata.trackside.is_of_run for each in notebook.cells] == [False, False, True]
    failed = notebook.cells[1].metadata
    assert failed.tags == ["raises-exception"]
    assert failed.trackside == {
        "cell_id": "b",
        "started": 1000,
        "seconds": 0.25,
        "outcome": "error",
        "is_of_run": False,
    }
    assert notebook.metadata.trackside == {
        "findings": {"failed": [2]},
        "left_out": 0,
        "is_notebook_kept": True,
    }


def test_of_a_long_session_the_newest_cells_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CHARACTERS", 10)
    executions = [Execution(count, "12345") for count in range(1, 5)]
    notebook = notebook_of(executed_notebook(executions, None, {}, is_notebook_kept=False))
    assert [each.execution_count for each in notebook.cells] == [3, 4]
    assert notebook.metadata.trackside.left_out == 2


def test_a_saved_notebook_is_kept_without_what_came_out(tmp_path: Path) -> None:
    file = tmp_path / "train.ipynb"
    notebook = nbformat.v4.new_notebook(
        metadata={"widgets": {"state": "large"}, "authors": ["Ada"]},
        cells=[
            nbformat.v4.new_markdown_cell("# Training"),
            nbformat.v4.new_code_cell(
                "x = 1\nx",
                id="abc",
                execution_count=3,
                outputs=[nbformat.v4.new_output("stream", text="1")],
            ),
        ],
    )
    nbformat.write(notebook, file)

    saved = read_notebook(file)

    assert saved is not None
    assert saved.saved == int(file.stat().st_mtime * 1000)
    assert saved.code_cells == (SavedCell("abc", "x = 1\nx"),)
    kept = notebook_of(saved.text)
    assert [each.source for each in kept.cells] == ["# Training", "x = 1\nx"]
    assert (kept.cells[1].outputs, kept.cells[1].execution_count) == ([], None)
    assert kept.metadata == {"authors": ["Ada"]}


def test_lines_of_a_source_are_one_text_and_old_formats_have_no_ids(tmp_path: Path) -> None:
    file = tmp_path / "old.ipynb"
    cell = {"cell_type": "code", "source": ["a\n", "b"], "metadata": {}, "outputs": []}
    file.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4}))
    saved = read_notebook(file)
    assert saved is not None
    assert saved.code_cells == (SavedCell(None, "a\nb"),)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"cells": [{"cell_type": "code"}]}', "\xff"])
def test_what_is_no_notebook_is_not_kept(tmp_path: Path, content: str) -> None:
    file = tmp_path / "broken.ipynb"
    file.write_text(content, "latin-1")
    assert read_notebook(file) is None


def test_a_file_that_is_not_there_is_not_kept(tmp_path: Path) -> None:
    assert read_notebook(tmp_path / "none.ipynb") is None
