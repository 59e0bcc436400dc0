"""Pages of tables out of CSV and TSV files, and out of the JSON that ``log_table`` writes."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from trackside.artifacts.preview_kinds import TablePreview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.artifacts.text_decoding import Decoded

DELIMITERS = {"csv": ",", "tsv": "\t", "tab": "\t"}

# Rows are counted this far (about 0.3 s) and estimated from there.
_COUNTED_CHARACTERS = 16_000_000
# 200 rows of 500 columns; of a wider table fewer rows are shown.
_MAX_CELLS = 100_000
_MAX_CELL_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a table are asked for: from ``offset``, at most ``limit``."""

    offset: int
    limit: int

    def limited(self, columns: int) -> Rows:
        """Return the rows that are given of a table with so many columns."""
        return Rows(self.offset, min(self.limit, max(1, _MAX_CELLS // max(1, columns))))

    @property
    def end(self) -> int:
        """The first row after them."""
        return self.offset + self.limit


def delimited_table(
    stream: BinaryIO, ending: str, decoded: Decoded, size: int, asked: Rows
) -> TablePreview | None:
    """Return a page of a CSV or TSV file of ``size`` bytes; None if it is empty or no table.

    Rows are found by reading all before them, so a page far down takes its time.
    """
    delimiter = _delimiter(ending, decoded.text)
    shown: list[list[str]] = []
    count = 0
    is_estimated = False
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=decoded.encoding, errors="replace", newline="")
    try:
        lines = _Counting(text)
        rows = (row for row in csv.reader(lines, delimiter=delimiter) if row)
        header = next(rows, None)
        if header is None:
            return None
        page = asked.limited(len(header))
        for row in rows:
            if page.offset <= count < page.end:
                shown.append(row)
            count += 1
            if count > page.end and lines.characters > _COUNTED_CHARACTERS:
                # Of ASCII a character is a byte, of the rest it is near enough.
                count = max(count, count * size // lines.characters)
                is_estimated = True
                break
    except (csv.Error, ValueError):
        return None
    finally:
        # The stream is its owner's to close.
        text.detach()
    # A row may be longer or shorter than the header; nothing of it is dropped.
    width = max(len(header), *(len(row) for row in shown), 0)
    return TablePreview(
        _padded(header, width),
        tuple(_padded(row, width) for row in shown),
        count,
        page.offset,
        page.limit,
        is_estimated,
    )


def split_table(document: Any, asked: Rows) -> TablePreview | None:
    """Return the table in ``{"columns": [...], "data": [[...]]}``; None for any other document."""
    if not isinstance(document, dict) or not {"columns", "data"} <= document.keys():
        return None
    columns, data = document["columns"], document["data"]
    if not isinstance(columns, list) or not isinstance(data, list):
        return None
    if any(not isinstance(row, list) or len(row) != len(columns) for row in data):
        return None
    page = asked.limited(len(columns))
    return TablePreview(
        tuple(str(column) for column in columns),
        tuple(tuple(short_cell(value) for value in row) for row in data[page.offset : page.end]),
        len(data),
        page.offset,
        page.limit,
    )


def short_cell(value: Any) -> Any:
    """Return what is shown in a cell: a long text is cut."""
    if isinstance(value, str) and len(value) > _MAX_CELL_CHARACTERS:
        return f"{value[:_MAX_CELL_CHARACTERS]}\N{HORIZONTAL ELLIPSIS}"
    return value


class _Counting:
    """Hands lines on and counts their characters."""

    def __init__(self, lines: Any) -> None:
        self._lines = lines
        self.characters = 0

    def __iter__(self) -> _Counting:
        return self

    def __next__(self) -> str:
        line: str = next(self._lines)
        self.characters += len(line)
        return line


def _delimiter(ending: str, text: str) -> str:
    # Excel writes semicolons where the comma is the decimal point.
    first_line = text.lstrip().partition("\n")[0]
    if ending == "csv" and first_line.count(";") > first_line.count(","):
        return ";"
    return DELIMITERS[ending]


def _padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple(short_cell(cell) for cell in cells) + ("",) * (width - len(cells))
