"""How each file is shown."""

from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from trackside.artifacts.preview import preview
from trackside.artifacts.preview_kinds import (
    AudioPreview,
    BinaryPreview,
    FigurePreview,
    ImagePreview,
    JsonPreview,
    NotebookPreview,
    PagePreview,
    PdfPreview,
    TablePreview,
    TextPreview,
    UnreadPreview,
    VideoPreview,
)

if TYPE_CHECKING:
    from pathlib import Path


def shown(tmp_path: Path, name: str, content: bytes | str, **limits: int) -> Any:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with file.open("rb") as stream:
        return preview(stream, name, **limits)


@pytest.mark.parametrize(
    ("name", "content", "text", "language"),
    [
        ("a.py", "x = 1\n", "x = 1\n", "py"),
        ("A.TXT", "größe", "größe", "txt"),
        ("MLmodel", "a: 1", "a: 1", "yaml"),
        ("LICENSE", "", "", ""),
        ("bom.txt", "\ufeffx".encode(), "x", "txt"),
        ("u16.txt", "x€".encode("utf-16"), "x€", "txt"),
        ("u16be.txt", b"\xfe\xff" + "x€".encode("utf-16-be"), "x€", "txt"),
        ("u32.txt", "x€".encode("utf-32"), "x€", "txt"),
        ("old.txt", "größe €".encode("cp1252"), "größe €", "txt"),
        ("a.xhtml", "<script>", "<script>", "xhtml"),
        (".html", "<script>", "<script>", ""),
        ("old.ipynb", '{"worksheets"', '{"worksheets"', "ipynb"),
        ("bad.json", '{"a": ', '{"a": ', "json"),
        ("deep.json", "[" * 100_000, "[" * 100_000, "json"),
        ("long.json", "9" * 5_000, "9" * 5_000, "json"),
        ("empty.csv", "", "", "csv"),
        ("lines.jsonl", "{}\n{}", "{}\n{}", "jsonl"),
    ],
)
def test_text_is_shown_whatever_its_encoding(
    tmp_path: Path, name: str, content: bytes | str, text: str, language: str
) -> None:
    assert shown(tmp_path, name, content) == TextPreview(text, language, truncated=False)


def test_long_text_is_cut_between_characters(tmp_path: Path) -> None:
    found = shown(tmp_path, "a.txt", "ää" * 100, limit_bytes=5)
    assert found == TextPreview("ää", "txt", truncated=True)


def test_text_of_just_the_limit_is_whole(tmp_path: Path) -> None:
    assert shown(tmp_path, "a.txt", "abcde", limit_bytes=5) == TextPreview(
        "abcde", "txt", truncated=False
    )


def test_text_that_ends_within_a_character_is_read_as_an_old_encoding(tmp_path: Path) -> None:
    assert shown(tmp_path, "a.txt", b"abc\xc3").text == "abcÃ"


@pytest.mark.parametrize(
    "content",
    [b"\x00\x01", b"\x80\x04\x95\x01\x02\x03", gzip.compress(os.urandom(999)), b"\xff\xfea"],
)
def test_what_is_no_text_is_shown_by_its_size(tmp_path: Path, content: bytes) -> None:
    assert shown(tmp_path, "model.pkl", content) == BinaryPreview(len(content))


@pytest.mark.parametrize(
    ("name", "mime"), [("a.png", "image/png"), ("a.JPG", "image/jpeg"), ("a.svg", "image/svg+xml")]
)
def test_an_image_is_told_by_its_ending(tmp_path: Path, name: str, mime: str) -> None:
    assert shown(tmp_path, name, b"") == ImagePreview(mime)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tone.wav", AudioPreview("audio/wav")),
        ("voice.MP3", AudioPreview("audio/mpeg")),
        ("film.mp4", VideoPreview("video/mp4")),
        ("report.html", PagePreview(3)),
        ("REPORT.HTM", PagePreview(3)),
        ("paper.PDF", PdfPreview(3)),
    ],
)
def test_what_a_browser_plays_is_told_by_its_ending(
    tmp_path: Path, name: str, kind: object
) -> None:
    assert shown(tmp_path, name, b"<p>") == kind


