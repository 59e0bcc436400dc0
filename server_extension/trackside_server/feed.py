"""Push: one watcher of the store for all open panels, and nothing while there is none.

A notice says which rows changed and never what is in them. Notices are coalesced: the first goes
out at once, what follows within the notice interval goes out together. Where nothing changes, one
that says so goes out now and then: proxies cut connections that are silent, and a panel whose
laptop slept can tell from the silence that its connection is dead.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol, TypeVar

from trackside_server.base import to_json
from trackside_server.watching import RevisionWatch, SqliteWatch
from trackside_server.wire import greeting_wire, notice_wire

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from logging import Logger

    from trackside.store.base import Store
    from trackside_server.store_access import StoreAccess
    from trackside_server.watching import Watch

T = TypeVar("T")

RETRY_S = 2.0
# Under the 30 to 60 seconds after which proxies call a connection idle.
HEARTBEAT_S = 15.0
# How often stores other than SQLite files are asked for their revision.
DATABASE_POLL_S = 0.25
REMOTE_POLL_S = 1.0


class Listener(Protocol):
    """One open panel."""

    def tell(self, notice: str) -> None:
        """Take a notice; must not block or raise."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class Feed:
    """Watches the store while somebody listens and tells every listener. Lives on the event loop."""

    def __init__(
        self,
        access: StoreAccess,
        log: Logger,
        poll_interval_s: float,
        notice_interval_s: float,
        meanwhile: Callable[[], Coroutine[None, None, None]],
    ) -> None:
        """``meanwhile`` is what else goes on for as long as somebody listens."""
        self._access = access
        self._log = log
        self._poll_interval_s = poll_interval_s
        self._notice_interval_s = notice_interval_s
        self._meanwhile = meanwhile
        # A thread of its own: polling waits for no store call, and SQLite wants one thread.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="trackside-watch")
        self._listeners: set[Listener] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._revision: int | None = None
        self._trouble = ""
        self._told_at = 0.0
        self._is_closed = False

    @property
    def is_watching(self) -> bool:
        """Whether the store is being looked at."""
        return bool(self._tasks)

    def join(self, listener: Listener) -> None:
        """Tell ``listener`` the present revision, and from then on whatever changes."""
        if self._is_closed:  # a panel that comes back while the server stops
            listener.close()
            return
        self._listeners.add(listener)
        if self._revision is not None:
            listener.tell(to_json(greeting_wire(self._revision)))
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(self._watch_for_ever()),
                asyncio.create_task(self._beat_for_ever()),
                asyncio.create_task(self._meanwhile()),
            ]

    def leave(self, listener: Listener) -> None:
        """Forget a listener; with the last one the watching ends."""
        self._listeners.discard(listener)
        if not self._listeners:
            self._stop()

    async def close(self) -> None:
        """Hang up on everybody, for good."""
        self._is_closed = True
        for listener in tuple(self._listeners):
            listener.close()
        self._listeners.clear()
        # Their last act is to hand the watch back to the thread.
        await asyncio.gather(*self._stop(), return_exceptions=True)
        self._thread.shutdown(wait=False)

    def _stop(self) -> list[asyncio.Task[None]]:
        """Stop watching; returns the tasks that are about to end."""
        ending, self._tasks, self._revision = self._tasks, [], None
        for task in ending:
            task.cancel()
        return ending

    async def _watch_for_ever(self) -> None:
        while True:
            try:
                await self._watch()
            except Exception as error:  # noqa: BLE001, PERF203 (no error may leave the panels deaf)
                if str(error) != self._trouble:
                    self._log.warning("Trackside cannot watch its store for now: %s", error)
                self._trouble = str(error)
                await asyncio.sleep(RETRY_S)

    async def _beat_for_ever(self) -> None:
        while True:
            silent_s = time.monotonic() - self._told_at
            if silent_s >= HEARTBEAT_S and self._revision is not None:
                self._broadcast(to_json(greeting_wire(self._revision)))
            await asyncio.sleep(max(HEARTBEAT_S - silent_s, HEARTBEAT_S / 10))

    async def _watch(self) -> None:
        watch = await self._in_thread(await self._access.run(self._watch_of))
        try:
            await self._catch_up()
            self._trouble = ""
            while True:
                await asyncio.sleep(watch.interval_s)
                if await self._in_thread(watch.has_changed):
                    await self._catch_up()
                    await asyncio.sleep(self._notice_interval_s)
        finally:
            self._thread.submit(watch.close)

    def _watch_of(self, store: Store) -> Callable[[], Watch]:
        database = self._access.database
        is_remote = store.url.startswith("http")
        if database is None:
            return lambda: RevisionWatch(store, REMOTE_POLL_S if is_remote else DATABASE_POLL_S)
        return lambda: SqliteWatch(database, self._poll_interval_s)

    async def _catch_up(self) -> None:
        """Tell what changed since the last notice; the first time there is only a revision to tell."""
        known = self._revision
        if known is None:
            self._revision = await self._access.run(lambda store: store.revision())
            self._broadcast(to_json(greeting_wire(self._revision)))
            return
        changes = await self._access.run(lambda store: store.changes_since(known))
        if changes.revision != known:
            self._revision = changes.revision
            self._broadcast(to_json(notice_wire(changes)))

    def _broadcast(self, notice: str) -> None:
        self._told_at = time.monotonic()
        for listener in tuple(self._listeners):
            listener.tell(notice)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
