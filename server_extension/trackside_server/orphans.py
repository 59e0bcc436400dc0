"""Metrics that dead kernels left in their spools: folded soon, not at the next opening of the store."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from trackside.errors import TracksideException

if TYPE_CHECKING:
    from logging import Logger
    from pathlib import Path

    from trackside.store.base import Store
    from trackside_server.store_access import StoreAccess

INTERVAL_S = 5.0


def adopt(store: Store, folder: Path) -> None:
    """Fold what dead processes left in the spool folder."""
    # Brings numpy: 0.2 s that Jupyter's start need not wait for.
    from trackside.spool import adopt_orphans

    adopt_orphans(store, folder)


async def adopt_for_ever(access: StoreAccess, log: Logger) -> None:
    """Look for spools of dead processes every few seconds."""
    while True:
        try:
            folder = access.location.spool_folder
            await access.run(partial(adopt, folder=folder))
        except (TracksideException, OSError) as error:
            log.debug("Spools of dead kernels wait: %s", error)
        await asyncio.sleep(INTERVAL_S)
