"""The names of images by step: MLflow's, of versions 2 and 3."""

from __future__ import annotations

import pytest

from trackside.artifacts.image_series import (
    SeriesImage,
    image_stem,
    is_series_image,
    series_images,
)
from trackside.entities import FileInfo
from trackside.errors import InvalidParameter

FIRST = "0b6c1c1e-8f9a-4b0e-9c55-0d1c9e4f7a01"
SECOND = "0b6c1c1e-8f9a-4b0e-9c55-0d1c9e4f7a02"


def found(*names: str) -> list[SeriesImage]:
    return series_images(FileInfo(f"images/{name}", False, 1) for name in names)


@pytest.mark.parametrize(("by", "slash"), [("+", "~"), ("%", "#")])
def test_names_of_both_versions_are_read(by: str, slash: str) -> None:
    stem = by.join((f"dogs{slash}big one", "step", "3", "timestamp", "1700000000000", FIRST))
    assert found(f"{stem}.png", f"{stem}{by}compressed.webp") == [
        SeriesImage(
            "dogs/big one",
            3,
            1700000000000,
            f"images/{stem}.png",
            f"images/{stem}{by}compressed.webp",
        )
    ]


def test_a_name_that_is_given_is_read_back() -> None:
    stem = image_stem("a/b-c", -2, 7)
    (image,) = series_images([FileInfo(f"{stem}.png", False, 1)])
    assert (image.key, image.step, image.timestamp, image.thumbnail) == ("a/b-c", -2, 7, None)
    assert is_series_image(f"{stem}.png")
    assert is_series_image(f"{stem}+compressed.webp")


def test_they_come_by_key_step_and_time() -> None:
    names = [
        f"b+step+1+timestamp+1+{FIRST}.png",
        f"a+step+10+timestamp+1+{FIRST[:-1]}3.png",
        f"a+step+9+timestamp+2+{SECOND}.png",
        f"a+step+9+timestamp+1+{FIRST[:-1]}4.png",
    ]
    order = [(image.key, image.step, image.timestamp) for image in found(*names)]
    assert order == [("a", 9, 1), ("a", 9, 2), ("a", 10, 1), ("b", 1, 1)]


@pytest.mark.parametrize(
    "name",
    [
        "plot.png",
        f"a+step+1+timestamp+1+{FIRST}.svg",
        f"a+step+1%timestamp+1+{FIRST}.png",
        f"+step+1+timestamp+1+{FIRST}.png",
        f"a+step+x+timestamp+1+{FIRST}.png",
        f"a+step+1+timestamp+1+{FIRST}+compressed.webp",
    ],
)
def test_what_is_none_is_left_out(name: str) -> None:
    assert found(name) == []


@pytest.mark.parametrize(
    "path", ["plot.png", "images/plot.png", f"x/a+step+1+timestamp+1+{FIRST}.png"]
)
def test_other_files_may_change(path: str) -> None:
    assert not is_series_image(path)


@pytest.mark.parametrize("key", ["", "a@b", "a+b", "a~b"])
def test_a_key_that_a_name_cannot_hold_is_refused(key: str) -> None:
    with pytest.raises(InvalidParameter, match="Invalid image key"):
        image_stem(key, 0, 0)
