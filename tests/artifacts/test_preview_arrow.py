"""Pages of Arrow files, Feather among them, and of Arrow streams."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyarrow import feather, ipc

from trackside.artifacts import preview_arrow
from trackside.artifacts.preview import preview
from trackside.artifacts.preview_kinds import BinaryPreview, TablePreview, UnreadPreview

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = pa.table({"n": range(100), "word": [f"w{n}" for n in range(100)]})


def as_file(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    feather.write_feather(table, sink, chunksize=10)
    return sink.getvalue()


def as_stream(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    with ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=10)
    return sink.getvalue()


def shown(data: bytes, name: str = "t.arrow", **limits: int) -> Any:
    return preview(io.BytesIO(data), name, **limits)


@pytest.mark.parametrize("written", [as_file, as_stream])
@pytest.mark.parametrize(
    ("offset", "first", "count"),
    [(0, 0, 7), (7, 7, 7), (10, 10, 7), (95, 95, 5), (100, None, 0), (10**12, None, 0)],
)
def test_a_page_is_read_across_batches(
    written: Callable[[pa.Table], bytes], offset: int, first: int | None, count: int
) -> None:
    found = shown(written(TABLE), limit_rows=7, offset=offset)

    assert (found.columns, found.total, found.offset, found.limit, found.is_estimated) == (
        ("n", "word"),
        100,
        offset,
        7,
        False,
    )
    assert len(found.rows) == count
    if first is not None:
        assert found.rows[0] == (first, f"w{first}")
        assert found.rows[-1] == (first + count - 1, f"w{first + count - 1}")


@pytest.mark.parametrize("name", ["t.arrow", "T.ARROW", "t.feather", "t.ipc", "t.arrows"])
def test_the_ending_says_what_to_expect(name: str) -> None:
    assert isinstance(shown(as_file(TABLE), name), TablePreview)


def test_only_the_batches_of_the_page_are_read_whole() -> None:
    wide = pa.table({"n": range(1000), "blob": [os.urandom(10_000)] * 1000})
    data = as_file(wide)
    read = 0

    class Counting(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            nonlocal read
            got = super().read(size)
            read += len(got)
            return got

    found = preview(Counting(data), "t.feather", limit_rows=10, offset=500)

    assert [row[0] for row in found.rows] == list(range(500, 510))  # type: ignore[union-attr]
    assert read < len(data) / 4


def test_the_rows_of_a_long_stream_are_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview_arrow, "_COUNTED_BYTES", 1000)
    table = pa.table({"n": range(10_000)})
    found = shown(as_stream(table), limit_rows=10)

    assert found.is_estimated
    assert found.total == pytest.approx(10_000, rel=0.2)


@pytest.mark.parametrize("written", [as_file, as_stream])
def test_a_table_may_be_empty(written: Callable[[pa.Table], bytes]) -> None:
    assert shown(written(TABLE.slice(0, 0))) == TablePreview(("n", "word"), (), 0)
    assert shown(written(pa.table({}))) == TablePreview((), (), 0)


@pytest.mark.parametrize("data", [b"", b"junk", b"ARROW1 junk", as_file(TABLE)[:500]])
def test_what_is_damaged_is_told_by_its_size(data: bytes) -> None:
    assert shown(data) == BinaryPreview(len(data))


def test_without_pyarrow_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert shown(as_file(TABLE)) == UnreadPreview("pyarrow", len(as_file(TABLE)))
