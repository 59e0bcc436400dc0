"""``runs/<run_id>/archive``: a folder of a run's files as one zip."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.artifacts.zipping import zipped
from trackside_server.base import PanelHandler
from trackside_server.file_places import FilePlace, made_model
from trackside_server.streaming import send_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trackside.store.base import Store


class ArchiveHandler(PanelHandler):
    """A folder with all that it holds."""

    @web.authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Send a zip as an attachment, while it is made."""
        place = FilePlace.parsed(run_id, self.query)
        name, pieces = await self.store.run(partial(_archive, place=place))
        await send_pieces(self, pieces, f"{name}.zip", "application/zip")


def _archive(store: Store, place: FilePlace) -> tuple[str, Iterator[bytes]]:
    """Return what the folder is called, and the pieces of its zip."""
    repository = place.repository(store)
    name = place.name or _root_name(store, place)
    return name, zipped(repository, place.path, name)


def _root_name(store: Store, place: FilePlace) -> str:
    run = store.get_run(place.run_id)
    if place.model_id is not None:
        called = made_model(store, run, place.model_id).name
    else:
        called = run.info.run_name or place.run_id
    # Anything goes as the name of a run; as a folder's it must do on every system.
    return "".join(each if each.isalnum() or each in " ._-" else "_" for each in called).strip(" .")
