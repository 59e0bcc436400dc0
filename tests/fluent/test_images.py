"""Images of the active run: series with small copies, cells of tables, what is no image."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import PIL.Image
import pytest

import trackside
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from trackside.entities import Run


def files_of(run: Run, folder: str) -> list[Path]:
    found = trackside.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path=folder)
    return sorted(path for path in Path(found).rglob("*") if path.is_file())


def size_of(path: Path) -> tuple[int, int]:
    with PIL.Image.open(path) as image:
        return image.size


def test_an_image_of_a_series_has_a_small_copy() -> None:
    with trackside.start_run() as run:
        trackside.log_image(np.zeros((600, 300, 4)), key="dogs/big", step=3, timestamp=7)

    small, full = files_of(run, "images")
    assert full.name.startswith("dogs~big+step+3+timestamp+7+")
    assert small.name == f"{full.stem}+compressed.webp"
    assert size_of(full) == (300, 600)
    assert size_of(small) == (128, 256)
    assert trackside.get_run(run.info.run_id).data.tags["mlflow.loggedImages"] == "True"


@pytest.mark.parametrize("size", [(3, 2), (1, 5000)])
def test_a_small_copy_is_never_larger_and_never_empty(size: tuple[int, int]) -> None:
    with trackside.start_run() as run:
        trackside.log_image(PIL.Image.new("RGB", size), key="odd")

    small, _ = files_of(run, "images")
    width, height = size_of(small)
    assert 1 <= width <= size[0]
    assert 1 <= height <= min(size[1], 256)


def test_cells_of_a_table_may_be_images() -> None:
    image = trackside.Image([[1, 2], [3, 4]])
    data: dict[Any, Any] = {"image": [image, None], "text": ["a", "b"], 7: [1, 2]}
    with trackside.start_run() as run:
        trackside.log_table(data, "t.json")

    images = files_of(run, "table_images/t")
    table = trackside.artifacts.load_text(f"runs:/{run.info.run_id}/t.json")
    rows = json.loads(table)["data"]
    assert [path.suffix for path in images] == [".png", ".webp"]
    assert rows[0][0]["filepath"] == f"table_images/t/{images[0].name}"
    assert rows[1][0] is None
    assert data["image"][0] is image


def test_what_is_no_image_is_refused() -> None:
    wrong: list[Any] = ["x.png", np.ones(3), np.ones((2, 2, 5)), np.full((2, 3), 300), np.array([["a"]]), 5,
                        np.array([[np.nan, 1]]), np.array([[np.inf, 1]])]  # fmt: skip
    with trackside.start_run() as run:
        for each in wrong:
            with pytest.raises(InvalidParameter, match=r"(?i)image"):
                trackside.log_image(each, "a.png")
    assert trackside.Client().list_artifacts(run.info.run_id) == []


def test_floats_beyond_one_are_scaled_with_a_warning() -> None:
    with pytest.warns(UserWarning, match=r"go from -1\.0 to 3\.0 and were scaled"):
        image = trackside.Image(np.array([[-1.0, 1.0, 3.0]]))
    assert image.to_list() == [0, 127, 255]
    with pytest.warns(UserWarning, match="were scaled"):
        assert trackside.Image(np.array([[5.0, 5.0]])).to_list() == [0, 0]
