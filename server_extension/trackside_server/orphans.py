"""Metrics that dead kernels left in their spools: folded soon, not at the next opening of the store."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from trackside.errors import TracksideException
from trackside.spool import adopt_orphans

if TYPE_CHECKING:
    from logging import Logger

    from trackside_server.store_access import StoreAccess

INTERVAL_S = 5.0


async def adopt_for_ever(access: StoreAccess, log: Logger) -> None:
    """Look for spools of dead processes every few seconds."""
    while True:
        try:
            folder = access.location.spool_folder
            await access.run(partial(adopt_orphans, folder=folder))
        except (TracksideException, OSError) as error:
            log.debug("Spools of dead kernels wait: %s", error)
        await asyncio.sleep(INTERVAL_S)