def test_a_notebook_is_shown_whole(tmp_path: Path) -> None:
    notebook = {"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "# x" * 100}]}
    content = json.dumps(notebook)
    assert shown(tmp_path, "n.ipynb", content, limit_bytes=50) == NotebookPreview(notebook)
    assert isinstance(shown(tmp_path, "n.json", content), JsonPreview)
    assert isinstance(shown(tmp_path, "n.ipynb", '{"cells": [1]}'), JsonPreview)


def test_a_figure_of_plotly_is_a_figure(tmp_path: Path) -> None:
    import plotly.graph_objects as go

    drawn = go.Figure(go.Scatter(y=[1, 2]), layout={"title": "t"}).to_json()
    found = shown(tmp_path, "f.json", drawn, limit_bytes=len(drawn) // 2)
    assert isinstance(found, FigurePreview)
    assert found.figure["data"][0]["type"] == "scatter"


def test_json_is_shown_as_such(tmp_path: Path) -> None:
    assert shown(tmp_path, "a.json", '{"a": [1, null]}') == JsonPreview({"a": [1, None]})


def test_geojson_is_json(tmp_path: Path) -> None:
    document = {"type": "FeatureCollection", "features": []}
    assert shown(tmp_path, "places.geojson", json.dumps(document)) == JsonPreview(document)


def test_numbers_that_json_cannot_write_become_strings(tmp_path: Path) -> None:
    found = shown(tmp_path, "a.json", "[NaN, Infinity, -Infinity, 1e999, -1e999, 1.5]")
    assert found.json == ["NaN", "Infinity", "-Infinity", "Infinity", "-Infinity", 1.5]
    json.dumps(found.to_wire(), allow_nan=False)


def test_long_json_is_shown_as_text(tmp_path: Path) -> None:
    found = shown(tmp_path, "a.json", json.dumps(list(range(100))), limit_bytes=20)
    assert found == TextPreview("[0, 1, 2, 3, 4, 5, 6", "json", truncated=True)


def test_a_logged_table_is_shown_as_a_table(tmp_path: Path) -> None:
    document = {"columns": ["a", 1], "data": [[1, "x"], [None, {"type": "image"}]]}
    assert shown(tmp_path, "t.json", json.dumps(document)) == TablePreview(
        ("a", "1"), ((1, "x"), (None, {"type": "image"})), 2
    )


def test_a_logged_table_beyond_the_limit_of_text_is_still_a_table(tmp_path: Path) -> None:
    document = {"columns": ["a"], "data": [[i] for i in range(100)]}
    found = shown(tmp_path, "t.json", json.dumps(document), limit_bytes=50, limit_rows=3)
    assert found == TablePreview(("a",), ((0,), (1,), (2,)), 100, limit=3)


def test_a_giant_json_is_not_read_whole(tmp_path: Path) -> None:
    document = json.dumps({"columns": ["a"], "data": [[i] for i in range(100)]})
    assert shown(tmp_path, "t.json", document, limit_bytes=5).truncated


@pytest.mark.parametrize(
    "document",
    [
        {"data": [], "layout": []},
        {"data": [1], "layout": {}},
        {"data": {}, "layout": {}},
        {"data": [{}], "layout": {}, "mine": 1},
        {"columns": ["a"], "data": [[1, 2]]},
        {"columns": ["a"], "data": [1]},
        {"columns": "a", "data": []},
        {"columns": []},
    ],
)
def test_what_only_looks_like_a_table_is_json(tmp_path: Path, document: Any) -> None:
    assert shown(tmp_path, "t.json", json.dumps(document)) == JsonPreview(document)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", 'a,b\n1,x y\n\n2,"z, ""q""\nw"\n'),
        ("t.tsv", 'a\tb\n1\tx y\n2\t"z, ""q""\nw"\n'),
        ("t.csv", 'a;b\r\n1;x y\r\n2;"z, ""q""\nw"\r\n'),
        ("t.csv", '\ufeffa,b\n1,x y\n2,"z, ""q""\nw"'),
    ],
)
def test_delimited_files_are_tables(tmp_path: Path, name: str, content: str) -> None:
    assert shown(tmp_path, name, content) == TablePreview(
        ("a", "b"), (("1", "x y"), ("2", 'z, "q"\nw')), 2
    )


def test_all_rows_are_counted_and_the_first_are_shown(tmp_path: Path) -> None:
    content = "a\n" + "".join(f"{i}\n" for i in range(1000))
    found = shown(tmp_path, "t.csv", content, limit_rows=2, limit_bytes=10)
    assert found == TablePreview(("a",), (("0",), ("1",)), 1000, limit=2)


