"""The page on notebooks: its cells run in order, and it names every option."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import trackside
from trackside.magic.tracking import TrackMagics

if TYPE_CHECKING:
    from tests.magic.conftest import Notebook

PAGE = (Path(__file__).parents[2] / "docs/notebook.md").read_text(encoding="utf-8")
CELL = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_the_cells_run(notebook: Notebook) -> None:
    pytest.importorskip("sklearn")
    results = [notebook.run(cell) for cell in CELL.findall(PAGE)]

    assert len(results) == 8
    assert [result.error_in_exec for result in results] == [None] * 8
    names = [run.info.run_name for run in notebook.runs]
    assert names[1:] == ["tuned", "first"]
    results[-1].result.button.click()
    assert len(trackside.search_model_versions(filter_string="name = 'line'")) == 1


def test_every_option_is_explained() -> None:
    magic: Any = TrackMagics.track
    flags = [flag for action in magic.parser._actions for flag in action.option_strings]

    assert flags
    for flag in flags:
        assert f"`{flag}" in PAGE
