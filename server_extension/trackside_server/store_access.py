"""The one way from the event loop to the store.

The store blocks, so its calls run in a few worker threads. It is opened by the first call, in such
a thread: a store that cannot be opened fails that call and is tried again by the next one, and
Jupyter starts whatever the store does.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from trackside.errors import StoreUnavailable
from trackside.opening import close_all, open_store
from trackside.store.location import locate

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackside.store.base import Store
    from trackside.store.location import StoreLocation

T = TypeVar("T")

# Enough for a panel that asks for several things at once; the store is one file.
THREADS = 4


class StoreAccess:
    """Runs work on the store at ``tracking_uri`` off the event loop."""

    def __init__(self, tracking_uri: str, root: Path) -> None:
        """Touch nothing yet; a relative ``tracking_uri`` is meant relative to ``root``."""
        self._tracking_uri = tracking_uri
        self._root = root
        self._is_closed = False
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="trackside-store")

    @property
    def location(self) -> StoreLocation:
        """Where the store lies; raises ``InvalidParameter`` for an address that is none."""
        return locate(self._tracking_uri, self._root)

    @property
    def database(self) -> Path | None:
        """The file of a SQLite store, None for any other."""
        url = self.location.url
        if not url.startswith("sqlite"):
            return None
        return Path(url.partition(":///")[2].partition("?")[0])

    def exists(self) -> bool:
        """Say whether there is a store: what happened in its absence need not be told to it."""
        return self.database is None or self.database.exists()

    async def run(self, work: Callable[[Store], T]) -> T:
        """Return what ``work`` makes of the store, opening the store if need be."""
        return await self.run_blocking(partial(self._with_store, work))

    async def run_blocking(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns; for what belongs to the store but does not ask it."""
        if self._is_closed:
            raise StoreUnavailable("The server is stopping; its store is closed.")
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def _with_store(self, work: Callable[[Store], T]) -> T:
        return work(open_store(self.location.url).store)

    async def close(self) -> None:
        """Finish what is running, then close the store for good."""
        self._is_closed = True
        await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)
        await asyncio.to_thread(close_all)
