"""One file on its way from or to a tracking server, as a stream."""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

import urllib3

from trackside.artifacts.copying import CHUNK_BYTES
from trackside.errors import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trackside.store.rest.connection import Server

# A server that keeps its files elsewhere answers when they are there.
_TIMEOUT_VARIABLE, _TIMEOUT_S = "MLFLOW_ARTIFACT_UPLOAD_DOWNLOAD_TIMEOUT", 300.0


def sent(server: Server, path: str, content: BinaryIO, advance: Callable[[int], None]) -> None:
    """PUT what is left of an open file; ``advance`` is told the bytes of each piece."""
    size = os.fstat(content.fileno()).st_size - content.tell()
    server.send(
        "PUT",
        path,
        body=_Counted(content, advance),  # type: ignore[arg-type]
        headers={"Content-Length": str(size)},
        right="write",
        timeout_s=_timeout_s(),
    )


@contextmanager
def fetched(server: Server, path: str) -> Iterator[BinaryIO]:
    """Give the content of a file, to be read once; raises ``NotFound`` if there is none."""
    answer = server.send("GET", path, is_stream=True, timeout_s=_timeout_s())
    try:
        yield _Answer(answer, server.url)  # type: ignore[misc]
    finally:
        # What was not read is in the way of the connection's next answer.
        answer.close()
        answer.release_conn()


def fetched_stream(server: Server, path: str) -> BinaryIO:
    """Return a file that is read from any position; it is fetched as far as that needs."""
    answer = server.send("GET", path, is_stream=True, timeout_s=_timeout_s())
    return io.BufferedReader(_Fetched(_Answer(answer, server.url)), CHUNK_BYTES)


def _timeout_s() -> float:
    return float(os.environ.get(_TIMEOUT_VARIABLE) or _TIMEOUT_S)


class _Counted:
    """An open file that tells how much of it was read; can be read again if a try failed."""

    def __init__(self, content: BinaryIO, advance: Callable[[int], None]) -> None:
        self._content = content
        self._advance = advance

    def read(self, count: int = -1) -> bytes:
        data = self._content.read(count)
        self._advance(len(data))
        return data

    def tell(self) -> int:
        return self._content.tell()

    def seek(self, offset: int) -> int:
        return self._content.seek(offset)


class _Answer:
    """The content of an answer, with our errors."""

    def __init__(self, answer: urllib3.BaseHTTPResponse, url: str) -> None:
        self._answer = answer
        self._url = url

    def read(self, count: int = -1) -> bytes:
        try:
            return self._answer.read(None if count < 0 else count)
        except urllib3.exceptions.HTTPError as error:
            raise StoreUnavailable(
                f"The connection to the tracking server {self._url!r} broke off in the middle of a file "
                f"({type(error).__name__})."
            ) from None

    def close(self) -> None:
        self._answer.close()
        self._answer.release_conn()


class _Fetched(io.RawIOBase):
    """A remote file whose beginning, as far as it was needed, is in a temporary file."""

    def __init__(self, answer: _Answer) -> None:
        self._answer = answer
        self._content = tempfile.TemporaryFile(prefix="trackside-")  # noqa: SIM115 (closed with this)
        self._position = 0
        self._arrived = 0
        self._is_whole = False

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            self._fetch(None)
            offset += self._arrived
        elif whence == io.SEEK_CUR:
            offset += self._position
        self._position = max(0, offset)
        return self._position

    def readinto(self, buffer: Any) -> int:
        self._fetch(self._position + len(buffer))
        self._content.seek(self._position)
        data = self._content.read(len(buffer))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def _fetch(self, end: int | None) -> None:
        """Have the file up to ``end``, or all of it."""
        while not self._is_whole and (end is None or self._arrived < end):
            data = self._answer.read(CHUNK_BYTES)
            self._content.seek(self._arrived)
            self._content.write(data)
            self._arrived += len(data)
            self._is_whole = not data

    def close(self) -> None:
        if not self.closed:
            self._answer.close()
            self._content.close()
        super().close()
