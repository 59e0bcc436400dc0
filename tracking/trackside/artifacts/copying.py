"""Copy streams in pieces, and open what may be copied."""

from __future__ import annotations

import errno
import stat
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHUNK_BYTES = 1 << 20


class Writer(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""
        ...


def open_regular(source: Path) -> BinaryIO:
    """Open a file for reading; raises ``OSError`` for what is no file."""
    # Opening a pipe would wait for ever.
    if not stat.S_ISREG(source.stat().st_mode):
        raise OSError(errno.EINVAL, "not a file")
    return source.open("rb")


def copy_stream(reader: BinaryIO, writer: Writer, advance: Callable[[int], None]) -> None:
    """Copy all of ``reader``; ``advance`` is told the bytes of each piece."""
    while chunk := reader.read(CHUNK_BYTES):
        writer.write(chunk)
        advance(len(chunk))
