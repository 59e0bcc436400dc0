"""Tell text from bytes, and find out its encoding from the beginning of a file. Pure."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

# By their first bytes; UTF-32 before UTF-16, whose mark it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")
# Text in an old one-byte encoding holds hardly any; compressed data holds one in nine.
_MAX_CONTROL_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding that it was read in."""

    text: str
    encoding: str


def decode(head: bytes, *, is_whole: bool) -> Decoded | None:
    """Return the text of ``head``, None if it is no text.

    A character cut off at the end is dropped unless ``head`` is the whole file. What is not UTF-8
    and has no mark is read as Windows' western encoding, which is what old CSV files are in.
    """
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if encoding is None and b"\0" in head:
        return None
    for candidate in (encoding,) if encoding else ("utf-8",):
        text = _strict(head, candidate, is_whole=is_whole)
        if text is not None:
            return None if "\0" in text else Decoded(text, candidate)
    if encoding is not None or _share_of_controls(head) > _MAX_CONTROL_SHARE:
        return None
    return Decoded(head.decode("cp1252", errors="replace"), "cp1252")


def _strict(head: bytes, encoding: str, *, is_whole: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head, final=is_whole)
    except UnicodeDecodeError:
        return None


def _share_of_controls(head: bytes) -> float:
    return sum(byte in _CONTROLS for byte in head) / max(1, len(head))
