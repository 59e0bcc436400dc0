"""``runs/<run_id>/artifacts``, ``preview`` and ``file``: a run's files, looked at and fetched.

The repository confines paths to the run's folder. What is sent is data and never a page of this
server's origin: an attachment, or a raster image, always under a sandbox.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.artifacts.preview import IMAGES, preview
from trackside.artifacts.repository import repository_for
from trackside_server.base import PanelHandler
from trackside_server.streaming import send_file
from trackside_server.wire import artifact_wire

if TYPE_CHECKING:
    from trackside.artifacts.repository import ArtifactRepository
    from trackside.store.base import Store
    from trackside_server.wire import Wire


class ArtifactsHandler(PanelHandler):
    """The entries of one artifact folder."""

    @web.authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Answer an ``IWireArtifacts``."""
        await self.answer(partial(folder, run_id=run_id, path=self.query.text("path")))


class PreviewHandler(PanelHandler):
    """How to show one artifact."""

    @web.authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Answer an ``IWirePreview``."""
        await self.answer(partial(file_preview, run_id=run_id, path=self.query.required("path")))


class FileHandler(PanelHandler):
    """The bytes of one artifact."""

    @web.authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Send a file as an attachment, or with ``inline`` an image to be shown."""
        path, inline = self.query.required("path"), self.query.flag("inline")
        stream = await self.store.run(partial(opened, run_id=run_id, path=path))
        name = path.rstrip("/").rpartition("/")[2]
        await send_file(self, stream, name, image_type(name) if inline else None)

    @property
    def content_security_policy(self) -> str:
        """Nothing in a file may run, should a browser take it for a page."""
        return f"{super().content_security_policy}; style-src 'unsafe-inline'; sandbox"


def folder(store: Store, run_id: str, path: str) -> Wire:
    """Return an ``IWireArtifacts``."""
    files = _repository(store, run_id).list_artifacts(path)
    return {"path": path, "files": [artifact_wire(file) for file in files]}


def file_preview(store: Store, run_id: str, path: str) -> Wire:
    """Return an ``IWirePreview``."""
    with _repository(store, run_id).open(path) as stream:
        return preview(stream, path.rstrip("/").rpartition("/")[2]).to_wire()


def opened(store: Store, run_id: str, path: str) -> BinaryIO:
    """Return the file of an artifact, open for reading."""
    return _repository(store, run_id).open(path)


def image_type(name: str) -> str | None:
    """Return the media type of an image that a browser can show, None for anything else."""
    return IMAGES.get(name.rpartition(".")[2].lower())


def _repository(store: Store, run_id: str) -> ArtifactRepository:
    return repository_for(store.get_run(run_id).info.artifact_uri, store.url)
