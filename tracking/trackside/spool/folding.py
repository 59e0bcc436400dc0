"""From a spool file into a store, exactly once.

Each fold names the stretch of the spool that it takes; the store remembers how far each spool was
folded in the same transaction as the points. So it does not matter where a process dies, or
whether two try: a stretch is folded once or not yet.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from trackside.spool.deferred import adopt_deferred
from trackside.spool.file import ENDING, claim, read_at, written_end
from trackside.spool.records import Reader
from trackside.store.base import SpoolRange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trackside.store.base import RunStore

# Bytes folded at once: 262,144 points, whose copies on the way take some 40 MB.
STRETCH = 8 << 20

_log = logging.getLogger("trackside")


def fold(store: RunStore, reader: Reader, spool_id: str, start: int, data: bytes) -> int:
    """Fold a stretch that begins at ``start``; returns how far the store has the spool now.

    That is less than the stretch if an earlier try, whose answer was lost, did take what there was
    then.
    """
    parsed = reader.read(data, start)
    if parsed.damaged:
        _log.warning(
            "%d metric record(s) of spool %s are damaged and were left out.",
            parsed.damaged,
            spool_id,
        )
    end = start + len(data)
    if store.append_points(parsed.series, SpoolRange(spool_id, start, end)):
        return end
    return store.folded_until(spool_id)


def adopt_orphans(store: RunStore, folder: Path) -> int:
    """Fold the spools that dead processes left in ``folder``; returns how many there were."""
    adopt_deferred(store, folder)
    return sum(_adopt(store, path) for path in sorted(folder.glob(f"*{ENDING}")))


def _adopt(store: RunStore, path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:  # adopted by another process meanwhile
        return False
    try:
        if not claim(descriptor) or not path.exists():
            return False
        _fold_whole(store, path.stem, descriptor)
        path.unlink(missing_ok=True)
        store.forget_spool(path.stem)
    finally:
        os.close(descriptor)
    return True


def _fold_whole(store: RunStore, spool_id: str, descriptor: int) -> None:
    """Fold what is left of a spool; the part that was folded before gives the channels' names."""
    done, end = store.folded_until(spool_id), written_end(descriptor)
    reader = Reader()
    for start, stop in _stretches(0, min(done, end)):
        reader.read(read_at(descriptor, start, stop), start)
    for start, stop in _stretches(done, end):
        fold(store, reader, spool_id, start, read_at(descriptor, start, stop))


def _stretches(start: int, end: int) -> Iterator[tuple[int, int]]:
    for begin in range(start, end, STRETCH):
        yield begin, min(end, begin + STRETCH)
