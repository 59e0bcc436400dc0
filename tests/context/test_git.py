"""The state of real repositories."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from trackside.context.git import git_state, without_credentials

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    done = subprocess.run(
        ["git", "-C", str(folder), *identity, *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-b", "main")
    (tmp_path / "train.py").write_text("lr = 1\n")
    git(tmp_path, "add", "train.py")
    git(tmp_path, "commit", "-m", "first")
    return tmp_path


def test_a_clean_repository_tells_commit_branch_and_root(repository: Path) -> None:
    state = git_state(repository)
    assert state is not None
    assert state.commit == git(repository, "rev-parse", "HEAD")
    assert (state.branch, state.is_dirty, state.repository_url) == ("main", False, None)
    assert state.root == repository.resolve()


def test_a_sub_folder_belongs_to_the_repository(repository: Path) -> None:
    folder = repository / "notebooks" / "deep"
    folder.mkdir(parents=True)
    state = git_state(folder)
    assert state is not None
    assert state.root == repository.resolve()


@pytest.mark.parametrize("staged", [False, True])
def test_a_changed_tracked_file_makes_it_dirty(repository: Path, staged: bool) -> None:
    (repository / "train.py").write_text("lr = 2\n")
    if staged:
        git(repository, "add", "train.py")
    state = git_state(repository)
    assert state is not None
    assert state.is_dirty


def test_an_untracked_file_does_not_make_it_dirty(repository: Path) -> None:
    (repository / "data.csv").write_text("a,b\n")
    state = git_state(repository)
    assert state is not None
    assert not state.is_dirty


def test_a_detached_head_has_no_branch(repository: Path) -> None:
    git(repository, "checkout", "--detach")
    state = git_state(repository)
    assert state is not None
    assert state.branch is None


def test_the_address_of_origin_comes_without_its_password(repository: Path) -> None:
    git(repository, "remote", "add", "backup", "https://backup.example.org/x.git")
    git(repository, "remote", "add", "origin", "https://ada:secret@example.org:8443/x.git")
    state = git_state(repository)
    assert state is not None
    assert state.repository_url == "https://example.org:8443/x.git"


def test_without_an_origin_the_first_remote_counts(repository: Path) -> None:
    git(repository, "remote", "add", "backup", "git@example.org:team/x.git")
    state = git_state(repository)
    assert state is not None
    assert state.repository_url == "git@example.org:team/x.git"


def test_a_work_tree_whose_git_is_a_file_is_found(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(repository, "worktree", "add", "-b", "side", str(other))
    state = git_state(other)
    assert state is not None
    assert (state.branch, state.root) == ("side", other.resolve())


def test_a_folder_outside_any_repository_has_no_state(tmp_path: Path) -> None:
    assert git_state(tmp_path) is None


def test_a_folder_that_is_not_there_has_no_state(tmp_path: Path) -> None:
    assert git_state(tmp_path / "gone") is None


def test_a_repository_without_a_commit_has_no_state(tmp_path: Path) -> None:
    git(tmp_path, "init")
    assert git_state(tmp_path) is None


def test_a_damaged_repository_has_no_state(repository: Path) -> None:
    (repository / ".git" / "HEAD").write_text("nonsense")
    assert git_state(repository) is None


def test_without_git_there_is_no_state(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert git_state(repository) is None


def test_a_git_that_hangs_is_given_up(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*arguments: object, **options: float) -> None:
        raise subprocess.TimeoutExpired("git", options["timeout"])

    monkeypatch.setattr("trackside.context.git.subprocess.run", hang)
    assert git_state(repository) is None


def test_the_variables_of_a_hook_do_not_lead_astray(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))
    assert git_state(repository) is not None


def test_a_program_named_by_the_repository_is_not_run(repository: Path) -> None:
    script = repository / "monitor.sh"
    script.write_text(f"#!/bin/sh\ntouch '{repository}/was-run'\n")
    script.chmod(0o755)
    git(repository, "config", "core.fsmonitor", str(script))
    assert git_state(repository) is not None
    assert not (repository / "was-run").exists()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://token@example.org/x", "https://example.org/x"),
        ("https://a:b@c@example.org/x", "https://example.org/x"),
        ("ssh://git@example.org/x", "ssh://example.org/x"),
        ("git@example.org:x.git", "git@example.org:x.git"),
        ("/srv/git/a@b", "/srv/git/a@b"),
        ("https://u:p@[bad/x", "[bad/x"),
    ],
)
def test_passwords_are_taken_out_of_addresses(url: str, expected: str) -> None:
    assert without_credentials(url) == expected
