"""Artifacts in a local folder.

Invariants: nothing outside the root is read or written, whatever links lie below it; a file
appears under its name only when it is whole. Equal files of several runs are kept once (``blobs``).
"""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from trackside.artifacts.blobs import SMALLEST_BLOB_BYTES, Blobs, blobs_for
from trackside.artifacts.copying import copy_stream, open_regular
from trackside.artifacts.file_errors import file_errors
from trackside.artifacts.listing import MAX_RESULTS, page_key, page_of, shown_order
from trackside.artifacts.paths import RESERVED_PREFIXES, artifact_parts, joined
from trackside.artifacts.progress import progress_of
from trackside.artifacts.source_tree import walk_tree
from trackside.artifacts.whole_files import partial_of, written_whole
from trackside.entities import FileInfo
from trackside.entities.paging import PagedList
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trackside.artifacts.copying import Writer
    from trackside.artifacts.progress import Progress


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
        target = self._confined(joined(artifact_path, name))
        with progress_of(name, _bytes_in([source])) as progress:
            self._copy(source, target, blobs_for(target), progress)

    def log_artifacts(
        self, local_dir: str | os.PathLike[str], artifact_path: str | None = None
    ) -> None:
        """Copy what a folder holds into the folder ``artifact_path``, without any store in it."""
        source = Path(local_dir)
        folder = joined(artifact_path)
        # All names are read before the first is written: the root may lie below the folder.
        entries = list(walk_tree(source, self.root))
        self._make_folder(self._confined(folder))
        total_bytes = _bytes_in(source / entry.path for entry in entries)
        with progress_of(source.name or "artifacts", total_bytes) as progress:
            for entry in entries:
                target = self._confined(joined(folder, entry.path))
                if entry.is_dir:
                    self._make_folder(target)
                else:
                    self._copy(source / entry.path, target, blobs_for(target), progress)

    @contextmanager
    def writing(self, path: str) -> Iterator[Writer]:
        """Give a stream for the content of a file, which appears when the block ends well."""
        if not artifact_parts(path):
            raise InvalidParameter(f"The artifact path {path!r} names no file.")
        target = self._confined(path)
        self._make_folder(target.parent)
        with written_whole(target, blobs_for(target)) as writer:
            yield writer

    def list_artifacts(self, path: str | None = None) -> list[FileInfo]:
        """Return the entries of one folder; none if it does not exist or is a file, as MLflow does."""
        folder = self._confined(path)
        with file_errors("list", folder):
            if not folder.is_dir():
                return []
            return shown_order(self._info(path, entry) for entry in self._visible(folder))

    def list_page(
        self,
        path: str | None = None,
        max_results: int = MAX_RESULTS,
        page_token: str | None = None,
    ) -> PagedList[FileInfo]:
        """Return the next entries of a folder by name; only these are looked at more closely."""
        folder = self._confined(path)
        with file_errors("list", folder):
            entries = self._visible(folder) if folder.is_dir() else ()
            page = page_of(entries, _page_key, max_results, page_token)
            return PagedList([self._info(path, entry) for entry in page], page.token)

    def download(self, path: str | None, destination: Path | None = None) -> Path:
        """Return the place of a file or folder, or that of its copy in ``destination``."""
        source = self._existing(path)
        if destination is None:
            return source
        parts = artifact_parts(path)
        target = destination / parts[-1] if parts else destination
        if not source.is_dir():
            with progress_of(source.name, _bytes_in([source])) as progress:
                self._copy(source, target, None, progress)
            return target
        entries = list(walk_tree(source, destination, inside=self.root))
        self._make_folder(target)
        with progress_of(source.name, _bytes_in(source / e.path for e in entries)) as progress:
            for entry in entries:
                if entry.is_dir:
                    self._make_folder(target / entry.path)
                else:
                    self._copy(source / entry.path, target / entry.path, None, progress)
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

    def _visible(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(RESERVED_PREFIXES):
                    continue
                # Only a link can lead out: the folder itself is inside.
                if not entry.is_symlink() or _is_below(Path(entry.path), self.root):
                    yield entry

    def _info(self, folder: str | None, entry: os.DirEntry[str]) -> FileInfo:
        path = "/".join([*artifact_parts(folder), entry.name])
        is_dir = entry.is_dir()
        size = None if is_dir else entry.stat(follow_symlinks=False).st_size
        return FileInfo(path, is_dir, size)

    def _make_folder(self, folder: Path) -> None:
        with file_errors("create the folder", folder):
            folder.mkdir(parents=True, exist_ok=True)

    def _copy(self, source: Path, target: Path, blobs: Blobs | None, progress: Progress) -> None:
        with file_errors("read", source):
            reader = open_regular(source)
        with reader:
            self._make_folder(target.parent)
            with file_errors("write", target):
                size = os.fstat(reader.fileno()).st_size
                if target.exists() and target.samefile(source):
                    progress.advance(size)
                    return
                if blobs is not None and _linked(blobs, reader, size, target):
                    progress.advance(size)
                    return
            with written_whole(target, blobs) as writer:
                copy_stream(reader, writer, progress.advance)


def _linked(blobs: Blobs, reader: BinaryIO, size: int, target: Path) -> bool:
    if size < SMALLEST_BLOB_BYTES:
        return False
    with partial_of(target) as partial:
        if not blobs.link_equal(reader, size, partial):
            return False
        partial.replace(target)
    return True


def _page_key(entry: os.DirEntry[str]) -> str:
    return page_key(entry.name, is_dir=entry.is_dir())


def _bytes_in(files: Iterable[Path]) -> int:
    return sum(file.stat().st_size for file in files if file.is_file())


def _is_below(place: Path, root: Path) -> bool:
    real_root = os.path.realpath(root)
    real = os.path.realpath(place)
    return real == real_root or real.startswith(os.path.join(real_root, ""))  # noqa: PTH118
