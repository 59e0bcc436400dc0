"""One entry of an artifact folder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A file or folder among a run's artifacts; ``path`` is relative to the artifact root, ``file_size`` in bytes."""

    path: str
    is_dir: bool
    file_size: int | None = None
