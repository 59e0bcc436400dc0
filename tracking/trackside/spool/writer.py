"""What a client holds to log metrics: append now, fold in the background, flush on demand."""

from __future__ import annotations

import logging
import os
import threading
import weakref
from collections import deque
from contextlib import nullcontext
from typing import TYPE_CHECKING
from zlib import crc32

from trackside.errors import StoreUnavailable, TracksideException
from trackside.spool.deferred import DeferredWrites
from trackside.spool.file import SpoolFile
from trackside.spool.folding import STRETCH, fold
from trackside.spool.model_points import ModelPoints
from trackside.spool.records import CHECKSUM, POINT, RECORD_SIZE, Reader, definition_records
from trackside.store.limits import checked_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trackside.entities import Metric
    from trackside.spool.deferred import Write
    from trackside.store.base import RunStore

# How often the background thread folds while points keep coming. Short enough for a chart that
# feels live, long enough for the folding to stay a few per cent of one core.
FOLD_INTERVAL_S = 0.05
MAX_RETRY_S = 5.0
# A file this long is left behind for a new one.
ROTATE_AT = 64 << 20
# How far folding may fall behind a loop that logs as fast as it can: 2 million points. Beyond, the
# loop waits for it, a stretch at a time.
MAX_BACKLOG = 64 << 20
# Points kept in memory while the spool itself cannot grow (disk full): 32 MB of records.
MAX_PENDING = 1_000_000

_log = logging.getLogger("trackside")
_pack, _seal = POINT.pack, CHECKSUM.pack
_writers: weakref.WeakSet[SpoolWriter] = weakref.WeakSet()


