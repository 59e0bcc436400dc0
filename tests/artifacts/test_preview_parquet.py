"""Pages of Parquet tables."""

from __future__ import annotations

import datetime as dt
import decimal
import json
import sys
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from trackside.artifacts.preview import preview
from trackside.artifacts.preview_kinds import BinaryPreview, TablePreview, UnreadPreview

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, table: pa.Table, row_group_size: int = 10) -> Path:
    file = folder / "t.parquet"
    parquet.write_table(table, file, row_group_size=row_group_size)
    return file


def shown(file: Path, **limits: int) -> Any:
    with file.open("rb") as stream:
        return preview(stream, file.name, **limits)


@pytest.mark.parametrize(
    ("offset", "first", "count"),
    [
        (0, 0, 7),
        (7, 7, 7),
        (10, 10, 7),
        (28, 28, 7),
        (95, 95, 5),
        (100, None, 0),
        (10**12, None, 0),
    ],
)
def test_a_page_is_read_across_row_groups(
    tmp_path: Path, offset: int, first: int | None, count: int
) -> None:
    table = pa.table({"n": range(100), "word": [f"w{n}" for n in range(100)]})
    found = shown(written(tmp_path, table), limit_rows=7, offset=offset)

    assert (found.columns, found.total, found.offset, found.limit) == (
        ("n", "word"),
        100,
        offset,
        7,
    )
    assert len(found.rows) == count
    if first is not None:
        assert found.rows[0] == (first, f"w{first}")
        assert found.rows[-1] == (first + count - 1, f"w{first + count - 1}")


def test_only_the_row_groups_of_the_page_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[int]] = []
    whole = parquet.ParquetFile.iter_batches

    def spied(self: Any, *args: Any, **options: Any) -> Any:
        asked.append(options["row_groups"])
        return whole(self, *args, **options)

    monkeypatch.setattr(parquet.ParquetFile, "iter_batches", spied)
    shown(written(tmp_path, pa.table({"n": range(100)})), limit_rows=5, offset=48)
    assert asked == [[4, 5]]


def test_every_value_is_one_of_json(tmp_path: Path) -> None:
    values = {
        "large": [2**60],
        "nan": [float("nan")],
        "money": [decimal.Decimal("1.10")],
        "day": [dt.date(2026, 1, 2)],
        "moment": [dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.timezone.utc)],
        "clock": [dt.time(3, 4)],
        "span": [dt.timedelta(seconds=5)],
        "raw": [b"\x00\xff"],
        "blob": [b"\xab" * 1000],
        "vector": [[0.5] * 1000],
        "record": [{"a": 1, "b": [True, None]}],
        "text": ["x" * 5000],
        "nothing": [None],
    }
    found = shown(written(tmp_path, pa.table(values)))

    row = dict(zip(found.columns, found.rows[0], strict=True))
    assert json.loads(json.dumps(found.to_wire(), allow_nan=False))
    assert row["large"] == str(2**60)
    assert (row["nan"], row["money"], row["day"]) == ("nan", "1.10", "2026-01-02")
    assert row["moment"].startswith("2026-01-02T03:04:00")
    assert (row["clock"], row["span"]) == ("03:04:00", "0:00:05")
    assert (row["raw"], row["blob"]) == ("00ff", "ab" * 32 + "…")
    assert row["vector"] == [0.5] * 100
    assert row["record"] == {"a": 1, "b": [True, None]}
    assert (len(row["text"]), row["nothing"]) == (1001, None)


def test_of_a_very_wide_table_the_first_columns_are_shown(tmp_path: Path) -> None:
    table = pa.table({f"c{number}": [1] * 300 for number in range(600)})
    found = shown(written(tmp_path, table, 1000))
    assert (len(found.columns), len(found.rows), found.total) == (500, 200, 300)


def test_a_table_without_rows_or_columns_is_a_table(tmp_path: Path) -> None:
    assert shown(written(tmp_path, pa.table({"a": []}))) == TablePreview(("a",), (), 0)
    assert shown(written(tmp_path, pa.table({}))) == TablePreview((), (), 0)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1", b"text"])
def test_a_damaged_file_is_shown_by_its_size(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.parquet"
    file.write_bytes(content)
    assert shown(file) == BinaryPreview(len(content))


def test_a_file_cut_in_the_middle_is_shown_by_its_size(tmp_path: Path) -> None:
    file = written(tmp_path, pa.table({"n": range(100_000)}), 1000)
    content = file.read_bytes()
    # The end with the table of contents is whole, the pages are not.
    file.write_bytes(b"PAR1" + bytes(len(content) // 2) + content[len(content) // 2 + 4 :])
    assert isinstance(shown(file), BinaryPreview)


def test_without_pyarrow_it_says_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, pa.table({"a": [1]}))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert shown(file) == UnreadPreview("pyarrow", file.stat().st_size)
