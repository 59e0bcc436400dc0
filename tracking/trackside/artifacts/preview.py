"""How to show an artifact without downloading it: text, JSON, a table, an image, or nothing.

Looks at bytes only: no pickle is loaded, no pandas imported. A damaged file falls back to text,
and what is no text to its size.
"""

from __future__ import annotations

import json
import os
import posixpath
from typing import Any, BinaryIO

from trackside.artifacts.preview_kinds import (
    BinaryPreview,
    ImagePreview,
    JsonPreview,
    Preview,
    TablePreview,
    TextPreview,
)
from trackside.artifacts.preview_table import DELIMITERS, delimited_table, split_table
from trackside.artifacts.text_decoding import Decoded, decode

IMAGES = {
    "apng": "image/apng",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
_LANGUAGES = {"mlmodel": "yaml", "mlproject": "yaml", "dockerfile": "dockerfile"}
# A table of log_table is one JSON document: it has to be read whole to show its first rows.
_JSON_LIMIT_FACTOR = 50


def preview(
    stream: BinaryIO, name: str, limit_bytes: int = 200_000, limit_rows: int = 200
) -> Preview:
    """Return how to show a file: at most ``limit_bytes`` of text or ``limit_rows`` of a table.

    ``stream`` is the file, open for reading from any position; of a remote one no more is fetched
    than is needed. ``name`` says by its ending what to expect.
    """
    ending = posixpath.splitext(name)[1].removeprefix(".").lower()
    if ending in IMAGES:
        return ImagePreview(IMAGES[ending])
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    is_whole = size <= limit_bytes
    decoded = decode(stream.read(limit_bytes), is_whole=is_whole)
    if decoded is None:
        return BinaryPreview(size)
    special = _special(stream, ending, decoded, size, (limit_bytes, limit_rows))
    language = ending or _LANGUAGES.get(name.lower(), "")
    return special or TextPreview(decoded.text, language, truncated=not is_whole)


def _special(
    stream: BinaryIO, ending: str, decoded: Decoded, size: int, limits: tuple[int, int]
) -> JsonPreview | TablePreview | None:
    limit_bytes, limit_rows = limits
    if ending in DELIMITERS:
        return delimited_table(stream, ending, decoded, size, limit_rows)
    if ending not in ("json", "ipynb") or size > limit_bytes * _JSON_LIMIT_FACTOR:
        return None
    stream.seek(0)
    try:
        document = _parse(stream.read().decode(decoded.encoding))
    except (ValueError, RecursionError):
        return None
    table = split_table(document, limit_rows)
    if table is not None:
        return table
    return JsonPreview(document) if size <= limit_bytes else None


def _parse(text: str) -> Any:
    return json.loads(text, parse_float=_number, parse_constant=str)


def _number(text: str) -> float | str:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        return "Infinity" if number > 0 else "-Infinity"
    return number
