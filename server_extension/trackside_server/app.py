"""The extension application: what can be configured, and who is wired to whom."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jupyter_server.extension.application import ExtensionApp
from traitlets import Bool, Integer, Unicode, default

from trackside.errors import TracksideException
from trackside.store.location import DATABASE, FOLDER, sqlite_url
from trackside_server.base import STORE_SETTING
from trackside_server.feed import Feed
from trackside_server.feed_socket import FEED_SETTING
from trackside_server.kernel_env import inject, kernel_environment, server_url
from trackside_server.kernel_truth import KernelTruth
from trackside_server.orphans import adopt_for_ever
from trackside_server.renames import Renames
from trackside_server.routes import ROUTES
from trackside_server.store_access import StoreAccess

if TYPE_CHECKING:
    from jupyter_events import EventLogger
    from jupyter_server.serverapp import ServerApp


class TracksideApp(ExtensionApp):
    """Experiment tracking beside the notebook."""

    name = "trackside"
    extension_url = "/trackside"
    load_other_extensions = True

    store_url = Unicode(
        help="The tracking store: a folder, a SQLite file (sqlite:///runs.db) or a database URL. Default: "
        "TRACKSIDE_TRACKING_URI from the environment, else .trackside/trackside.db in the server's root folder."
    ).tag(config=True)

    inject_kernel_env = Bool(
        default_value=True,
        help="Tell kernels through their environment where the store and this server are, so that notebooks "
        "log into the store that the panel shows.",
    ).tag(config=True)

    poll_interval_ms = Integer(
        20,
        min=1,
        help="How often a SQLite store is asked whether it changed, while a panel is open (milliseconds).",
    ).tag(config=True)

    notice_interval_ms = Integer(
        50,
        min=0,
        help="The least time between two notices to the panels (milliseconds): what changes in between is "
        "told together.",
    ).tag(config=True)

    @default("store_url")
    def _default_store_url(self) -> str:
        chosen = os.environ.get("TRACKSIDE_TRACKING_URI")
        return chosen or sqlite_url(self._root / FOLDER / DATABASE)

    @property
    def _root(self) -> Path:
        return Path(self._server.root_dir)

    @property
    def _server(self) -> ServerApp:
        return cast("ServerApp", self.serverapp)

    def initialize_settings(self) -> None:
        """Make what the routes share, and listen to Jupyter."""
        server = self._server
        events = cast("EventLogger", server.event_logger)
        self.store = StoreAccess(self.store_url, self._root)
        self.feed = Feed(
            self.store,
            self.log,
            self.poll_interval_ms / 1000,
            self.notice_interval_ms / 1000,
            meanwhile=partial(adopt_for_ever, self.store, self.log),
        )
        self.kernel_truth = KernelTruth(self.store, server.kernel_manager, events, self.log)
        self.renames = Renames(self.store, events, self.log)
        self.settings.update({STORE_SETTING: self.store, FEED_SETTING: self.feed})
        self.kernel_truth.start()
        self.renames.start()

    def initialize_handlers(self) -> None:
        """Add the routes."""
        self.handlers.extend(ROUTES)

    async def _start_jupyter_server_extension(self, serverapp: ServerApp) -> None:
        """Tell kernels where we are, now that the port is known; see what died in our absence."""
        if self.inject_kernel_env:
            inject(os.environ, self._kernel_environment(serverapp))
        self._catching_up = asyncio.create_task(self.kernel_truth.catch_up())

    def _kernel_environment(self, server: ServerApp) -> dict[str, str]:
        try:
            store_url = self.store.location.url
        except TracksideException as error:
            self.log.warning("%s", error.message)
            store_url = None
        token: Any = server.identity_provider.token
        return kernel_environment(
            store_url,
            str(self._root),
            server_url(server.connection_url, server.ip, self.name),
            token or None,
        )

    async def stop_extension(self) -> None:
        """Let go of everything."""
        self.kernel_truth.stop()
        self.renames.stop()
        await self.feed.close()
        await self.store.close()
