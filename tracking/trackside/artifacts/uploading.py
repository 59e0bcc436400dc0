"""What repositories share that files are sent to: which file goes where."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from trackside.artifacts.paths import joined
from trackside.artifacts.source_tree import walk_tree
from trackside.artifacts.transfers import transfer_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Uploading(ABC):
    """Turns files and folders into uploads."""

    @abstractmethod
    def _send(self, file: tuple[Path, str], advance: Callable[[int], None]) -> None:
        """Send one file to its artifact path, telling ``advance`` the bytes that are through."""

    def _upload(self, files: Sequence[tuple[Path, str]], title: str) -> None:
        total_bytes = sum(source.stat().st_size for source, _ in files if source.is_file())
        transfer_all(files, self._send, title, total_bytes)

    def log_artifact(
        self, local_file: str | os.PathLike[str], artifact_path: str | None = None
    ) -> None:
        """Upload a file, or a folder with all it holds, into the folder ``artifact_path``."""
        source = Path(local_file)
        name = source.name or Path(os.path.abspath(source)).name  # noqa: PTH100
        if source.is_dir():
            self.log_artifacts(source, joined(artifact_path, name))
        else:
            self._upload([(source, joined(artifact_path, name))], name)

    def log_artifacts(
        self, local_dir: str | os.PathLike[str], artifact_path: str | None = None
    ) -> None:
        """Upload what a folder holds into the folder ``artifact_path``, without any store in it."""
        source = Path(local_dir)
        # All names are read, and refused if need be, before the first file is sent.
        files = [
            (source / entry.path, joined(artifact_path, entry.path))
            for entry in walk_tree(source)
            if not entry.is_dir
        ]
        self._upload(files, source.name or "artifacts")
