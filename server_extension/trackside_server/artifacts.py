"""``runs/<run_id>/artifacts``, ``preview`` and ``file``: a run's files, looked at, fetched, deleted.

The repository confines paths to the folder of the run, or of a logged model that it made. What is
sent is data and never a page of this server's origin: an attachment, or something to be shown,
always under a sandbox.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.artifacts.image_series import is_series_image
from trackside.artifacts.model_folder import ModelFolder
from trackside.artifacts.paths import artifact_parts
from trackside.artifacts.preview import preview
from trackside.artifacts.run_models import models_of
from trackside_server.base import PanelHandler
from trackside_server.file_deletion import delete_files
from trackside_server.file_places import FilePlace
from trackside_server.showing import ATTACHMENT, showing
from trackside_server.streaming import send_file
from trackside_server.wire import artifact_wire, logged_model_wire

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside_server.wire import Wire


class ArtifactsHandler(PanelHandler):
    """The entries of one artifact folder."""

    @web.authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Answer an ``IWireArtifacts``."""
        await self.answer(partial(folder, place=FilePlace.parsed(run_id, self.query)))

    @web.authenticated
    @authorized
    async def delete(self, run_id: str) -> None:
        """Delete a file, a folder or a logged model."""
        place = FilePlace.parsed(run_id, self.query)
        await self.store.run(partial(delete_files, place=place))
        self.set_status(204)
        self.finish()


class PreviewHandler(PanelHandler):
    """How to show one artifact."""

    @web.authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Answer an ``IWirePreview``; of a table, the page from the row ``offset``."""
        query = self.query
        query.required("path")
        place, offset = FilePlace.parsed(run_id, query), query.integer("offset", 0, 0)
        await self.answer(partial(file_preview, place=place, offset=offset))


class CardHandler(PanelHandler):
    """What a folder with a model tells of it."""

    @web.authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Answer an ``IWireModelFolder``."""
        await self.answer(partial(model_folder, place=FilePlace.parsed(run_id, self.query)))


class FileHandler(PanelHandler):
    """The bytes of one artifact."""

    @web.authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Send a file as an attachment, or with ``inline`` as what a browser shows."""
        self.query.required("path")
        place, inline = FilePlace.parsed(run_id, self.query), self.query.flag("inline")
        shown = showing(place.name) if inline else ATTACHMENT
        stream = await self.store.run(place.opened)
        self.set_header("Content-Security-Policy", shown.policy(self.content_security_policy))
        if is_series_image(place.path):
            # Its name is its own for ever: a slider moved to and fro fetches it once.
            self.set_header("Cache-Control", "private, max-age=31536000, immutable")
        await send_file(self, stream, place.name, shown.content_type)


def folder(store: Store, place: FilePlace) -> Wire:
    """Return an ``IWireArtifacts``; the root of a run tells of the models that it made, too."""
    files = place.repository(store).list_artifacts(place.path)
    is_root = place.model_id is None and not artifact_parts(place.path)
    models = models_of(store, store.get_run(place.run_id)) if is_root else ()
    return {
        "path": place.path,
        "files": [artifact_wire(file) for file in files],
        "models": [logged_model_wire(model) for model in models],
    }


def file_preview(store: Store, place: FilePlace, offset: int) -> Wire:
    """Return an ``IWirePreview``."""
    with place.opened(store) as stream:
        return preview(stream, place.name, offset=offset).to_wire()


def model_folder(store: Store, place: FilePlace) -> Wire:
    """Return an ``IWireModelFolder``."""
    return ModelFolder.read(place.repository(store), place.path).to_wire()
