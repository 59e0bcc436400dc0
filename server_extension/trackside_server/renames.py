"""A notebook that is renamed or moved keeps its experiment: Jupyter says so, the store follows."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from trackside.errors import TracksideException

if TYPE_CHECKING:
    from logging import Logger

    from jupyter_events import EventLogger

    from trackside.store.base import Store
    from trackside_server.store_access import StoreAccess

CONTENTS = "https://events.jupyter.org/jupyter_server/contents_service/v1"


class Renames:
    """Tells the store of each rename of a file or folder, in their order."""

    def __init__(self, access: StoreAccess, events: EventLogger, log: Logger) -> None:
        self._access = access
        self._events = events
        self._log = log
        self._turn = asyncio.Lock()

    def start(self) -> None:
        """Listen from now on."""
        self._events.add_listener(schema_id=CONTENTS, listener=self._on_contents)

    def stop(self) -> None:
        """Listen no more."""
        self._events.remove_listener(schema_id=CONTENTS, listener=self._on_contents)

    async def _on_contents(self, logger: EventLogger, schema_id: str, data: dict[str, Any]) -> None:  # noqa: ARG002 (by keyword)
        if data["action"] != "rename":
            return
        old_path, new_path = data["source_path"].strip("/"), data["path"].strip("/")
        async with self._turn:  # a -> b -> c must not be told as b -> c -> b
            try:
                if self._access.exists():
                    await self._access.run(partial(_move, old_path=old_path, new_path=new_path))
            except TracksideException as error:
                self._log.warning(
                    "The experiment of %s could not follow it to %s: %s", old_path, new_path, error
                )


def _move(store: Store, old_path: str, new_path: str) -> None:
    store.move_notebooks(old_path, new_path)
