"""Copy the artifacts of a run or a model from one place to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.artifacts.copying import copy_stream
from trackside.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trackside.artifacts.repository import ArtifactRepository
    from trackside.entities import FileInfo


def copy_missing(source: ArtifactRepository, target: ArtifactRepository) -> int:
    """Copy the files that are not in ``target`` in their size; returns how many were copied."""
    present = {info.path: info.file_size for info in files_below(target)}
    copied = 0
    for info in files_below(source):
        if info.path in present and present[info.path] == info.file_size:
            continue
        with source.open(info.path) as reader, target.writing(info.path) as writer:
            copy_stream(reader, writer, lambda _: None)
        copied += 1
    return copied


def files_below(repository: ArtifactRepository, path: str | None = None) -> Iterator[FileInfo]:
    """Give every file below a folder; none for a folder that is not there."""
    try:
        found = repository.list_artifacts(path)
    except NotFound:
        return
    for info in found:
        if info.is_dir:
            yield from files_below(repository, info.path)
        else:
            yield info
