"""Pages of Parquet tables, read with pyarrow where it is installed.

Only the row groups that a page touches are read, a batch at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from trackside.artifacts.preview_arrow_rows import MAX_COLUMNS, arrow_rows
from trackside.artifacts.preview_kinds import TablePreview, UnreadPreview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trackside.artifacts.preview_table import Rows

PARQUET = frozenset({"parquet", "pq"})


def parquet_table(stream: BinaryIO, size: int, asked: Rows) -> TablePreview | UnreadPreview | None:
    """Return a page of a Parquet file of ``size`` bytes; None if it is damaged."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        return UnreadPreview("pyarrow", size)
    try:
        with parquet.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 16) as file:
            names = file.schema_arrow.names[:MAX_COLUMNS]
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
        yield from arrow_rows(batch.slice(first, last - first))
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
