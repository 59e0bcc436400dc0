"""Artifacts behind a tracking server: ``mlflow-artifacts:/...``, fetched and sent through it.

The address names no server: the one whose store the artifacts belong to is meant, with the path
that its address has.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import quote

from trackside.artifacts.copying import copy_stream, open_regular
from trackside.artifacts.fetching import fetched, fetched_stream, sent
from trackside.artifacts.file_errors import file_errors
from trackside.artifacts.listing import MAX_RESULTS, page_key, page_of, shown_order
from trackside.artifacts.local_uri import uri_scheme
from trackside.artifacts.paths import artifact_parts, joined
from trackside.artifacts.transfers import transfer_all
from trackside.artifacts.uploading import Uploading
from trackside.artifacts.whole_files import written_whole
from trackside.entities import FileInfo
from trackside.errors import InvalidParameter, NotFound, TracksideException
from trackside.store.rest.connection import ARTIFACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trackside.artifacts.copying import Writer
    from trackside.entities import PagedList
    from trackside.store.rest.connection import Server

    Advance = Callable[[int], None]

SCHEME = "mlflow-artifacts"


@dataclass(frozen=True, slots=True)
class _Fetch:
    """A file to be downloaded: its artifact path, where it goes, and its size in bytes."""

    path: str
    target: Path
    size: int


def server_path(artifact_uri: str) -> str:
    """Return the path below the server's artifact root; raises ``InvalidParameter`` for another server's."""
    rest = artifact_uri[len(SCHEME) + 1 :]
    if uri_scheme(artifact_uri) != SCHEME or (rest.startswith("//") and not rest.startswith("///")):
        raise InvalidParameter(
            f"Artifacts at {artifact_uri!r} cannot be reached: the address is written {SCHEME}:/<path> and means the "
            "server of the tracking URI."
        )
    return joined(rest.lstrip("/"))


class ProxiedArtifactRepository(Uploading):
    """The files below ``artifact_uri`` on ``server``."""

    def __init__(self, artifact_uri: str, server: Server) -> None:
        self.root = artifact_uri
        self._root_path = server_path(artifact_uri)
        self._server = server

    @contextmanager
    def writing(self, path: str) -> Iterator[Writer]:
        """Give a stream for the content of a file, which is sent when the block ends well."""
        if not artifact_parts(path):
            raise InvalidParameter(f"The artifact path {path!r} names no file.")
        url = self._url(path)
        with tempfile.TemporaryFile(prefix="trackside-") as content:
            yield content
            content.seek(0)
            sent(self._server, url, content, lambda _: None)

    def list_artifacts(self, path: str | None = None) -> list[FileInfo]:
        """Return the entries of one folder, folders first, then by name; none for what is no folder."""
        return shown_order(self._entries(path))

    def list_page(
        self,
        path: str | None = None,
        max_results: int = MAX_RESULTS,
        page_token: str | None = None,
    ) -> PagedList[FileInfo]:
        """Return the next entries of a folder by name; the server gives all of them each time."""
        return page_of(self._entries(path), _page_key, max_results, page_token)

    def download(self, path: str | None, destination: Path | None = None) -> Path:
        """Return the place of a copy of a file or folder, in ``destination`` or a new temporary folder."""
        parts = artifact_parts(path)
        known = self._info(path)
        folder = Path(tempfile.mkdtemp(prefix="trackside-")) if destination is None else destination
        target = folder / parts[-1] if parts else folder
        if known.is_dir:
            with file_errors("create the folder", target):
                target.mkdir(parents=True, exist_ok=True)
            jobs = list(self._below(known.path, target))
        else:
            jobs = [_Fetch(known.path, target, known.file_size or 0)]
        title = parts[-1] if parts else "artifacts"
        transfer_all(jobs, self._fetch, title, sum(job.size for job in jobs))
        return target

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading; it is fetched as far as it is read."""
        if self._info(path).is_dir:
            raise InvalidParameter(f"'{self._shown(path)}' is not a file.")
        with self._naming(path):
            return fetched_stream(self._server, self._url(path))

    def delete(self, path: str | None = None) -> None:
        """Delete a file or folder; without ``path`` everything."""
        if artifact_parts(path):
            self._info(path)  # some servers take the deletion of what is not there for done
        try:
            self._server.send("DELETE", self._url(path), right="write")
        except NotFound:
            if artifact_parts(path):
                raise

    def _send(self, file: tuple[Path, str], advance: Advance) -> None:
        source, path = file
        with file_errors("read", source):
            reader = open_regular(source)
        with reader:
            sent(self._server, self._url(path), reader, advance)

    def _fetch(self, job: _Fetch, advance: Advance) -> None:
        with file_errors("create the folder", job.target.parent):
            job.target.parent.mkdir(parents=True, exist_ok=True)
        with (
            self._naming(job.path),
            fetched(self._server, self._url(job.path)) as content,
            written_whole(job.target) as writer,
        ):
            copy_stream(content, writer, advance)

    def _entries(self, path: str | None) -> list[FileInfo]:
        folder = joined(path)
        asked = "/".join(part for part in (self._root_path, folder) if part)
        found = self._server.get(ARTIFACTS, lambda wire: wire.get("files") or [], path=asked)
        return [info for info in (_entry(folder, each) for each in found) if info is not None]

    def _below(self, path: str, target: Path) -> Iterator[_Fetch]:
        """Yield what is to be fetched of a folder so that ``target`` becomes its copy."""
        for info in self._entries(path):
            place = target / artifact_parts(info.path)[-1]
            if info.is_dir:
                yield from self._below(info.path, place)
            else:
                yield _Fetch(info.path, place, info.file_size or 0)

    def _info(self, path: str | None) -> FileInfo:
        """Find out what there is at ``path``, by the listing around it: the protocol has no question for it."""
        *parents, name = artifact_parts(path) or ("",)
        if not name:  # a run that logged nothing: its folder begins with the first file
            return FileInfo("", is_dir=True)
        wanted = joined(path)
        for info in self._entries("/".join(parents)):
            if info.path == wanted:
                return info
        raise self._missing(path)

    @contextmanager
    def _naming(self, path: str) -> Iterator[None]:
        try:
            yield
        except NotFound:
            raise self._missing(path) from None

    def _missing(self, path: str | None) -> NotFound:
        return NotFound(f"There is no artifact {path!r} in '{self.root}'.")

    def _url(self, path: str | None) -> str:
        parts = (*artifact_parts(self._root_path), *artifact_parts(path))
        return "/".join([ARTIFACTS, *(quote(part, safe="") for part in parts)])

    def _shown(self, path: str | None) -> str:
        return "/".join([self.root, *artifact_parts(path)])


def _entry(folder: str, wire: dict[str, Any]) -> FileInfo | None:
    """Return an entry of a folder; None for a name that is no artifact's."""
    try:
        (name,) = artifact_parts(wire["path"])
    except (TracksideException, ValueError):
        return None
    is_dir = bool(wire.get("is_dir"))
    size = None if is_dir else int(wire.get("file_size") or 0)
    return FileInfo(joined(folder, name), is_dir, size)


def _page_key(info: FileInfo) -> str:
    return page_key(info.path, is_dir=info.is_dir)
