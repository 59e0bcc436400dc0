"""Tables out of CSV and TSV files, and out of the JSON that ``log_table`` writes."""

from __future__ import annotations

import csv
import io
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


def delimited_table(
    stream: BinaryIO, ending: str, decoded: Decoded, size: int, limit_rows: int
) -> TablePreview | None:
    """Return the table in a CSV or TSV file of ``size`` bytes; None if it is empty or no table."""
    delimiter = _delimiter(ending, decoded.text)
    shown: list[list[str]] = []
    count = 0
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=decoded.encoding, errors="replace", newline="")
    try:
        lines = _Counting(text)
        rows = (row for row in csv.reader(lines, delimiter=delimiter) if row)
        header = next(rows, None)
        if header is None:
            return None
        for row in rows:
            count += 1
            if len(shown) < _row_limit(limit_rows, len(header)):
                shown.append(row)
            elif lines.characters > _COUNTED_CHARACTERS:
                # Of ASCII a character is a byte, of the rest it is near enough.
                count = max(count, count * size // lines.characters)
                break
    except (csv.Error, ValueError):
        return None
    finally:
        # The stream is its owner's to close.
        text.detach()
    return _even(header, shown, count)


def split_table(document: Any, limit_rows: int) -> TablePreview | None:
    """Return the table in ``{"columns": [...], "data": [[...]]}``; None for any other document."""
    if not isinstance(document, dict) or not {"columns", "data"} <= document.keys():
        return None
    columns, data = document["columns"], document["data"]
    if not isinstance(columns, list) or not isinstance(data, list):
        return None
    if any(not isinstance(row, list) or len(row) != len(columns) for row in data):
        return None
    rows = data[: _row_limit(limit_rows, len(columns))]
    return TablePreview(
        tuple(str(column) for column in columns),
        tuple(tuple(_cell(value) for value in row) for row in rows),
        len(data),
    )


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


def _row_limit(limit_rows: int, columns: int) -> int:
    return min(limit_rows, max(1, _MAX_CELLS // max(1, columns)))


def _even(header: list[str], rows: Sequence[list[str]], total: int) -> TablePreview:
    # A row may be longer or shorter than the header; nothing of it is dropped.
    width = max(len(header), *(len(row) for row in rows), 0)
    return TablePreview(_padded(header, width), tuple(_padded(row, width) for row in rows), total)


def _padded(cells: list[str], width: int) -> tuple[str, ...]:
    return tuple(_cell(cell) for cell in cells) + ("",) * (width - len(cells))


def _cell(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _MAX_CELL_CHARACTERS:
        return f"{value[:_MAX_CELL_CHARACTERS]}\N{HORIZONTAL ELLIPSIS}"
    return value
