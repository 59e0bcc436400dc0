"""Files on their way to a client, piece by piece, off the event loop."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from tornado.iostream import StreamClosedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trackside_server.base import PanelHandler

CHUNK_BYTES = 1 << 20

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


async def send_file(
    handler: PanelHandler, stream: BinaryIO, name: str, shown_as: str | None = None
) -> None:
    """Send a file, or the part of it that is asked for: as an attachment, or shown as what it is.

    As an attachment no browser takes it for a page.
    """
    content_type = shown_as or "application/octet-stream"
    with stream:
        size = stream.seek(0, 2)
        part = asked_part(handler.request.headers.get("Range"), size)
        _announce(handler, name, content_type, is_shown=shown_as is not None)
        handler.set_header("Accept-Ranges", "bytes")
        handler.set_header("Content-Length", str(len(part)))
        if len(part) < size:
            _announce_part(handler, part, size)
        stream.seek(part.start)
        remaining = len(part)
        # Not beyond the size that was announced: the file of a running training may grow.
        while remaining:
            read = partial(stream.read, min(remaining, CHUNK_BYTES))
            chunk = await handler.store.run_blocking(read)
            if not chunk:
                break
            remaining -= len(chunk)
            handler.write(chunk)
            try:
                await handler.flush()
            except StreamClosedError:  # the client went away
                return
    handler.finish(set_content_type=content_type)


async def send_pieces(
    handler: PanelHandler, pieces: Iterator[bytes], name: str, content_type: str
) -> None:
    """Send as an attachment what is made while it is sent.

    What goes wrong before the first piece is answered as any error. After it the connection is
    cut, by which the client knows that the file is not whole.
    """
    piece = await _next(handler, pieces)
    _announce(handler, name, content_type, is_shown=False)
    while piece is not None:
        handler.write(piece)
        try:
            await handler.flush()
        except StreamClosedError:  # the client went away
            return
        try:
            piece = await _next(handler, pieces)
        except Exception:
            handler.detach().close()
            raise
    handler.finish(set_content_type=content_type)


def asked_part(header: str | None, size: int) -> range:
    """Return which bytes of a file a ``Range`` header asks for: all of them unless it is understood.

    One range is, as players and resumed downloads ask for; of one beyond the file's end nothing.
    """
    match = _RANGE.fullmatch((header or "").strip())
    if match is None or match.group(1) == match.group(2) == "":
        return range(size)
    first, last = match.groups()
    if first == "":
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return range(size)
    stop = min(int(last) + 1, size) if last else size
    return range(min(int(first), size), stop)


def _announce(handler: PanelHandler, name: str, content_type: str, *, is_shown: bool) -> None:
    handler.set_attachment_header(name)
    if is_shown:
        handler.set_header("Content-Disposition", "inline")
    handler.set_header("Content-Type", content_type)
    handler.set_header("X-Content-Type-Options", "nosniff")


def _announce_part(handler: PanelHandler, part: range, size: int) -> None:
    if part:
        handler.set_status(206)
        handler.set_header("Content-Range", f"bytes {part.start}-{part.stop - 1}/{size}")
    else:
        handler.set_status(416)
        handler.set_header("Content-Range", f"bytes */{size}")


async def _next(handler: PanelHandler, pieces: Iterator[bytes]) -> bytes | None:
    return await handler.store.run_blocking(partial(next, pieces, None))
