"""``GET status``: is the server part there, and which store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.version import __version__
from trackside_server.base import PanelHandler

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside_server.wire import Wire


class StatusHandler(PanelHandler):
    """Which server and store answer; the store's error if it cannot be opened."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer an ``IWireStatus``."""
        await self.answer(status)


def status(store: Store) -> Wire:
    """Return an ``IWireStatus``."""
    return {"version": __version__, "store_url": store.url, "revision": store.revision()}
