"""Equal files of several runs are kept once, and nobody can tell by reading them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from trackside.artifacts.blobs import SMALLEST_BLOB_BYTES, SWITCH, drop_unused_blobs
from trackside.artifacts.local import LocalArtifactRepository
from trackside.artifacts.paths import BLOB_FOLDER
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = bytes(range(256)) * (SMALLEST_BLOB_BYTES // 256)
OTHER = CONTENT[::-1]


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "experiment"


@pytest.fixture
def big(tmp_path: Path) -> Path:
    file = tmp_path / "big.bin"
    file.write_bytes(CONTENT)
    return file


def run_root(location: Path, number: int) -> Path:
    return location / f"{number:032x}" / "artifacts"


def repository(location: Path, number: int) -> LocalArtifactRepository:
    return LocalArtifactRepository(run_root(location, number))


def blobs(location: Path) -> list[Path]:
    return sorted((location / BLOB_FOLDER).glob("*/*"))


def is_shared(one: Path, other: Path) -> bool:
    return one.samefile(other)


def test_equal_files_of_two_runs_share_their_bytes(location: Path, big: Path) -> None:
    for number in (1, 2):
        repository(location, number).log_artifact(big, "model")
    first, second = (run_root(location, number) / "model" / "big.bin" for number in (1, 2))
    assert first.read_bytes() == second.read_bytes() == CONTENT
    assert is_shared(first, second)
    assert len(blobs(location)) == 1
    assert not is_shared(first, big)


def test_different_files_of_one_size_stay_apart(location: Path, big: Path) -> None:
    repository(location, 1).log_artifact(big)
    big.write_bytes(OTHER)
    repository(location, 2).log_artifact(big)
    assert (run_root(location, 1) / "big.bin").read_bytes() == CONTENT
    assert (run_root(location, 2) / "big.bin").read_bytes() == OTHER
    assert len(blobs(location)) == 2


def test_small_files_stay_files_of_their_own(location: Path, big: Path) -> None:
    big.write_bytes(CONTENT[:-1])
    for number in (1, 2):
        repository(location, number).log_artifact(big)
    small = run_root(location, 1) / "big.bin"
    assert small.stat().st_nlink == 1
    assert small.stat().st_mode & stat.S_IWUSR
    assert blobs(location) == []


def test_a_shared_file_is_read_only_and_its_copy_is_not(
    location: Path, big: Path, tmp_path: Path
) -> None:
    repository(location, 1).log_artifact(big)
    assert (run_root(location, 1) / "big.bin").stat().st_mode & 0o222 == 0
    copy = repository(location, 1).download("big.bin", tmp_path / "out")
    assert copy.stat().st_mode & stat.S_IWUSR
    assert copy.stat().st_nlink == 1


def test_a_streamed_file_is_shared_too(location: Path, big: Path) -> None:
    repository(location, 1).log_artifact(big)
    with repository(location, 2).writing("big.bin") as writer:
        writer.write(CONTENT[:1000])
        writer.write(CONTENT[1000:])
    assert is_shared(run_root(location, 1) / "big.bin", run_root(location, 2) / "big.bin")


def test_what_somebody_changed_in_place_is_not_spread(location: Path, big: Path) -> None:
    repository(location, 1).log_artifact(big)
    edited = run_root(location, 1) / "big.bin"
    edited.chmod(0o644)
    edited.write_bytes(OTHER)
    for number in (2, 3):
        repository(location, number).log_artifact(big)
    assert edited.read_bytes() == OTHER
    assert (run_root(location, 2) / "big.bin").read_bytes() == CONTENT
    assert is_shared(run_root(location, 2) / "big.bin", run_root(location, 3) / "big.bin")


def test_logging_again_leaves_no_half_file(location: Path, big: Path) -> None:
    for _ in range(2):
        repository(location, 1).log_artifact(big)
    assert [file.name for file in run_root(location, 1).iterdir()] == ["big.bin"]


def test_replacing_a_file_leaves_the_other_run_its_own(location: Path, big: Path) -> None:
    for number in (1, 2):
        repository(location, number).log_artifact(big)
    big.write_bytes(OTHER)
    repository(location, 1).log_artifact(big)
    assert (run_root(location, 1) / "big.bin").read_bytes() == OTHER
    assert (run_root(location, 2) / "big.bin").read_bytes() == CONTENT


def test_one_store_shares_among_all_its_experiments(tmp_path: Path, big: Path) -> None:
    artifacts = tmp_path / ".trackside" / "artifacts"
    repository(artifacts / "1", 1).log_artifact(big)
    LocalArtifactRepository(artifacts).log_artifact(big, f"2/{2:032x}/artifacts")
    model = artifacts / "2" / "models" / f"m-{3:032x}" / "artifacts"
    LocalArtifactRepository(model).log_artifact(big)
    assert len(blobs(artifacts)) == 1
    assert blobs(artifacts)[0].stat().st_nlink == 4


def test_a_plain_folder_shares_nothing(tmp_path: Path, big: Path) -> None:
    for name in ("a", "b"):
        LocalArtifactRepository(tmp_path / name).log_artifact(big)
    assert (tmp_path / "a" / "big.bin").stat().st_nlink == 1


def test_sharing_can_be_switched_off(
    location: Path, big: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, "false")
    repository(location, 1).log_artifact(big)
    assert blobs(location) == []


def test_where_links_are_refused_files_are_copied(
    location: Path, big: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    repository(location, 1).log_artifact(big)
    monkeypatch.setattr(os, "link", refuse)
    repository(location, 2).log_artifact(big)
    big.write_bytes(OTHER)
    repository(location, 3).log_artifact(big)
    for number, content in ((2, CONTENT), (3, OTHER)):
        file = run_root(location, number) / "big.bin"
        assert file.read_bytes() == content
        assert file.stat().st_nlink == 1
        assert file.stat().st_mode & stat.S_IWUSR


def test_a_blob_folder_that_cannot_be_used_hinders_nobody(location: Path, big: Path) -> None:
    location.mkdir()
    (location / BLOB_FOLDER).write_text("in the way")
    repository(location, 1).log_artifact(big)
    logged = run_root(location, 1) / "big.bin"
    assert logged.read_bytes() == CONTENT
    assert logged.stat().st_mode & stat.S_IWUSR
    assert len(list(logged.parent.iterdir())) == 1


def test_blobs_are_dropped_when_no_run_has_them(location: Path, big: Path) -> None:
    repository(location, 1).log_artifact(big)
    big.write_bytes(OTHER)
    repository(location, 2).log_artifact(big)
    assert drop_unused_blobs(location.as_uri()) == 0
    repository(location, 1).delete()
    assert drop_unused_blobs(str(location)) == SMALLEST_BLOB_BYTES
    assert (run_root(location, 2) / "big.bin").read_bytes() == OTHER
    assert len(blobs(location)) == 1


def test_a_location_without_blobs_has_none_to_drop(tmp_path: Path) -> None:
    assert drop_unused_blobs(str(tmp_path / "gone")) == 0
    assert drop_unused_blobs("s3://bucket/x") == 0


def test_blobs_are_neither_listed_nor_logged_nor_named(location: Path, big: Path) -> None:
    repository(location, 1).log_artifact(big)
    assert [info.path for info in LocalArtifactRepository(location).list_artifacts()] == [
        f"{1:032x}"
    ]
    repository(location, 2).log_artifacts(location, "copy")
    assert not list(run_root(location, 2).rglob(f"{BLOB_FOLDER}*"))
    with pytest.raises(InvalidParameter, match="reserved"):
        LocalArtifactRepository(location).open(f"{BLOB_FOLDER}/00/x")


LOG_MANY = """
import sys
from pathlib import Path
from trackside.artifacts.blobs import drop_unused_blobs
from trackside.artifacts.local import LocalArtifactRepository

location, source, first = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
for number in range(first, first + 40):
    repository = LocalArtifactRepository(location / f"{number:032x}" / "artifacts")
    repository.log_artifact(source / "same.bin")
    repository.log_artifact(source / f"{number % 4}.bin")
    if number % 8 == 0:
        drop_unused_blobs(str(location))
"""


def test_several_processes_log_and_clean_up_at_once(location: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    contents = {"same": CONTENT} | {str(k): bytes([k]) * SMALLEST_BLOB_BYTES for k in range(4)}
    for name, content in contents.items():
        (source / f"{name}.bin").write_bytes(content)
    workers = [
        subprocess.Popen([sys.executable, "-c", LOG_MANY, location, source, str(first)])
        for first in (0, 100, 200)
    ]
    assert [worker.wait() for worker in workers] == [0, 0, 0]
    for first in (0, 100, 200):
        for number in range(first, first + 40):
            root = run_root(location, number)
            assert (root / "same.bin").read_bytes() == CONTENT
            assert (root / f"{number % 4}.bin").read_bytes() == contents[str(number % 4)]
            assert len(list(root.iterdir())) == 2
    assert len(blobs(location)) == len(contents)
