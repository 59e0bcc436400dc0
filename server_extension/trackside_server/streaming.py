"""A file on its way to a client, piece by piece, off the event loop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from tornado.iostream import StreamClosedError

if TYPE_CHECKING:
    from trackside_server.base import PanelHandler

CHUNK_BYTES = 1 << 20


async def send_file(
    handler: PanelHandler, stream: BinaryIO, name: str, shown_as: str | None = None
) -> None:
    """Send a file as an attachment that no browser takes for a page, or shown as an image's type."""
    content_type = shown_as or "application/octet-stream"
    with stream:
        size = stream.seek(0, 2)
        stream.seek(0)
        handler.set_attachment_header(name)
        if shown_as is not None:
            handler.set_header("Content-Disposition", "inline")
        handler.set_header("Content-Type", content_type)
        handler.set_header("Content-Length", str(size))
        handler.set_header("X-Content-Type-Options", "nosniff")
        # Not beyond the size that was announced: the file of a running training may grow.
        while size:
            chunk = await handler.store.run_blocking(partial(stream.read, min(size, CHUNK_BYTES)))
            if not chunk:
                break
            size -= len(chunk)
            handler.write(chunk)
            try:
                await handler.flush()
            except StreamClosedError:  # the client went away
                return
    handler.finish(set_content_type=content_type)
