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
    """The first rows of a table; ``total`` counts those of the whole file."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {
            "kind": "table",
            "columns": list(self.columns),
            "rows": [list(row) for row in self.rows],
            "total": self.total,
        }


@dataclass(frozen=True, slots=True)
class ImagePreview:
    """An image that browsers show."""

    mime: str

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "image", "mime": self.mime}


@dataclass(frozen=True, slots=True)
class BinaryPreview:
    """Nothing that could be shown; ``file_size`` in bytes."""

    file_size: int

    def to_wire(self) -> dict[str, Any]:
        """Return the preview as the panel reads it."""
        return {"kind": "binary", "file_size": self.file_size}


Preview: TypeAlias = TextPreview | JsonPreview | TablePreview | ImagePreview | BinaryPreview