def test_the_rows_of_a_giant_table_are_estimated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trackside.artifacts.preview_table._COUNTED_CHARACTERS", 100)
    found = shown(tmp_path, "t.csv", "a\n" + "123\n" * 1000, limit_rows=2)
    assert 900 <= found.total <= 1100
    assert found.is_estimated
    assert len(found.rows) == 2


@pytest.mark.parametrize("name", ["t.csv", "t.json"])
@pytest.mark.parametrize(
    ("offset", "rows"), [(0, [0, 1, 2]), (3, [3, 4, 5]), (9, [9]), (10, []), (10**15, [])]
)
def test_a_table_is_given_by_pages(tmp_path: Path, name: str, offset: int, rows: list[int]) -> None:
    lines = "a\n" + "".join(f"{number}\n" for number in range(10))
    document = json.dumps({"columns": ["a"], "data": [[number] for number in range(10)]})
    content = lines if name == "t.csv" else document

    found = shown(tmp_path, name, content, limit_rows=3, offset=offset)

    assert [int(row[0]) for row in found.rows] == rows
    assert (found.total, found.offset, found.limit) == (10, offset, 3)
    assert not found.is_estimated


def test_a_page_beyond_what_is_counted_is_still_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trackside.artifacts.preview_table._COUNTED_CHARACTERS", 100)
    content = "a\n" + "".join(f"{number}\n" for number in range(1000))
    found = shown(tmp_path, "t.csv", content, limit_rows=2, offset=990)
    assert found.rows == (("990",), ("991",))
    assert found.total >= 992


def test_ragged_rows_are_filled_and_not_cut(tmp_path: Path) -> None:
    assert shown(tmp_path, "t.csv", "a,b\n1\n1,2,3\n") == TablePreview(
        ("a", "b", ""), (("1", "", ""), ("1", "2", "3")), 2
    )


def test_of_a_very_wide_table_fewer_rows_are_shown(tmp_path: Path) -> None:
    line = ",".join(["1"] * 50_000) + "\n"
    found = shown(tmp_path, "t.csv", line * 5, limit_bytes=10_000_000)
    assert (len(found.rows), found.total) == (2, 4)


def test_a_long_cell_is_cut(tmp_path: Path) -> None:
    assert shown(tmp_path, "t.csv", "a\n" + "x" * 5000).rows[0][0] == "x" * 1000 + "…"


def test_a_table_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    assert shown(tmp_path, "t.csv", "größe\n1\n".encode("cp1252")).columns == ("größe",)


def test_a_table_whose_quote_never_closes_is_shown_as_text(tmp_path: Path) -> None:
    found = shown(tmp_path, "t.csv", 'a\n"' + "x" * 200_000, limit_bytes=10)
    assert found == TextPreview('a\n"xxxxxxx', "csv", truncated=True)


def test_binary_content_under_a_table_s_name_is_binary(tmp_path: Path) -> None:
    assert shown(tmp_path, "t.csv", b"a,b\n\x00\x01") == BinaryPreview(6)


def test_bytes_damaged_further_down_a_table_do_not_hide_it(tmp_path: Path) -> None:
    found = shown(tmp_path, "t.csv", b"a\n" + b"1\n" * 100 + b"\xff\n", limit_bytes=20)
    assert found.total == 101
    assert found.rows[-1] == ("�",)


def test_the_stream_stays_its_owners(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    with (tmp_path / "t.csv").open("rb") as stream:
        assert preview(stream, "t.csv") == preview(stream, "t.csv")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (TextPreview("x", "py", truncated=True), "text"),
        (JsonPreview([1]), "json"),
        (TablePreview(("a",), ((1,),), 1), "table"),
        (ImagePreview("image/png"), "image"),
        (BinaryPreview(3), "binary"),
        (AudioPreview("audio/wav"), "audio"),
        (VideoPreview("video/mp4"), "video"),
        (PagePreview(3), "page"),
        (PdfPreview(3), "pdf"),
        (NotebookPreview({"cells": []}), "notebook"),
        (FigurePreview({"data": [], "layout": {}}), "figure"),
        (UnreadPreview("pyarrow", 3), "unread"),
    ],
)
def test_the_wire_has_a_kind_and_the_fields(value: Any, kind: str) -> None:
    wire = value.to_wire()
    assert wire.pop("kind") == kind
    assert sorted(wire) == sorted(value.__slots__)
    assert json.loads(json.dumps(wire)) == wire
