"""A folder of artifacts as a zip, made piece by piece while it is sent: neither memory nor disk holds it."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from trackside.artifacts.paths import artifact_parts
from trackside.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trackside.artifacts.repository import ArtifactRepository
    from trackside.entities import FileInfo

PIECE_BYTES = 1 << 20
# A file may grow while it is sent; beyond this size its entry is written with lengths of 64 bits.
_SMALL_BYTES = 1 << 30
# What is large among artifacts is packed already, as images and most models are.
_FAST = 1


def zipped(repository: ArtifactRepository, folder: str, name: str) -> Iterator[bytes]:
    """Yield the pieces of a zip with the files of ``folder`` (empty: of all) below the folder ``name``.

    Raises ``NotFound`` before the first piece if there are none. A file that cannot be read ends
    it with that error; what was yielded by then is no whole zip, and unpacks nowhere.
    """
    depth = len(artifact_parts(folder))
    outbox = _Outbox()
    is_empty = True
    with zipfile.ZipFile(outbox, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as archive:
        for file in files_below(repository, folder):
            is_empty = False
            inside = "/".join([name, *artifact_parts(file.path)[depth:]])
            is_large = (file.file_size or 0) > _SMALL_BYTES
            with (
                repository.open(file.path) as stream,
                archive.open(inside, "w", force_zip64=is_large) as entry,
            ):
                while piece := stream.read(PIECE_BYTES):
                    entry.write(piece)
                    if outbox.size >= PIECE_BYTES:
                        yield outbox.emptied()
        if is_empty:
            raise NotFound(f"There are no files in {folder!r} to download.")
    yield outbox.emptied()


def files_below(repository: ArtifactRepository, folder: str) -> Iterator[FileInfo]:
    """Yield the files of a folder and of those below it; one page of a listing at a time is held."""
    token: str | None = None
    while True:
        page = repository.list_page(folder or None, page_token=token)
        for info in page:
            if info.is_dir:
                yield from files_below(repository, info.path)
            else:
                yield info
        token = page.token
        if token is None:
            return


class _Outbox:
    """Takes what zipfile writes, which cannot go back in it, until somebody fetches it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: everything is there already."""

    def close(self) -> None:
        """Do nothing: what was written waits to be fetched."""

    def emptied(self) -> bytes:
        content = b"".join(self._pieces)
        self._pieces.clear()
        self.size = 0
        return content
