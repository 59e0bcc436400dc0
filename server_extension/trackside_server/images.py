"""``runs/<run_id>/images``: what a run logged by ``log_image(image, key=..., step=...)``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.artifacts.image_series import FOLDER, LOGGED_IMAGES, series_images
from trackside.artifacts.repository import repository_for
from trackside_server.base import PanelHandler
from trackside_server.wire import image_wire

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside_server.wire import Wire


class ImagesHandler(PanelHandler):
    """The images of one run by key and step."""

    @web.authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Answer an ``IWireImages``."""
        await self.answer(partial(images, run_id=run_id))


def images(store: Store, run_id: str) -> Wire:
    """Return an ``IWireImages``; files are looked for only where the run says that there are some."""
    run = store.get_run(run_id)
    if LOGGED_IMAGES not in run.data.tags:
        return {"images": []}
    files = repository_for(run.info.artifact_uri, store.url).list_artifacts(FOLDER)
    return {"images": [image_wire(image) for image in series_images(files)]}
