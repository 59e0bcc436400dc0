"""The websocket ``feed``."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import authorized, ws_authenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from jupyter_server.extension.handler import ExtensionHandlerMixin
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from trackside_server.base import AUTH_RESOURCE

if TYPE_CHECKING:
    from trackside_server.feed import Feed

FEED_SETTING = "trackside_feed"


class FeedSocket(ExtensionHandlerMixin, WebSocketMixin, WebSocketHandler, JupyterHandler):
    """An open panel: it listens and sends nothing."""

    auth_resource = AUTH_RESOURCE

    @property
    def feed(self) -> Feed:
        """What it listens to."""
        feed: Feed = self.settings[FEED_SETTING]
        return feed

    @ws_authenticated
    @authorized
    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Become a websocket."""
        await super().get(*args, **kwargs)

    def open(self, *args: Any, **kwargs: Any) -> None:
        """Start to listen."""
        super().open(*args, **kwargs)
        self.feed.join(self)

    def on_message(self, message: str | bytes) -> None:
        """Ignore what a client says: nothing is agreed on."""

    def on_close(self) -> None:
        """Stop listening."""
        self.feed.leave(self)
        super().on_close()

    def tell(self, notice: str) -> None:
        """Send a notice."""
        with suppress(WebSocketClosedError):  # `on_close` is on its way
            self.write_message(notice)
