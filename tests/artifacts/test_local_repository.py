"""Artifacts in a local folder: whole files only, and only below the root."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.artifacts.local import LocalArtifactRepository
from trackside.entities import FileInfo

if TYPE_CHECKING:
    from pathlib import Path


def files_below(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


def test_a_file_is_copied_under_its_name(
    repository: LocalArtifactRepository, root: Path, source: Path
) -> None:
    repository.log_artifact(source / "a.txt")
    repository.log_artifact(str(source / "a.txt"), "x/y")
    assert files_below(root) == ["a.txt", "x", "x/y", "x/y/a.txt"]
    assert (root / "x/y/a.txt").read_text() == "a"


def test_a_file_logged_again_is_replaced(
    repository: LocalArtifactRepository, root: Path, source: Path
) -> None:
    repository.log_artifact(source / "a.txt")
    (source / "a.txt").write_text("new")
    repository.log_artifact(source / "a.txt")
    assert (root / "a.txt").read_text() == "new"


def test_a_new_file_is_as_readable_as_any_other(
    repository: LocalArtifactRepository, root: Path, source: Path
) -> None:
    (source / "a.txt").chmod(0o600)
    plain = source / "plain"
    plain.touch()
    repository.log_artifact(source / "a.txt")
    assert (root / "a.txt").stat().st_mode == plain.stat().st_mode


def test_a_file_that_is_there_already_stays(
    repository: LocalArtifactRepository, root: Path, source: Path
) -> None:
    repository.log_artifact(source / "a.txt")
    repository.log_artifact(root / "a.txt")
    assert (root / "a.txt").read_text() == "a"


def test_a_folder_is_logged_with_all_it_holds(
    repository: LocalArtifactRepository, root: Path, source: Path
) -> None:
    repository.log_artifacts(source)
    assert files_below(root) == ["a.txt", "deep", "deep/b.txt", "deep/empty"]


def test_a_folder_given_as_a_file_is_logged_under_its_name(
    repository: LocalArtifactRepository,
    root: Path,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    repository.log_artifact(source / "deep", "x")
    monkeypatch.chdir(source / "deep")
    repository.log_artifact(".", "y")
    assert (
        files_below(root / "x") == files_below(root / "y") == ["deep", "deep/b.txt", "deep/empty"]
    )


def test_the_folder_that_holds_the_store_is_logged_without_it(tmp_path: Path) -> None:
    (tmp_path / "train.py").touch()
    (tmp_path / ".trackside" / "old").mkdir(parents=True)
    (tmp_path / ".trackside" / "old" / "run").touch()
    root = tmp_path / "out" / "artifacts"
    repository = LocalArtifactRepository(root)
    repository.log_artifacts(tmp_path)
    repository.log_artifacts(tmp_path)
    assert files_below(root) == ["out", "train.py"]


def test_links_are_followed_and_loops_left_out(
    repository: LocalArtifactRepository, root: Path, source: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.txt").write_text("x")
    (source / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    (source / "deep" / "loop").symlink_to(source)
    repository.log_artifacts(source)
    assert files_below(root) == ["a.txt", "deep", "deep/b.txt", "deep/empty", "link.txt"]
    assert not (root / "link.txt").is_symlink()


def test_a_listing_has_folders_first_then_names(
    repository: LocalArtifactRepository, source: Path
) -> None:
    repository.log_artifacts(source)
    repository.log_artifacts(source, "deep/er")
    assert repository.list_artifacts() == [
        FileInfo("deep", is_dir=True),
        FileInfo("a.txt", is_dir=False, file_size=1),
    ]
    assert [info.path for info in repository.list_artifacts("deep/")] == [
        "deep/empty",
        "deep/er",
        "deep/b.txt",
    ]


@pytest.mark.parametrize("path", [None, "", "gone", "a.txt"])
def test_what_is_no_folder_lists_nothing(
    repository: LocalArtifactRepository, root: Path, path: str | None
) -> None:
    if path == "a.txt":
        root.mkdir(parents=True)
        (root / "a.txt").touch()
    assert repository.list_artifacts(path) == []


def test_without_a_destination_nothing_is_copied(
    repository: LocalArtifactRepository, root: Path, source: Path
) -> None:
    repository.log_artifacts(source)
    assert repository.download("deep/b.txt") == root / "deep/b.txt"
    assert repository.download("") == root


def test_a_download_lands_in_the_destination_under_its_last_name(
    repository: LocalArtifactRepository, source: Path, tmp_path: Path
) -> None:
    repository.log_artifacts(source)
    out = tmp_path / "out"
    assert repository.download("deep/b.txt", out) == out / "b.txt"
    assert repository.download("deep", out) == out / "deep"
    assert files_below(out) == ["b.txt", "deep", "deep/b.txt", "deep/empty"]


def test_the_whole_root_is_downloaded_into_the_destination_itself(
    repository: LocalArtifactRepository, source: Path, tmp_path: Path
) -> None:
    repository.log_artifacts(source)
    out = tmp_path / "out"
    assert repository.download(None, out) == out
    assert files_below(out) == files_below(source)


def test_an_empty_folder_is_downloaded_too(
    repository: LocalArtifactRepository, source: Path, tmp_path: Path
) -> None:
    repository.log_artifacts(source)
    assert repository.download("deep/empty", tmp_path / "out").is_dir()


def test_an_artifact_is_opened_for_reading(
    repository: LocalArtifactRepository, source: Path
) -> None:
    repository.log_artifacts(source)
    with repository.open("deep/b.txt") as stream:
        assert stream.read() == b"bb"


def test_a_file_a_folder_or_everything_is_deleted(
    repository: LocalArtifactRepository, root: Path, source: Path
) -> None:
    repository.delete()
    repository.log_artifacts(source)
    repository.delete("deep/b.txt")
    repository.delete("deep")
    assert files_below(root) == ["a.txt"]
    repository.delete()
    assert not root.exists()


def test_deleting_a_link_leaves_what_it_leads_to(
    repository: LocalArtifactRepository, root: Path, source: Path
) -> None:
    root.mkdir(parents=True)
    (root / "link").symlink_to(source)
    repository.delete("link")
    assert not (root / "link").is_symlink()
    assert (source / "a.txt").exists()
