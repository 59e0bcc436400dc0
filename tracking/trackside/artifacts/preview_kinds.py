"""The ways to show a file: the values behind ``IWirePreview``, each with its JSON shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class TextPreview:
    """Text, for highlighting as ``language`` (a file ending, or empty)."""

    text: str
    language: str
    truncated: bool

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {
            "kind": "text",
            "text": self.text,
            "language": self.language,
            "truncated": self.truncated,
        }


@dataclass(frozen=True, slots=True)
class JsonPreview:
    """A whole JSON document; numbers that JSON cannot write are the strings of ``WireValue``."""

    json: Any

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "json", "json": self.json}


@dataclass(frozen=True, slots=True)
class TablePreview:
    """A page of a table: the rows from ``offset``, at most ``limit`` of them.

    ``total`` counts the rows of the whole file, or is near that if it ``is_estimated``.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int
    offset: int = 0
    limit: int = 200
    is_estimated: bool = False

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {
            "kind": "table",
            "columns": list(self.columns),
            "rows": [list(row) for row in self.rows],
            "total": self.total,
            "offset": self.offset,
            "limit": self.limit,
            "is_estimated": self.is_estimated,
        }


@dataclass(frozen=True, slots=True)
class ImagePreview:
    """An image that browsers show."""

    mime: str

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "image", "mime": self.mime}


@dataclass(frozen=True, slots=True)
class AudioPreview:
    """A recording that browsers play."""

    mime: str

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "audio", "mime": self.mime}


@dataclass(frozen=True, slots=True)
class VideoPreview:
    """A film that browsers play."""

    mime: str

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "video", "mime": self.mime}


@dataclass(frozen=True, slots=True)
class PagePreview:
    """An HTML page: its bytes are for a frame that may do nothing else."""

    file_size: int

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "page", "file_size": self.file_size}


@dataclass(frozen=True, slots=True)
class PdfPreview:
    """A document that browsers show by themselves; its bytes are handed to their viewer."""

    file_size: int

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "pdf", "file_size": self.file_size}


@dataclass(frozen=True, slots=True)
class NotebookPreview:
    """A whole notebook, as nbformat has it."""

    notebook: Any

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "notebook", "notebook": self.notebook}


@dataclass(frozen=True, slots=True)
class FigurePreview:
    """A figure of plotly: its traces and its layout."""

    figure: Any

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "figure", "figure": self.figure}


@dataclass(frozen=True, slots=True)
class UnreadPreview:
    """What could be shown if this environment had the Python package ``needs``."""

    needs: str
    file_size: int

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "unread", "needs": self.needs, "file_size": self.file_size}


@dataclass(frozen=True, slots=True)
class BinaryPreview:
    """Nothing that could be shown; ``file_size`` in bytes."""

    file_size: int

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "binary", "file_size": self.file_size}


Preview: TypeAlias = (
    TextPreview
    | JsonPreview
    | TablePreview
    | ImagePreview
    | AudioPreview
    | VideoPreview
    | PagePreview
    | PdfPreview
    | NotebookPreview
    | FigurePreview
    | UnreadPreview
    | BinaryPreview
)
