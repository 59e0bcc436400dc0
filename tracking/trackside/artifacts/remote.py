"""Artifacts on any file system of fsspec: S3, Google's and Azure's storage, memory and others.

Invariants: an object appears only whole; a name in the store that would lead out of a folder, here
or on another system, is neither shown nor fetched; errors are ours and name the URL.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from trackside.artifacts.copying import copy_stream, open_regular
from trackside.artifacts.file_errors import file_errors
from trackside.artifacts.filesystems import S3_SCHEMES, mount
from trackside.artifacts.listing import MAX_RESULTS, page_key, page_of, shown_order
from trackside.artifacts.paths import artifact_parts, joined
from trackside.artifacts.remote_errors import remote_errors
from trackside.artifacts.remote_files import (
    has_folders,
    opened_remotely,
    read_remotely,
    written_remotely,
)
from trackside.artifacts.s3_objects import is_there_already, page_of_objects
from trackside.artifacts.transfers import transfer_all
from trackside.artifacts.uploading import Uploading
from trackside.artifacts.whole_files import written_whole
from trackside.entities import FileInfo
from trackside.entities.paging import PagedList
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from trackside.artifacts.copying import Writer

    Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class _Fetch:
    """A file to be downloaded: its artifact path, where it goes, and its size in bytes."""

    path: str
    target: Path
    size: int


class RemoteArtifactRepository(Uploading):
    """The objects below the URL ``root``. Folders are what names have in common: none is empty."""

    def __init__(self, root: str) -> None:
        self._mount = mount(root)
        self.root = self._mount.url

    @contextmanager
    def writing(self, path: str) -> Iterator[Writer]:
        """Give a stream for the content of a file, which appears when the block ends well."""
        if not artifact_parts(path):
            raise InvalidParameter(f"The artifact path {path!r} names no file.")
        with written_remotely(self._mount, self._place(path), self._url(path)) as writer:
            yield writer

    def list_artifacts(self, path: str | None = None) -> list[FileInfo]:
        """Return the entries of one folder, folders first, then by name; none for what is no folder."""
        return shown_order(self._entries(path))

    def list_page(
        self,
        path: str | None = None,
        max_results: int = MAX_RESULTS,
        page_token: str | None = None,
    ) -> PagedList[FileInfo]:
        """Return the next entries of a folder by name; on S3 with one request."""
        if self._mount.scheme not in S3_SCHEMES:
            return page_of(self._entries(path), _page_key, max_results, page_token)
        folder = self._place(path)
        with remote_errors("list", self._url(path)):
            found = page_of_objects(self._mount, folder, max_results, page_token)
        page = sorted(self._safe(folder, path, found), key=_page_key)
        return PagedList(page, found.token)

    def download(self, path: str | None, destination: Path | None = None) -> Path:
        """Return the place of a copy of a file or folder, in ``destination`` or a new temporary folder."""
        parts = artifact_parts(path)
        known = self._info(path)
        folder = Path(tempfile.mkdtemp(prefix="trackside-")) if destination is None else destination
        target = folder / parts[-1] if parts else folder
        title = parts[-1] if parts else "artifacts"
        if known["type"] == "directory":
            with file_errors("create the folder", target):
                target.mkdir(parents=True, exist_ok=True)
            jobs = list(self._below(joined(path), target))
        else:
            jobs = [_Fetch(joined(path), target, int(known["size"] or 0))]
        transfer_all(jobs, self._fetch, title, sum(job.size for job in jobs))
        return target

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading."""
        return opened_remotely(self._mount, self._place(path), self._url(path))

    def delete(self, path: str | None = None) -> None:
        """Delete a file or folder; without ``path`` everything. Not undone where it fails half-way."""
        place = self._place(path)
        system = self._mount.system
        with remote_errors("delete", self._url(path)):
            try:
                is_dir = system.info(place)["type"] == "directory"
            except FileNotFoundError:
                if artifact_parts(path):
                    raise
                return
            if not is_dir:
                system.rm_file(place)
                return
            # One by one: fsspec takes `[` and `*` in names of `rm` for patterns, and a bucket that
            # is the root must stay.
            found = system.find(place, withdirs=True, detail=True)
        files = [name for name, info in found.items() if info["type"] != "directory"]
        transfer_all(files, self._remove, "deleting", 0)
        if has_folders(self._mount):
            folders = {name for name, info in found.items() if info["type"] == "directory"}
            with remote_errors("delete", self._url(path)):
                for folder in sorted(folders | {place}, reverse=True):
                    # Some go with their last file.
                    if system.exists(folder):
                        system.rmdir(folder)

    def _remove(self, name: str, _: Advance) -> None:
        with remote_errors("delete", f"{self._mount.scheme}://{name.lstrip('/')}"):
            self._mount.system.rm_file(name)

    def _send(self, file: tuple[Path, str], advance: Advance) -> None:
        source, path = file
        with file_errors("read", source):
            reader = open_regular(source)
        with reader:
            place, url = self._place(path), self._url(path)
            size = os.fstat(reader.fileno()).st_size
            if self._has(place, url, reader, size):
                advance(size)
                return
            with written_remotely(self._mount, place, url, size) as writer:
                copy_stream(reader, writer, advance)

    def _has(self, place: str, url: str, reader: BinaryIO, size: int) -> bool:
        if self._mount.scheme not in S3_SCHEMES:
            return False
        with remote_errors("write", url):
            return is_there_already(self._mount, place, reader, size)

    def _fetch(self, job: _Fetch, advance: Advance) -> None:
        with file_errors("create the folder", job.target.parent):
            job.target.parent.mkdir(parents=True, exist_ok=True)
        content = read_remotely(self._mount, self._place(job.path), self._url(job.path), job.size)
        with content, written_whole(job.target) as writer:
            copy_stream(content, writer, advance)

    def _entries(self, path: str | None) -> list[FileInfo]:
        folder = self._place(path)
        with remote_errors("list", self._url(path)):
            try:
                found = self._mount.system.ls(folder, detail=True)
            except (FileNotFoundError, NotADirectoryError):
                return []
        return list(self._safe(folder, path, found))

    def _safe(
        self, folder: str, path: str | None, found: Iterable[dict[str, Any]]
    ) -> Iterator[FileInfo]:
        """Yield the entries directly in ``folder`` whose names are artifact names."""
        for entry in found:
            name = _name_below(folder, entry["name"])
            if name is None or "/" in name:
                continue
            is_dir = entry["type"] == "directory"
            size = None if is_dir else int(entry.get("size") or 0)
            yield FileInfo(joined(path, name), is_dir, size)

    def _below(self, path: str, target: Path) -> Iterator[_Fetch]:
        """Yield what is to be fetched of a folder so that ``target`` becomes its copy."""
        folder = self._place(path)
        with remote_errors("list", self._url(path)):
            try:
                found = self._mount.system.find(folder, detail=True)
            except FileNotFoundError:
                return
        for full, info in sorted(found.items()):
            name = _name_below(folder, full)
            if info["type"] != "directory" and name is not None:
                place = target.joinpath(*artifact_parts(name))
                yield _Fetch(joined(path, name), place, int(info.get("size") or 0))

    def _info(self, path: str | None) -> dict[str, Any]:
        with remote_errors("read", self._url(path)):
            try:
                return dict(self._mount.system.info(self._place(path)))
            except FileNotFoundError:
                if not artifact_parts(path):
                    # A run that logged nothing: its folder begins with the first file.
                    return {"type": "directory"}
                raise NotFound(f"There is no artifact {path!r} in '{self.root}'.") from None

    def _place(self, path: str | None) -> str:
        return "/".join([self._mount.path, *artifact_parts(path)])

    def _url(self, path: str | None) -> str:
        return "/".join([self.root, *artifact_parts(path)])


def _name_below(folder: str, full: str) -> str | None:
    """Return the path below ``folder`` that an object's name means; None for what is no artifact's."""
    prefix = f"{folder.strip('/')}/" if folder.strip("/") else ""
    text = full.lstrip("/")
    if not text.startswith(prefix):
        return None
    name = text[len(prefix) :]
    try:
        parts = artifact_parts(name)
    except InvalidParameter:
        return None
    # `a//b` and `a/./b` are names of their own there, and would be other names' here.
    return name if name and "/".join(parts) == name else None


def _page_key(info: FileInfo) -> str:
    return page_key(info.path, is_dir=info.is_dir)