class SpoolWriter:
    """Appends metric points for one store; thread-safe, and safe to use after a fork."""

    def __init__(self, store: RunStore, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._deferred = DeferredWrites(store, folder)
        self._lock = threading.Lock()
        self._folding = threading.Lock()
        self._wake = threading.Event()
        self._start_afresh()
        _writers.add(self)

    def _start_afresh(self) -> None:
        self._file: SpoolFile | None = None
        self._reader = Reader()
        self._folded = 0
        self._channels: dict[tuple[str, str], int] = {}
        self._pending: deque[bytes] = deque()
        self._model_points = ModelPoints(self._store)
        self._is_asleep = True
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._has_warned = False

    def append(self, run_id: str, key: str, value: float, timestamp: int, step: int) -> None:
        """Write a point; when this returns, it survives the death of the process."""
        channel = self._channels.get((run_id, key))
        if channel is None:
            channel = self._open_channel(run_id, key)
        body = _pack(channel, step, timestamp, value)
        with self._lock:
            if self._pending:
                self._keep(_seal(crc32(body)) + body)
            else:
                try:
                    self._file.append(_seal(crc32(body)) + body)  # type: ignore[union-attr]
                except OSError as error:
                    self._keep(_seal(crc32(body)) + body, error)
        if self._is_asleep:
            self._wake_up()

    def write(self, write: Write) -> None:
        """Write params, tags or the state of a run through, or keep them while the store is away."""
        self._deferred.write(write)
        if self._deferred and self._is_asleep:
            self._wake_up()

    def note_at_models(self, run_id: str, points: Sequence[Metric]) -> None:
        """Note points, which were appended before, at the models that they name when they are folded."""
        self._model_points.add(run_id, points)
        if self._is_asleep:
            self._wake_up()

    def knows(self, run_id: str, key: str) -> bool:
        """Say whether a point of this series was appended before (so its run and key are checked)."""
        return (run_id, key) in self._channels

    def _open_channel(self, run_id: str, key: str) -> int:
        checked_key(key, "metric")
        with self._lock:
            if self._file is None:
                self._file = self._new_file()
            channel = self._channels.get((run_id, key))
            if channel is None:
                channel = len(self._channels)
                for record in definition_records(channel, run_id, key):
                    if self._pending:
                        self._keep(record)
                    else:
                        try:
                            self._file.append(record)
                        except OSError as error:
                            self._keep(record, error)
                self._channels[run_id, key] = channel
        return channel

    def _new_file(self) -> SpoolFile:
        try:
            return SpoolFile(self._folder)
        except OSError as error:
            raise StoreUnavailable(
                f"Cannot write metrics to {str(self._folder)!r}: {error.strerror or error}. Check the rights "
                "and the free space of that folder, or choose another store (set_tracking_uri)."
            ) from error

    def _keep(self, record: bytes, error: OSError | None = None) -> None:
        """Hold a record in memory until the disk has room again."""
        if error is not None:
            self._warn(
                f"the metric spool in {str(self._folder)!r} cannot grow ({error.strerror or error})"
            )
        if len(self._pending) >= MAX_PENDING:
            raise StoreUnavailable(
                f"{MAX_PENDING:,} metric points wait in memory and the disk still has no room: free some space."
            )
        self._pending.append(record)

    def _drain_pending(self) -> None:
        with self._lock:
            while self._pending and self._file is not None:
                try:
                    self._file.append(self._pending[0])
                except OSError:
                    return
                self._pending.popleft()

    def flush(self) -> None:
        """Fold everything appended so far into the store; raises if the store cannot be written."""
        with self._folding:
            noted = len(self._model_points)  # those that came until now are folded below
            self._drain_pending()
            self._fold()
            if self._pending:
                self._drain_pending()
                self._fold()
            self._deferred.catch_up()
            if noted and not self._pending:
                self._model_points.write(noted)

    def _fold(self) -> None:
        file = self._file
        if file is None:
            return
        with self._lock:
            end = file.end
        first = self._folded
        while self._folded < end:
            # Only a store that has just taken a stretch may make a training wait for the next one.
            is_waited_for = self._folded > first and file.end - self._folded > MAX_BACKLOG
            with self._lock if is_waited_for else nullcontext():
                self._fold_stretch(file, min(end, self._folded + STRETCH))
        if end >= ROTATE_AT:
            self._rotate(file)

    def _fold_stretch(self, file: SpoolFile, end: int) -> None:
        data = file.read(self._folded, end)
        self._folded = fold(self._store, self._reader, file.spool_id, self._folded, data)
        self._has_warned = False

    def _rotate(self, file: SpoolFile) -> None:
        """Leave a file that is in the store, all but what came during this turn, for a new one."""
        with self._lock:
            if file.end - self._folded > STRETCH or self._pending:
                return
            while self._folded < file.end:
                self._fold_stretch(file, file.end)
            self._file = self._new_file()
            self._reader, self._folded, self._channels = Reader(), 0, {}
        file.remove()
        self._store.forget_spool(file.spool_id)

    def _wake_up(self) -> None:
        self._is_asleep = False
        if self._thread is None:
            with self._lock:
                if self._thread is None and not self._is_closed:
                    self._thread = threading.Thread(
                        target=_fold_for_ever,
                        args=(weakref.ref(self), self._wake),
                        name="trackside-fold",
                        daemon=True,
                    )
                    self._thread.start()
        self._wake.set()

    def settle(self) -> bool:
        """Fold what can be folded now, warning instead of raising; says whether that is everything."""
        try:
            self.flush()
        except TracksideException as error:
            self._warn(error.message)
            return False
        return not self._pending and not self._deferred and not self._model_points

    def fold_in_background(self) -> bool:
        """Do what the folding thread does at each turn; says whether there is nothing left to do."""
        self._is_asleep = True
        try:
            is_done = self.settle()
        except Exception:  # noqa: BLE001 (the thread's edge: the training must go on)
            _log.exception("Folding metrics into the store failed; they stay in the spool.")
            is_done = False
        if not is_done:
            self._is_asleep = False
        return is_done

    @property
    def backlog(self) -> int:
        """How many points were logged and are not in the store yet."""
        file = self._file
        return len(self._pending) + ((file.end - self._folded) // RECORD_SIZE if file else 0)

    @property
    def is_closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._is_closed

    def _warn(self, reason: str) -> None:
        if not self._has_warned:
            self._has_warned = True
            _log.warning("Metrics are kept back for now and nothing is lost: %s", reason)

    def close(self) -> None:
        """Fold everything and delete the spool; if the store is away the file stays for the next opener."""
        self._is_closed = True
        self._wake.set()
        try:
            self.flush()
        except TracksideException as error:
            self._warn(error.message)
            self._deferred.release()
            if self._file is not None:
                self._file.release()
        else:
            if self._file is not None:
                self._file.remove()
                self._store.forget_spool(self._file.spool_id)
        self._start_afresh()
        self._is_closed = True

    def after_fork(self) -> None:
        """Leave the parent's file to the parent; the next point opens one of our own."""
        if self._file is not None:
            self._file.release()
        self._deferred.release()
        self._deferred = DeferredWrites(self._store, self._folder)
        self._lock = threading.Lock()
        self._folding = threading.Lock()
        self._wake = threading.Event()
        self._start_afresh()


def _fold_for_ever(writer_ref: weakref.ref[SpoolWriter], wake: threading.Event) -> None:
    """Fold whenever there is something, at most every interval; ends with its writer."""
    delay = FOLD_INTERVAL_S
    while True:
        wake.wait()
        wake.clear()
        writer = writer_ref()
        if writer is None or writer.is_closed:
            return
        if writer.fold_in_background():
            delay = FOLD_INTERVAL_S
        else:
            delay = min(2 * delay, MAX_RETRY_S)
            wake.set()
        del writer
        threading.Event().wait(delay)


def _after_fork_in_child() -> None:
    for writer in list(_writers):
        writer.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
