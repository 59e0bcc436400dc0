"""How to show an artifact without downloading it: text, JSON, a page of a table, a picture, or nothing.

Looks at bytes only: no pickle is loaded, no pandas imported. A damaged file falls back to text,
and what is no text to its size.
"""

from __future__ import annotations

import json
import os
from typing import Any, BinaryIO

from trackside.artifacts.media_types import AUDIO, IMAGES, PAGES, PDF, VIDEO, ending_of
from trackside.artifacts.preview_arrow import ARROW, arrow_table
from trackside.artifacts.preview_kinds import (
    AudioPreview,
    BinaryPreview,
    FigurePreview,
    ImagePreview,
    JsonPreview,
    NotebookPreview,
    PagePreview,
    PdfPreview,
    Preview,
    TablePreview,
    TextPreview,
    VideoPreview,
)
from trackside.artifacts.preview_parquet import PARQUET, parquet_table
from trackside.artifacts.preview_table import DELIMITERS, Rows, delimited_table, split_table
from trackside.artifacts.text_decoding import Decoded, decode

_LANGUAGES = {"mlmodel": "yaml", "mlproject": "yaml", "dockerfile": "dockerfile"}
_DOCUMENTS = frozenset({"json", "geojson", "ipynb"})
# A table of log_table, a notebook or a figure is one JSON document: it has to be read whole.
_JSON_LIMIT_FACTOR = 50


def preview(
    stream: BinaryIO,
    name: str,
    limit_bytes: int = 200_000,
    limit_rows: int = 200,
    offset: int = 0,
) -> Preview:
    """Return how to show a file: at most ``limit_bytes`` of text or ``limit_rows`` of a table.

    ``stream`` is the file, open for reading from any position; of a remote one no more is fetched
    than is needed. ``name`` says by its ending what to expect. Of a table the rows from ``offset``
    are shown.
    """
    ending = ending_of(name)
    size = stream.seek(0, os.SEEK_END)
    rows = Rows(offset, limit_rows)
    known = _of_ending(stream, ending, size, rows)
    if known is not None:
        return known
    stream.seek(0)
    is_whole = size <= limit_bytes
    decoded = decode(stream.read(limit_bytes), is_whole=is_whole)
    if decoded is None:
        return BinaryPreview(size)
    if ending in DELIMITERS:
        special: Preview | None = delimited_table(stream, ending, decoded, size, rows)
    elif ending in _DOCUMENTS and size <= limit_bytes * _JSON_LIMIT_FACTOR:
        special = _document(stream, ending, decoded, rows, is_short=is_whole)
    else:
        special = None
    language = ending or _LANGUAGES.get(name.lower(), "")
    return special or TextPreview(decoded.text, language, truncated=not is_whole)


def _of_ending(stream: BinaryIO, ending: str, size: int, rows: Rows) -> Preview | None:
    """Return what is shown of a file that is no text by its ending; None if it may be one."""
    for types, kind in ((IMAGES, ImagePreview), (AUDIO, AudioPreview), (VIDEO, VideoPreview)):
        if ending in types:
            return kind(types[ending])
    if ending in PAGES:
        return PagePreview(size)
    if ending in PDF:
        return PdfPreview(size)
    if ending in PARQUET:
        return parquet_table(stream, size, rows) or BinaryPreview(size)
    if ending in ARROW:
        return arrow_table(stream, size, rows) or BinaryPreview(size)
    return None


def _document(
    stream: BinaryIO, ending: str, decoded: Decoded, rows: Rows, *, is_short: bool
) -> JsonPreview | TablePreview | NotebookPreview | FigurePreview | None:
    stream.seek(0)
    try:
        document = _parse(stream.read().decode(decoded.encoding))
    except (ValueError, RecursionError):
        return None
    if ending == "ipynb" and _is_notebook(document):
        return NotebookPreview(document)
    if _is_figure(document):
        return FigurePreview(document)
    table = split_table(document, rows)
    if table is not None:
        return table
    return JsonPreview(document) if is_short else None


def _is_notebook(document: Any) -> bool:
    """Say whether this is a notebook of nbformat 4; older ones have no cells at their top."""
    if not isinstance(document, dict) or not isinstance(document.get("cells"), list):
        return False
    return all(isinstance(cell, dict) and "cell_type" in cell for cell in document["cells"])


def _is_figure(document: Any) -> bool:
    """Say whether this is what plotly's ``to_json`` writes."""
    if not isinstance(document, dict) or not {"data", "layout"} <= document.keys():
        return False
    data, layout = document["data"], document["layout"]
    return (
        isinstance(layout, dict)
        and isinstance(data, list)
        and all(isinstance(trace, dict) for trace in data)
        and document.keys() <= {"data", "layout", "frames", "config"}
    )


def _parse(text: str) -> Any:
    return json.loads(text, parse_float=_number, parse_constant=str)


def _number(text: str) -> float | str:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        return "Infinity" if number > 0 else "-Infinity"
    return number
