"""What a folder with a model tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.artifacts.model_folder import ModelFolder
from trackside.artifacts.preview_kinds import TablePreview
from trackside.artifacts.repository import repository_for
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from pathlib import Path

MLMODEL = """
flavors:
  sklearn: {sklearn_version: 1.5.0}
saved_input_example_info: {artifact_path: EXAMPLE}
utc_time_created: '2026-01-02 03:04:05.678'
"""


def folder(tmp_path: Path, **files: str) -> ModelFolder:
    for name, text in files.items():
        file = tmp_path / "model" / name.replace("_", ".")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    return ModelFolder.read(repository_for(str(tmp_path)), "model")


def test_card_requirements_and_example_are_read(tmp_path: Path) -> None:
    found = folder(
        tmp_path,
        MLmodel=MLMODEL.replace("EXAMPLE", "example.json"),
        requirements_txt="scikit-learn==1.5.0\n",
        example_json='{"columns": ["a"], "data": [[1], [2], [3], [4], [5], [6]]}',
    )
    assert found.card.flavors == {"sklearn": "1.5.0"}
    assert found.card.created == "2026-01-02 03:04:05.678"
    assert found.requirements == "scikit-learn==1.5.0\n"
    assert found.example == TablePreview(("a",), ((1,), (2,), (3,), (4,), (5,)), 6, limit=5)
    assert found.to_wire()["example"]["kind"] == "table"


@pytest.mark.parametrize("path", ["../../secret", "/etc/passwd", "gone.json", "''"])
def test_an_example_that_leads_nowhere_is_none(tmp_path: Path, path: str) -> None:
    found = folder(tmp_path, MLmodel=MLMODEL.replace("EXAMPLE", path))
    assert (found.requirements, found.example) == (None, None)


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        folder(tmp_path, notes_txt="no model")
    with pytest.raises(InvalidParameter, match="MLmodel"):
        folder(tmp_path, MLmodel="- just a list")
