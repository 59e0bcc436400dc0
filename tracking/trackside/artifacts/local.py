"""Artifacts in a local folder.

Invariants: nothing outside the root is read or written, whatever links lie below it; a file
appears under its name only when it is whole.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from trackside.artifacts.file_errors import file_errors
from trackside.artifacts.paths import PARTIAL_PREFIX, artifact_parts, joined
from trackside.artifacts.source_tree import walk_tree
from trackside.entities import FileInfo
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK_BYTES = 1 << 20


class LocalArtifactRepository:
    """The files below ``root``, which need not exist yet."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.abspath(root))  # noqa: PTH100 (`resolve` would follow links)

    def log_artifact(
        self, local_file: str | os.PathLike[str], artifact_path: str | None = None
    ) -> None:
        """Copy a file, or a folder with all it holds, into the folder ``artifact_path``."""
        source = Path(local_file)
        name = source.name or Path(os.path.abspath(source)).name  # noqa: PTH100
        if source.is_dir():
            self.log_artifacts(source, joined(artifact_path, name))
            return
        self._write(source, self._confined(joined(artifact_path, name)))

    def log_artifacts(
        self, local_dir: str | os.PathLike[str], artifact_path: str | None = None
    ) -> None:
        """Copy what a folder holds into the folder ``artifact_path``, without any store in it."""
        source = Path(local_dir)
        folder = joined(artifact_path)
        # All names are read before the first is written: the root may lie below the folder.
        entries = list(walk_tree(source, self.root))
        self._make_folder(self._confined(folder))
        for entry in entries:
            target = self._confined(joined(folder, entry.path))
            if entry.is_dir:
                self._make_folder(target)
            else:
                self._write(source / entry.path, target)

    def list_artifacts(self, path: str | None = None) -> list[FileInfo]:
        """Return the entries of one folder; none if it does not exist or is a file, as MLflow does."""
        folder = self._confined(path)
        with file_errors("list", folder):
            if not folder.is_dir():
                return []
            found = [self._info(path, entry) for entry in self._visible(folder)]
        return sorted(found, key=lambda info: (not info.is_dir, info.path))

    def download(self, path: str | None, destination: Path | None = None) -> Path:
        """Return the place of a file or folder, or that of its copy in ``destination``."""
        source = self._existing(path)
        if destination is None:
            return source
        parts = artifact_parts(path)
        target = destination / parts[-1] if parts else destination
        if source.is_dir():
            for entry in list(walk_tree(source, destination, inside=self.root)):
                if entry.is_dir:
                    self._make_folder(target / entry.path)
                else:
                    self._write(source / entry.path, target / entry.path)
            self._make_folder(target)
        else:
            self._write(source, target)
        return target

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading."""
        file = self._existing(path)
        with file_errors("read", file):
            if not stat.S_ISREG(file.stat().st_mode):
                raise InvalidParameter(f"The artifact {path!r} is not a file.")
            return file.open("rb")

    def delete(self, path: str | None = None) -> None:
        """Delete a file, a link or a folder; without ``path`` everything."""
        parts = artifact_parts(path)
        target = self.root if not parts else self._confined("/".join(parts[:-1])) / parts[-1]
        if not parts and not target.exists():
            return
        with file_errors("delete", target):
            # A link goes, not what it leads to.
            if target.is_dir() and not target.is_symlink():
                shutil.rmtree(target)
            else:
                target.unlink()

    def _confined(self, path: str | os.PathLike[str] | None) -> Path:
        place = self.root.joinpath(*artifact_parts(path))
        if not _is_below(place, self.root):
            raise InvalidParameter(
                f"Invalid artifact path {str(path)!r}: a link leads out of the artifact root."
            )
        return place

    def _existing(self, path: str | None) -> Path:
        place = self._confined(path)
        with file_errors("read", place):
            if not place.exists():
                raise NotFound(f"There is no artifact {path or ''!r} in '{self.root}'.")
        return place

    def _visible(self, folder: Path) -> Iterator[Path]:
        for entry in folder.iterdir():
            if not entry.name.startswith(PARTIAL_PREFIX) and _is_below(entry, self.root):
                yield entry

    def _info(self, folder: str | None, entry: Path) -> FileInfo:
        path = "/".join([*artifact_parts(folder), entry.name])
        is_dir = entry.is_dir()
        return FileInfo(path, is_dir, None if is_dir else entry.lstat().st_size)

    def _make_folder(self, folder: Path) -> None:
        with file_errors("create the folder", folder):
            folder.mkdir(parents=True, exist_ok=True)

    def _write(self, source: Path, target: Path) -> None:
        with file_errors("read", source):
            reader = _open_regular(source)
        with reader:
            self._make_folder(target.parent)
            with file_errors("write", target):
                if target.exists() and target.samefile(source):
                    return
                _write_whole(reader, target)


def _open_regular(source: Path) -> BinaryIO:
    # Opening a pipe would wait for ever.
    if not stat.S_ISREG(source.stat().st_mode):
        raise OSError(errno.EINVAL, "not a file")
    return source.open("rb")


def _write_whole(reader: BinaryIO, target: Path) -> None:
    partial = target.with_name(f"{PARTIAL_PREFIX}{uuid.uuid4().hex}")
    try:
        with partial.open("xb") as writer:
            shutil.copyfileobj(reader, writer, _CHUNK_BYTES)
        partial.replace(target)
    except BaseException:
        # Also when the user interrupts the cell.
        partial.unlink(missing_ok=True)
        raise


def _is_below(place: Path, root: Path) -> bool:
    real_root = os.path.realpath(root)
    real = os.path.realpath(place)
    return real == real_root or real.startswith(os.path.join(real_root, ""))  # noqa: PTH118
