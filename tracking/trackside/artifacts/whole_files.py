"""Write a local file so that it appears under its name only when it is whole."""

from __future__ import annotations

import hashlib
import uuid
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, BinaryIO

from trackside.artifacts.blobs import SMALLEST_BLOB_BYTES
from trackside.artifacts.file_errors import file_errors
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

    A large file is shared with its equals through ``blobs``. The disk's errors become ours; those
    of the block pass as they are.
    """
    with ExitStack() as cleaning:
        with file_errors("write", target):
            partial = cleaning.enter_context(partial_of(target))
            stream = cleaning.enter_context(partial.open("xb"))
        writer = WholeFile(stream, target, is_hashed=blobs is not None)
        yield writer
        with file_errors("write", target):
            stream.close()
            if blobs is not None and writer.size >= SMALLEST_BLOB_BYTES:
                blobs.keep(partial, writer.size, writer.digest)
            partial.replace(target)


class WholeFile:
    """A stream that knows what it took: ``size`` in bytes, and ``digest`` (SHA-256) if hashed."""

    def __init__(self, stream: BinaryIO, target: Path, *, is_hashed: bool) -> None:
        self._stream = stream
        self._target = target
        self._hash = hashlib.sha256() if is_hashed else None
        self.size = 0

    def write(self, data: bytes) -> int:
        """Write the next bytes."""
        with file_errors("write", self._target):
            self._stream.write(data)
        self.size += len(data)
        if self._hash is not None:
            self._hash.update(data)
        return len(data)

    @property
    def digest(self) -> str:
        """The SHA-256 of all that was written, in hexadecimal digits."""
        return "" if self._hash is None else self._hash.hexdigest()
