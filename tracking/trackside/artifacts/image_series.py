"""Images by step: the names that MLflow gives to their files, written and read. Pure.

An image of a series is a file of the folder ``images``, called after its key, step and time, with a
small copy beside it. MLflow 2 separates the parts of the name by ``%``, MLflow 3 by ``+``.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trackside.entities import FileInfo

FOLDER = "images"
LOGGED_IMAGES = "mlflow.loggedImages"
"""The tag of runs that have logged images by step."""

_KEY = re.compile(r"[a-zA-Z0-9_\-./ ]+")
# What stands for a slash of the key, by what separates the parts of the name.
_SLASHES = {"+": "~", "%": "#"}
_NAME = re.compile(
    r"(?P<key>.+)(?P<by>[+%])step(?P=by)(?P<step>-?\d{1,18})(?P=by)timestamp(?P=by)(?P<timestamp>\d{1,18})"
    r"(?P=by)(?P<id>[0-9a-f-]{36})(?P<small>(?P=by)compressed)?\.(png|webp)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class SeriesImage:
    """An image by its key and step; ``thumbnail`` is the path of its small copy, if it is there."""

    key: str
    step: int
    timestamp: int
    path: str
    thumbnail: str | None


def image_stem(key: str, step: int, timestamp: int) -> str:
    """Return the path, less its ending, of a new image; ``InvalidParameter`` for a key that cannot be."""
    if not _KEY.fullmatch(key):
        raise InvalidParameter(
            f"Invalid image key {key!r}: use letters, digits, '_', '-', '.', ' ' and '/'."
        )
    name = key.replace("/", _SLASHES["+"])
    return f"{FOLDER}/{name}+step+{step}+timestamp+{timestamp}+{uuid.uuid4()}"


def is_series_image(path: str) -> bool:
    """Say whether a path is that of an image of a series, or of its small copy: neither changes."""
    folder, _, name = path.rpartition("/")
    return folder == FOLDER and _NAME.fullmatch(name) is not None


def series_images(files: Iterable[FileInfo]) -> list[SeriesImage]:
    """Return the images among the files of ``images``, by key, step and time."""
    full: dict[str, tuple[str, int, int, str]] = {}
    small: dict[str, str] = {}
    for file in files:
        match = _NAME.fullmatch(file.path.rpartition("/")[2])
        if match is None:
            continue
        if match["small"]:
            small[match["id"]] = file.path
        else:
            key = match["key"].replace(_SLASHES[match["by"]], "/")
            full[match["id"]] = (key, int(match["step"]), int(match["timestamp"]), file.path)
    found = (SeriesImage(*image, small.get(name)) for name, image in full.items())
    return sorted(found, key=lambda image: (image.key, image.step, image.timestamp, image.path))
