"""Parts of an upload: joined in their order, refused if they are not whole, deleted in the end."""

from __future__ import annotations

import io
import os
import time
from typing import TYPE_CHECKING

import pytest

from trackside.errors import InvalidParameter, NotFound
from trackside_server.mlflow_rest.multipart import FORGOTTEN_AFTER_S, MAX_PARTS, Uploads

if TYPE_CHECKING:
    from pathlib import Path


def put(uploads: Uploads, upload_id: str, number: int, data: bytes) -> None:
    with uploads.part(upload_id, number) as part:
        part.write(data)


def test_parts_are_joined_by_their_numbers(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    upload_id = uploads.begin(3)
    for number, data in ((3, b"c"), (1, b"a" * (3 << 20)), (2, b"")):
        put(uploads, upload_id, number, data)
    joined = io.BytesIO()
    uploads.join(upload_id, [2, 3, 1], joined)

    assert joined.getvalue() == b"a" * (3 << 20) + b"c"
    uploads.forget(upload_id)
    assert list((tmp_path / "uploads").iterdir()) == []
    with pytest.raises(NotFound, match="completed or given up"):
        uploads.part(upload_id, 1)


@pytest.mark.parametrize("numbers", [[1], [1, 3], [1, 1, 2], [2], [0, 1]])
def test_what_is_not_whole_is_refused(tmp_path: Path, numbers: list[int]) -> None:
    uploads = Uploads(tmp_path / "uploads")
    upload_id = uploads.begin(3)
    put(uploads, upload_id, 2, b"b")
    put(uploads, upload_id, 3, b"c")

    with pytest.raises(InvalidParameter, match="each once"):
        uploads.join(upload_id, numbers, io.BytesIO())


@pytest.mark.parametrize("upload_id", ["..", "../..", "0" * 31, "0" * 32, ""])
def test_an_id_that_we_did_not_give_leads_nowhere(tmp_path: Path, upload_id: str) -> None:
    uploads = Uploads(tmp_path / "uploads")
    kept = uploads.begin(1)
    with pytest.raises(NotFound):
        uploads.part(upload_id, 1)
    uploads.forget(upload_id)

    put(uploads, kept, 1, b"still there")


@pytest.mark.parametrize("number", [0, MAX_PARTS + 1])
def test_there_are_only_so_many_parts(tmp_path: Path, number: int) -> None:
    uploads = Uploads(tmp_path / "uploads")
    with pytest.raises(InvalidParameter):
        uploads.begin(number)
    with pytest.raises(InvalidParameter):
        uploads.part(uploads.begin(1), number)


def test_what_nobody_finished_is_deleted_after_a_day(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    old, recent = uploads.begin(1), uploads.begin(1)
    long_ago = time.time() - FORGOTTEN_AFTER_S - 1
    os.utime(tmp_path / "uploads" / old, (long_ago, long_ago))
    uploads.begin(1)

    with pytest.raises(NotFound):
        uploads.part(old, 1)
    put(uploads, recent, 1, b"x")
