"""Pages of Arrow's own files, Feather among them, read with pyarrow where it is installed.

Of a file only the batches that a page touches are read, and one column of the others to count
their rows; of a stream, which has no table of contents, all that comes before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from trackside.artifacts.preview_arrow_rows import MAX_COLUMNS, arrow_rows
from trackside.artifacts.preview_kinds import TablePreview, UnreadPreview

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackside.artifacts.preview_table import Rows

ARROW = frozenset({"arrow", "arrows", "feather", "ipc"})

_FILE_MAGIC = b"ARROW1"
# Streams are read this far to count their rows, which are estimated from there.
_COUNTED_BYTES = 64_000_000


def arrow_table(stream: BinaryIO, size: int, asked: Rows) -> TablePreview | UnreadPreview | None:
    """Return a page of an Arrow file or stream of ``size`` bytes; None if it is damaged."""
    try:
        import pyarrow as pa
    except ImportError:
        return UnreadPreview("pyarrow", size)
    stream.seek(0)
    is_file = stream.read(len(_FILE_MAGIC)) == _FILE_MAGIC
    stream.seek(0)
    try:
        return _of_file(stream, asked) if is_file else _of_stream(stream, size, asked)
    except (pa.ArrowException, OSError, ValueError):
        return None


def _of_file(stream: BinaryIO, asked: Rows) -> TablePreview:
    from pyarrow import ipc

    def reader(fields: int) -> Any:
        options = ipc.IpcReadOptions(included_fields=list(range(fields)))
        return ipc.open_file(stream, options=options)

    names = ipc.open_file(stream).schema.names[:MAX_COLUMNS]
    page = _Page(asked, names)
    counting, reading = reader(min(1, len(names))), reader(len(names))
    for number in range(counting.num_record_batches):
        page.take(
            counting.get_batch(number).num_rows,
            lambda number=number: reading.get_batch(number),  # type: ignore[misc]
        )
    return page.table()


def _of_stream(stream: BinaryIO, size: int, asked: Rows) -> TablePreview:
    from pyarrow import ipc

    reader = ipc.open_stream(stream)
    page = _Page(asked, reader.schema.names[:MAX_COLUMNS])
    fields = list(range(len(page.names)))
    for batch in reader:
        page.take(batch.num_rows, lambda batch=batch: batch.select(fields))  # type: ignore[misc]
        read = stream.tell()
        if page.is_full and _COUNTED_BYTES < read < size:
            return page.table(page.passed * size // read)
    return page.table()


class _Page:
    """The rows that are asked for, gathered from batches that follow one another."""

    def __init__(self, asked: Rows, names: list[str]) -> None:
        self.names = names
        self.passed = 0
        self._rows = asked.limited(len(names))
        self._found: list[tuple[Any, ...]] = []

    @property
    def is_full(self) -> bool:
        return self.passed >= self._rows.end

    def take(self, count: int, read: Callable[[], Any]) -> None:
        """Take what belongs to the page out of the next ``count`` rows; they are read only for that."""
        first = max(self._rows.offset - self.passed, 0)
        last = min(self._rows.end - self.passed, count)
        self.passed += count
        if first < last:
            cut = read().slice(first, last - first)
            # Somebody's file may lie about what it holds, and pyarrow believes it.
            cut.validate(full=True)
            self._found.extend(arrow_rows(cut))

    def table(self, estimated: int | None = None) -> TablePreview:
        """Return the page; ``estimated`` is the number of rows, where they were not all counted."""
        return TablePreview(
            tuple(self.names),
            tuple(self._found),
            self.passed if estimated is None else estimated,
            self._rows.offset,
            self._rows.limit,
            is_estimated=estimated is not None,
        )
