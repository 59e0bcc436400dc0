"""One spool file: claimed by a living process, grown in steps, appended to through a mapping.

The file is locked (``flock``) for as long as its process lives; the lock goes with the process,
however it dies. Space is reserved before it is mapped: a full disk is an ``OSError`` when the file
grows, never a SIGBUS on a write.
"""

from __future__ import annotations

import mmap
import os
import sys
import uuid
from typing import TYPE_CHECKING

from trackside.spool.records import RECORD_SIZE, written_length

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".spool"
# A step of growth: 32,768 records. A multiple of every platform's mapping granularity.
WINDOW = 1 << 20


def claim(descriptor: int) -> bool:
    """Lock an open file for this process; False if another living process holds it."""
    if sys.platform == "win32":  # an open file cannot be deleted there, which is lock enough
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class SpoolFile:
    """A new spool file of this process. Not thread-safe: the writer holds its own lock."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.spool_id = uuid.uuid4().hex
        self.path = folder / f"{self.spool_id}{ENDING}"
        # Under its own name only once it is locked: whoever adopts orphans at this very moment
        # would take an unlocked file for one, and delete it.
        # (Windows renames no open file, and deletes none either.)
        unlocked = self.path if sys.platform == "win32" else self.path.with_suffix(".new")
        self._descriptor = os.open(
            unlocked, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
        claim(self._descriptor)
        if unlocked != self.path:
            unlocked.rename(self.path)
        self._window: mmap.mmap | None = None
        self._window_start = 0
        self._offset = WINDOW

    @property
    def end(self) -> int:
        """Length (bytes) of what has been written."""
        return self._window_start + self._offset if self._window is not None else 0

    def append(self, record: bytes) -> None:
        """Write one record; raises ``OSError`` if the disk has no room for the next window."""
        if self._offset == WINDOW:
            self._grow()
        offset = self._offset
        self._window[offset : offset + RECORD_SIZE] = record  # type: ignore[index]
        self._offset = offset + RECORD_SIZE

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from ``start`` to ``end``."""
        return read_at(self._descriptor, start, end)

    def _grow(self) -> None:
        start = self._window_start + WINDOW if self._window is not None else 0
        _reserve(self._descriptor, start)
        window = mmap.mmap(self._descriptor, WINDOW, offset=start)
        self._unmap()
        self._window, self._window_start, self._offset = window, start, 0

    def _unmap(self) -> None:
        if self._window is not None:
            self._window.close()
            self._window = None

    def release(self) -> None:
        """Close the file and leave it on disk."""
        if self._descriptor >= 0:
            self._unmap()
            os.close(self._descriptor)
            self._descriptor = -1

    def remove(self) -> None:
        """Delete the file: everything in it is in the store."""
        self.path.unlink(missing_ok=True)
        self.release()


def read_at(descriptor: int, start: int, end: int) -> bytes:
    """Return the bytes of an open file from ``start`` to ``end``."""
    return os.pread(descriptor, end - start, start)


def written_end(descriptor: int) -> int:
    """Return how far (bytes) a dead process had written into a file that is claimed now."""
    end = os.fstat(descriptor).st_size
    while end > 0:
        # From behind: the window reserved last ends in zeros.
        start = max(0, (end - 1) // WINDOW * WINDOW)
        written = written_length(read_at(descriptor, start, end))
        if written:
            return start + written
        end = start
    return 0


def _reserve(descriptor: int, start: int) -> None:
    """Make sure that a window's blocks exist on disk and read as zeros."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, start, WINDOW)
        return
    zeros = bytes(WINDOW)
    written = 0
    while written < WINDOW:
        written += os.pwrite(descriptor, zeros[written:], start + written)
