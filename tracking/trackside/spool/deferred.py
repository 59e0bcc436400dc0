"""Params, tags and ends of runs that wait for a store that is away.

They are written through at once when the store answers. When it does not, they are kept in a file
beside the spool, a JSON line each, and written in their order when it is back, by this process or,
if it died, by whoever adopts its files. Writing one twice changes nothing, so it does not matter
where a process dies.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
import uuid
from collections import deque
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from trackside.entities import Param, RunTag
from trackside.errors import StoreUnavailable, TracksideException
from trackside.spool.file import claim
from trackside.store.limits import checked_param, checked_tag, unique_params

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from trackside.store.base import RunStore

ENDING = ".deferred"
# How long to write nothing through after a failure: a store that is locked or away answers slowly.
PAUSE_S = 5.0

_log = logging.getLogger("trackside")


@dataclass(frozen=True, slots=True)
class Write:
    """One write to a run: params and tags, or a change of its row."""

    run_id: str
    params: Sequence[tuple[str, str]] = ()
    tags: Sequence[tuple[str, str]] = ()
    status: str | None = None
    end_time: int | None = None
    run_name: str | None = None

    def apply(self, store: RunStore) -> None:
        """Write it into a store."""
        if self.params or self.tags:
            store.log_batch(
                self.run_id,
                params=[Param(key, value) for key, value in self.params],
                tags=[RunTag(key, value) for key, value in self.tags],
            )
        if self.status or self.end_time is not None or self.run_name:
            store.update_run(self.run_id, self.status, self.end_time, self.run_name)


def write_of(run_id: str, params: Sequence[Param], tags: Sequence[RunTag]) -> Write:
    """Return a checked write; raises ``InvalidParameter`` as the store would."""
    checked_tags = (checked_tag(tag.key, tag.value) for tag in tags)
    return Write(
        run_id,
        list(unique_params([checked_param(param.key, param.value) for param in params]).items()),
        [(tag.key, tag.value) for tag in checked_tags],
    )


class DeferredWrites:
    """The writes of this process that wait for one store; thread-safe."""

    def __init__(self, store: RunStore, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._turn = threading.Lock()
        # Held while the file and what waits are changed together.
        self._keeping = threading.Lock()
        self._waiting: deque[Write] = deque()
        self._path: Path | None = None
        self._descriptor = -1
        self._pause_until = 0.0

    def __bool__(self) -> bool:
        """Say whether anything waits."""
        return bool(self._waiting)

    def write(self, write: Write) -> None:
        """Write through, or after what waits already; keep it if the store is away."""
        if self._waiting:
            self._keep(write)
            self._catch_up_unless_away()
        elif time.monotonic() < self._pause_until:
            self._keep(write)
        else:
            try:
                write.apply(self._store)
            except StoreUnavailable as error:
                self._pause_until = time.monotonic() + PAUSE_S
                _log.warning(
                    "Params, tags and ends of runs are kept back for now and nothing is lost: %s",
                    error,
                )
                self._keep(write)

    def _catch_up_unless_away(self) -> None:
        # Another thread that catches up may be waiting for a lock: a training does not.
        if time.monotonic() < self._pause_until or self._turn.locked():
            return
        try:
            self.catch_up()
        except StoreUnavailable:
            self._pause_until = time.monotonic() + PAUSE_S

    def _keep(self, write: Write) -> None:
        line = json.dumps(asdict(write)).encode() + b"\n"
        with self._keeping:
            self._waiting.append(write)
            # With a disk that is full as well it waits in memory alone.
            with suppress(OSError):
                if self._path is None:
                    self._folder.mkdir(parents=True, exist_ok=True)
                    self._path = self._folder / f"{uuid.uuid4().hex}{ENDING}"
                    self._descriptor = os.open(
                        self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600
                    )
                    claim(self._descriptor)
                os.write(self._descriptor, line)

    def catch_up(self) -> None:
        """Write what waits, in its order; raises ``StoreUnavailable`` if the store is still away."""
        with self._turn:
            while self._waiting:
                apply_or_drop(self._waiting[0], self._store)
                self._waiting.popleft()
            with self._keeping:
                # Unless another thread has kept something since: then the next turn writes it.
                if self._path is not None and not self._waiting:
                    self._path.unlink(missing_ok=True)
                    self.release()

    def release(self) -> None:
        """Leave what waits to whoever adopts the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._path, self._descriptor = None, -1
        self._waiting.clear()


def apply_or_drop(write: Write, store: RunStore) -> None:
    """Write; what a store that is there refuses is dropped with a warning, for nobody can be asked."""
    try:
        write.apply(store)
    except StoreUnavailable:
        raise
    except TracksideException as error:
        _log.warning("A write to run %s that had to wait is refused: %s", write.run_id, error)


def adopt_deferred(store: RunStore, folder: Path) -> None:
    """Write what dead processes left in ``folder``."""
    for path in sorted(folder.glob(f"*{ENDING}")):
        try:
            descriptor = os.open(path, os.O_RDWR)
        except FileNotFoundError:  # adopted by another process meanwhile
            continue
        try:
            if claim(descriptor) and path.exists():
                for write in _parsed(path):
                    apply_or_drop(write, store)
                path.unlink(missing_ok=True)
        finally:
            os.close(descriptor)


def _parsed(path: Path) -> Iterator[Write]:
    for line in path.read_bytes().splitlines():
        write = _parsed_line(line)
        if write is None:
            _log.warning("A write that waited in %s is damaged and was left out.", path.name)
        else:
            yield write


def _parsed_line(line: bytes) -> Write | None:
    try:
        fields: dict[str, Any] = json.loads(line)
        return Write(**fields)
    except (ValueError, TypeError):
        return None
