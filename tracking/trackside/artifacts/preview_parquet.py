"""Pages of Parquet tables, read with pyarrow where it is installed.

Only the row groups that a page touches are read, a batch at a time.
"""

from __future__ import annotations

import datetime as dt
import math
from functools import singledispatch
from typing import TYPE_CHECKING, Any, BinaryIO

from trackside.artifacts.preview_kinds import TablePreview, UnreadPreview
from trackside.artifacts.preview_table import Rows, short_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

PARQUET = frozenset({"parquet", "pq"})

# Far wider tables exist; nobody reads them here.
_MAX_COLUMNS = 500
# Beyond this, numbers of browsers are no longer exact.
_MAX_EXACT = 1 << 53
_MAX_BYTES_SHOWN = 32
# Of a cell that holds a list, a vector for one, this much is shown.
_MAX_ITEMS = 100


def parquet_table(stream: BinaryIO, size: int, asked: Rows) -> TablePreview | UnreadPreview | None:
    """Return a page of a Parquet file of ``size`` bytes; None if it is damaged."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        return UnreadPreview("pyarrow", size)
    try:
        with parquet.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 16) as file:
            names = file.schema_arrow.names[:_MAX_COLUMNS]
            page = asked.limited(len(names))
            rows = tuple(_rows(file, names, page))
            return TablePreview(tuple(names), rows, file.metadata.num_rows, page.offset, page.limit)
    except (pa.ArrowException, OSError, ValueError):
        return None


def _rows(file: Any, names: list[str], page: Rows) -> Iterator[tuple[Any, ...]]:
    groups, before = _touched_groups(file.metadata, page)
    if not groups or not names:
        return
    wanted = range(page.offset - before, page.end - before)
    position = 0
    for batch in file.iter_batches(batch_size=page.limit, row_groups=groups, columns=names):
        first, last = max(wanted.start - position, 0), wanted.stop - position
        position += batch.num_rows
        if first >= batch.num_rows:
            continue
        cut = batch.slice(first, last - first)
        columns = [column.to_pylist() for column in cut.columns]
        for row in zip(*columns, strict=True):
            yield tuple(_cell(value) for value in row)
        if position >= wanted.stop:
            return


def _touched_groups(metadata: Any, page: Rows) -> tuple[list[int], int]:
    """Return the row groups that hold the page, and how many rows lie before the first of them."""
    groups: list[int] = []
    before = passed = 0
    for group in range(metadata.num_row_groups):
        count = metadata.row_group(group).num_rows
        if passed + count <= page.offset:
            before = passed + count
        elif passed < page.end:
            groups.append(group)
        passed += count
    return groups, before


@singledispatch
def _cell(value: Any) -> Any:
    """Return a value as JSON can hold it and a browser shows it exactly."""
    return short_cell(str(value))


@_cell.register(type(None))
@_cell.register
def _(value: bool) -> Any:
    return value


@_cell.register
def _(value: int) -> Any:
    return value if abs(value) < _MAX_EXACT else str(value)


@_cell.register
def _(value: float) -> Any:
    return value if math.isfinite(value) else str(value)


@_cell.register
def _(value: bytes) -> Any:
    shown = value[:_MAX_BYTES_SHOWN].hex()
    return shown if len(value) <= _MAX_BYTES_SHOWN else f"{shown}\N{HORIZONTAL ELLIPSIS}"


@_cell.register(dt.date)
@_cell.register(dt.time)
def _(value: dt.date | dt.time) -> Any:
    return value.isoformat()


@_cell.register
def _(value: dict) -> Any:  # type: ignore[type-arg]  # dispatch knows plain classes only
    return {str(key): _cell(item) for key, item in list(value.items())[:_MAX_ITEMS]}


@_cell.register
def _(value: list) -> Any:  # type: ignore[type-arg]  # dispatch knows plain classes only
    return [_cell(item) for item in value[:_MAX_ITEMS]]
