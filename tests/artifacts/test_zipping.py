"""Folders as zips that are never held whole."""

from __future__ import annotations

import io
import os
import tracemalloc
import uuid
import zipfile
from typing import TYPE_CHECKING

import pytest

from trackside.artifacts.repository import repository_for
from trackside.artifacts.zipping import PIECE_BYTES, files_below, zipped
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from trackside.artifacts.repository import ArtifactRepository


@pytest.fixture(params=["local", "memory"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> ArtifactRepository:
    if request.param == "local":
        return repository_for(str(tmp_path / "artifacts"))
    return repository_for(f"memory://{uuid.uuid4().hex}")


def put(repository: ArtifactRepository, path: str, content: bytes) -> None:
    with repository.writing(path) as writer:
        writer.write(content)


def unzipped(repository: ArtifactRepository, folder: str, name: str) -> dict[str, bytes]:
    content = io.BytesIO(b"".join(zipped(repository, folder, name)))
    with zipfile.ZipFile(content) as archive:
        assert archive.testzip() is None
        return {each: archive.read(each) for each in archive.namelist()}


def test_a_folder_keeps_its_shape_below_its_name(repository: ArtifactRepository) -> None:
    put(repository, "out/a.txt", b"a")
    put(repository, "out/deep/größe.bin", bytes(range(256)) * 10)
    put(repository, "beside.txt", b"not this")

    assert unzipped(repository, "out", "out") == {
        "out/deep/größe.bin": bytes(range(256)) * 10,
        "out/a.txt": b"a",
    }
    assert sorted(unzipped(repository, "", "run")) == [
        "run/beside.txt",
        "run/out/a.txt",
        "run/out/deep/größe.bin",
    ]


@pytest.mark.parametrize("folder", ["", "nothing", "a/file.txt"])
def test_where_there_are_no_files_nothing_is_begun(
    repository: ArtifactRepository, folder: str
) -> None:
    if folder:
        put(repository, "a/file.txt", b"x")
    with pytest.raises(NotFound, match="no files"):
        next(zipped(repository, folder, "zip"))


def test_what_leads_out_is_refused(repository: ArtifactRepository) -> None:
    with pytest.raises(InvalidParameter):
        next(zipped(repository, "../..", "zip"))


def test_more_files_than_a_page_lists_are_all_there(
    repository: ArtifactRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"many/{number:03}.txt" for number in range(25)]
    for name in names:
        put(repository, name, b"x")
    whole = repository.list_page
    monkeypatch.setattr(
        repository, "list_page", lambda path, page_token: whole(path, 7, page_token)
    )

    assert [file.path for file in files_below(repository, "many")] == names


def test_a_large_file_comes_in_pieces_and_is_never_held(tmp_path: Path) -> None:
    repository = repository_for(str(tmp_path))
    content = os.urandom(24 * PIECE_BYTES)
    put(repository, "large/noise.bin", content)
    del content

    tracemalloc.start()
    sizes = [len(piece) for piece in zipped(repository, "large", "large")]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sum(sizes) > 24 * PIECE_BYTES
    assert max(sizes) < 3 * PIECE_BYTES
    assert peak < 8 * PIECE_BYTES


def test_a_file_beyond_the_old_limits_is_marked_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trackside.artifacts.zipping._SMALL_BYTES", 10)
    repository = repository_for(str(tmp_path))
    put(repository, "f/long.txt", b"x" * 100)
    assert unzipped(repository, "f", "f") == {"f/long.txt": b"x" * 100}
