"""Read and write one file of a remote store as a stream, whole or not at all."""

from __future__ import annotations

import errno
import io
import mimetypes
import posixpath
import uuid
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from trackside.artifacts.filesystems import S3_SCHEMES, Mount
from trackside.artifacts.paths import PARTIAL_PREFIX
from trackside.artifacts.remote_errors import remote_errors
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trackside.artifacts.copying import Writer

# Object stores: an upload appears with the request that completes it; folders are name prefixes.
_APPEARS_WHOLE = (*S3_SCHEMES, "gs", "gcs", "az", "abfs", "abfss")

_READ_AHEAD_BYTES = 8 << 20
_LEAST_PART_BYTES = 8 << 20
# S3 takes 10,000 parts; some are left for a file that grows meanwhile.
_MOST_PARTS = 9_000
_MIB = 1 << 20


def part_bytes(size: int) -> int:
    """Return how large the pieces of an upload of ``size`` bytes are; a whole number of MiB."""
    return max(_LEAST_PART_BYTES, -(-size // _MOST_PARTS // _MIB) * _MIB)


@contextmanager
def written_remotely(mount: Mount, path: str, url: str, size: int = 0) -> Iterator[Writer]:
    """Give a stream for a file's content, which appears when the block ends well.

    Holds one piece of the content in memory; ``size`` is how much will come, if that is known. The
    store's errors become ours; those of the block pass as they are.
    """
    if has_folders(mount):
        # Where there is renaming, the whole file is renamed.
        folder = posixpath.dirname(path)
        partial = f"{folder}/{PARTIAL_PREFIX}{uuid.uuid4().hex}"
        with remote_errors("write", url):
            mount.system.makedirs(folder, exist_ok=True)
            _refuse_folder(mount.system, path)
            stream = mount.system.open(partial, "wb")
    else:
        partial = None
        with remote_errors("write", url):
            stream = _upload(mount, path, part_bytes(size))
    try:
        yield _RemoteWriter(stream, url)
        with remote_errors("write", url):
            stream.close()
            if partial is not None:
                _move(mount.system, partial, path)
    except BaseException:
        with suppress(Exception):
            _give_up(mount, stream, partial)
        raise


def has_folders(mount: Mount) -> bool:
    """Say whether folders are things of their own there, which may be empty."""
    return mount.scheme not in _APPEARS_WHOLE


def _refuse_folder(system: Any, path: str) -> None:
    if system.isdir(path):
        raise IsADirectoryError(errno.EISDIR, "there is a folder of this name")


def _move(system: Any, source: str, target: str) -> None:
    from fsspec import AbstractFileSystem  # type: ignore[import-untyped]

    if type(system).mv is not AbstractFileSystem.mv:
        system.mv(source, target)
        return
    # fsspec's own move takes `[` and `*` in names for patterns.
    system.cp_file(source, target)
    system.rm_file(source)


def _upload(mount: Mount, path: str, part: int) -> Any:
    more = {}
    if mount.scheme in S3_SCHEMES and (kind := mimetypes.guess_type(path)[0]):
        more["ContentType"] = kind
    return mount.system.open(path, "wb", block_size=part, **more)


def _give_up(mount: Mount, stream: Any, partial: str | None) -> None:
    if partial is not None:
        stream.close()
        mount.system.rm_file(partial)
        return
    # Closing would complete the upload, also when the garbage is collected.
    stream.closed = True
    stream.discard()


def opened_remotely(mount: Mount, path: str, url: str) -> BinaryIO:
    """Open a file for reading, from any position; pieces are fetched as they are read."""
    with remote_errors("read", url):
        if mount.system.info(path)["type"] == "directory":
            raise InvalidParameter(f"'{url}' is not a file.")
        if mount.scheme == "memory":
            # There all readers would share one position.
            return io.BytesIO(mount.system.cat_file(path))
        stream = mount.system.open(path, "rb", block_size=_READ_AHEAD_BYTES)
    return io.BufferedReader(_RemoteFile(stream, url), _MIB)


def read_remotely(mount: Mount, path: str, url: str, size: int) -> BinaryIO:
    """Open a file of which the ``size`` is known for reading it through: a small one by one request."""
    if size > _READ_AHEAD_BYTES:
        return opened_remotely(mount, path, url)
    with remote_errors("read", url):
        return io.BytesIO(mount.system.cat_file(path))


class _RemoteWriter:
    """fsspec's file, with our errors."""

    def __init__(self, stream: Any, url: str) -> None:
        self._stream = stream
        self._url = url

    def write(self, data: bytes) -> object:
        with remote_errors("write", self._url):
            return self._stream.write(data)


class _RemoteFile(io.RawIOBase):
    """fsspec's file, with our errors."""

    def __init__(self, stream: Any, url: str) -> None:
        self._stream = stream
        self._url = url

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        return int(self._stream.tell())

    def readinto(self, buffer: Any) -> int:
        with remote_errors("read", self._url):
            content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
