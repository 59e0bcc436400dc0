"""What a local artifact folder refuses, and what it leaves behind then."""

from __future__ import annotations

import errno
import os
import resource
from pathlib import Path
from typing import Any

import pytest

from trackside.artifacts.file_errors import file_errors
from trackside.artifacts.local import LocalArtifactRepository
from trackside.artifacts.repository import ArtifactRepository, repository_for
from trackside.artifacts.whole_files import WholeFile
from trackside.errors import (
    InvalidParameter,
    NotFound,
    PermissionDenied,
    StoreUnavailable,
    TracksideException,
)


def files_below(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


@pytest.mark.parametrize(
    "call",
    [
        lambda r: r.download("gone"),
        lambda r: r.open("gone/er"),
        lambda r: r.delete("gone"),
        lambda r: r.log_artifact("gone"),
        lambda r: r.log_artifacts("gone"),
    ],
)
def test_what_is_missing_is_not_found_and_named(
    repository: LocalArtifactRepository, call: Any
) -> None:
    with pytest.raises(NotFound, match="gone"):
        call(repository)


@pytest.mark.parametrize("path", ["../x", "/x", "C:x", "%2e%2e/x", "a\0"])
@pytest.mark.parametrize("verb", ["download", "open", "delete", "list_artifacts", "log"])
def test_no_verb_takes_a_path_that_leads_out(
    repository: LocalArtifactRepository, source: Path, verb: str, path: str
) -> None:
    def log(artifact_path: str) -> None:
        repository.log_artifact(source / "a.txt", artifact_path)

    call = log if verb == "log" else getattr(repository, verb)
    with pytest.raises(InvalidParameter, match="Invalid artifact path"):
        call(path)


def test_a_link_out_of_the_root_is_not_followed(
    repository: LocalArtifactRepository, root: Path, source: Path, tmp_path: Path
) -> None:
    root.mkdir(parents=True)
    (root / "out").symlink_to(source)
    (root / "file").symlink_to(source / "a.txt")
    for call in (
        lambda: repository.download("out/a.txt"),
        lambda: repository.open("file"),
        lambda: repository.list_artifacts("out"),
        lambda: repository.log_artifact(source / "a.txt", "out"),
        lambda: repository.delete("out/a.txt"),
    ):
        with pytest.raises(InvalidParameter, match="leads out of the artifact root"):
            call()
    assert repository.list_artifacts() == []
    assert list(repository.download(None, tmp_path / "copy").iterdir()) == []
    assert (source / "a.txt").read_text() == "a"


def test_a_link_within_the_root_works(
    repository: LocalArtifactRepository, root: Path, source: Path
) -> None:
    repository.log_artifacts(source)
    (root / "latest").symlink_to(root / "deep")
    assert [info.path for info in repository.list_artifacts("latest")][-1] == "latest/b.txt"


def test_a_root_behind_a_link_works(tmp_path: Path, source: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    repository = LocalArtifactRepository(tmp_path / "link")
    repository.log_artifact(source / "a.txt")
    assert [info.path for info in repository.list_artifacts()] == ["a.txt"]


def test_a_full_disk_leaves_what_was_there_and_no_half_file(
    repository: LocalArtifactRepository, root: Path, source: Path
) -> None:
    repository.log_artifact(source / "a.txt")
    (source / "a.txt").write_bytes(b"x" * (1 << 22))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # The system refuses to write on beyond this size, as a full disk does.
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 21, limits[1]))
    try:
        with pytest.raises(StoreUnavailable, match=r"Cannot write '.*a\.txt': File too large"):
            repository.log_artifact(source / "a.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert files_below(root) == ["a.txt"]
    assert (root / "a.txt").read_text() == "a"


def test_an_interrupted_copy_leaves_no_half_file(
    repository: LocalArtifactRepository,
    root: Path,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(WholeFile, "write", interrupt)
    with pytest.raises(KeyboardInterrupt):
        repository.log_artifact(source / "a.txt")
    assert files_below(root) == []


def test_a_half_file_of_a_killed_process_is_not_shown(
    repository: LocalArtifactRepository, root: Path, source: Path, tmp_path: Path
) -> None:
    repository.log_artifact(source / "a.txt")
    (root / ".trackside-partial-1").touch()
    assert [info.path for info in repository.list_artifacts()] == ["a.txt"]
    assert files_below(repository.download(None, tmp_path / "out")) == ["a.txt"]


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOENT, NotFound),
        (errno.EACCES, PermissionDenied),
        (errno.EROFS, PermissionDenied),
        (errno.ENAMETOOLONG, InvalidParameter),
        (errno.ENOTDIR, InvalidParameter),
        (errno.ENOSPC, StoreUnavailable),
        (errno.EIO, StoreUnavailable),
    ],
)
def test_each_refusal_of_the_file_system_has_its_error(
    number: int, error: type[TracksideException]
) -> None:
    with pytest.raises(error, match=r"Cannot write '/x/y'"), file_errors("write", Path("/x/y")):
        raise OSError(number, os.strerror(number))


def test_a_file_cannot_take_the_place_of_a_folder_or_lie_below_a_file(
    repository: LocalArtifactRepository, root: Path, source: Path
) -> None:
    (root / "a.txt").mkdir(parents=True)
    with pytest.raises(InvalidParameter, match=r"Cannot write .*a\.txt'"):
        repository.log_artifact(source / "a.txt")
    (root / "file").touch()
    with pytest.raises(InvalidParameter, match="Cannot create the folder"):
        repository.log_artifact(source / "a.txt", "file")
    assert files_below(root) == ["a.txt", "file"]


def test_a_name_too_long_for_the_disk_is_refused(
    repository: LocalArtifactRepository, source: Path
) -> None:
    for call in (
        lambda: repository.log_artifact(source / "a.txt", "x" * 300),
        lambda: repository.open("x" * 300),
    ):
        with pytest.raises(InvalidParameter, match="name too long"):
            call()


def test_a_pipe_or_a_folder_cannot_be_opened(
    repository: LocalArtifactRepository, root: Path
) -> None:
    (root / "folder").mkdir(parents=True)
    os.mkfifo(root / "pipe")
    for name in ("folder", "pipe"):
        with pytest.raises(InvalidParameter, match="is not a file"):
            repository.open(name)
    with pytest.raises(InvalidParameter, match="not a file"):
        repository.log_artifact(root / "pipe", "x")


@pytest.mark.parametrize("form", ["{}", "file://{}"])
def test_a_local_uri_has_a_local_repository(tmp_path: Path, form: str) -> None:
    repository = repository_for(form.format(tmp_path))
    assert isinstance(repository, ArtifactRepository)
    assert repository.download(None) == tmp_path
