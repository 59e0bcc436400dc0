"""Write a local file so that it appears under its name only when it is whole."""

from __future__ import annotations

import hashlib
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from trackside.artifacts.blobs import SMALLEST_BLOB_BYTES
from trackside.artifacts.paths import PARTIAL_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trackside.artifacts.blobs import Blobs


@contextmanager
def partial_of(target: Path) -> Iterator[Path]:
    """Give a free name beside ``target``; what is left under it goes, also at an interrupt."""
    partial = target.with_name(f"{PARTIAL_PREFIX}{uuid.uuid4().hex}")
    try:
        yield partial
    finally:
        # After a move it is gone, unless both names were links to the same blob already.
        partial.unlink(missing_ok=True)


@contextmanager
def written_whole(target: Path, blobs: Blobs | None = None) -> Iterator[WholeFile]:
    """Give a stream for the content of ``target``, which is replaced when the block ends well.

    A large file is shared with its equals through ``blobs``.
    """
    with partial_of(target) as partial:
        with partial.open("xb") as stream:
            writer = WholeFile(stream, is_hashed=blobs is not None)
            yield writer
        if blobs is not None and writer.size >= SMALLEST_BLOB_BYTES:
            blobs.keep(partial, writer.size, writer.digest)
        partial.replace(target)


class WholeFile:
    """A stream that knows what it took: ``size`` in bytes, and ``digest`` (SHA-256) if hashed."""

    def __init__(self, stream: BinaryIO, *, is_hashed: bool) -> None:
        self._stream = stream
        self._hash = hashlib.sha256() if is_hashed else None
        self.size = 0

    def write(self, data: bytes) -> int:
        """Write the next bytes."""
        self._stream.write(data)
        self.size += len(data)
        if self._hash is not None:
            self._hash.update(data)
        return len(data)

    @property
    def digest(self) -> str:
        """The SHA-256 of all that was written, in hexadecimal digits."""
        return "" if self._hash is None else self._hash.hexdigest()
