"""From a spool file into a store, exactly once.

Each fold names the stretch of the spool that it takes; the store remembers how far each spool was
folded in the same transaction as the points. So it does not matter where a process dies, or
whether two try: a stretch is folded once or not yet.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from trackside.spool.file import ENDING, claim, read_orphan
from trackside.spool.records import Reader
from trackside.store.base import SpoolRange

if TYPE_CHECKING:
    from pathlib import Path

    from trackside.store.base import RunStore

_log = logging.getLogger("trackside")


def fold(store: RunStore, reader: Reader, spool_id: str, start: int, data: bytes) -> None:
    """Fold a stretch that begins at ``start`` and was not folded before."""
    parsed = reader.read(data, start)
    if parsed.damaged:
        _log.warning(
            "%d metric record(s) of spool %s are damaged and were left out.",
            parsed.damaged,
            spool_id,
        )
    store.append_points(parsed.series, SpoolRange(spool_id, start, start + len(data)))


def adopt_orphans(store: RunStore, folder: Path) -> int:
    """Fold the spools that dead processes left in ``folder``; returns how many there were."""
    return sum(_adopt(store, path) for path in sorted(folder.glob(f"*{ENDING}")))


def _adopt(store: RunStore, path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:  # adopted by another process meanwhile
        return False
    try:
        if not claim(descriptor) or not path.exists():
            return False
        _fold_whole(store, path.stem, read_orphan(descriptor))
        path.unlink(missing_ok=True)
        store.forget_spool(path.stem)
    finally:
        os.close(descriptor)
    return True


def _fold_whole(store: RunStore, spool_id: str, data: bytes) -> None:
    """Fold what is left of a spool; the stretch that was folded before gives the channels' names."""
    done = store.folded_until(spool_id)
    reader = Reader()
    reader.read(data[:done], 0)
    if len(data) > done:
        fold(store, reader, spool_id, done, data[done:])
