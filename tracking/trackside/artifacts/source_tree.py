"""Walk over a folder that is to be copied: which files and folders, links followed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from trackside.artifacts.file_errors import file_errors
from trackside.artifacts.paths import RESERVED_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

STORE_FOLDER = ".trackside"


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file or folder; ``path`` is relative to the folder that was walked."""

    path: PurePosixPath
    is_dir: bool


def walk_tree(
    folder: Path, excluded: Path | None = None, inside: Path | None = None
) -> Iterator[TreeEntry]:
    """Yield what lies in ``folder``, a folder before what it holds.

    Left out: ``excluded`` (where the copy goes, which may lie below), stores (``log_artifacts(".")``
    in a notebook's folder must not copy every earlier run), files being written and blobs, links
    that lead back to a folder above them, and, with ``inside``, links that lead out of it.
    """
    barred = () if excluded is None else (os.path.realpath(excluded),)
    real_inside = None if inside is None else os.path.realpath(inside)
    yield from _walk(folder, PurePosixPath(), barred, real_inside)


def _walk(
    folder: Path, path: PurePosixPath, barred: tuple[str, ...], inside: str | None
) -> Iterator[TreeEntry]:
    with file_errors("read the folder", folder):
        entries = sorted(folder.iterdir())
    real = os.path.realpath(folder)
    for entry in entries:
        real_entry = os.path.realpath(entry)
        if (
            entry.name.startswith(RESERVED_PREFIXES)
            or real_entry in (*barred, real)
            or (inside is not None and not _is_below(real_entry, inside))
        ):
            continue
        if not entry.is_dir():
            yield TreeEntry(path / entry.name, is_dir=False)
        elif entry.name != STORE_FOLDER:
            yield TreeEntry(path / entry.name, is_dir=True)
            yield from _walk(entry, path / entry.name, (*barred, real), inside)


def _is_below(real: str, real_root: str) -> bool:
    return real.startswith(os.path.join(real_root, ""))  # noqa: PTH118
