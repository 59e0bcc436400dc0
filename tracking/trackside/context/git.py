"""The git commit that a run was made from. Never raises, never prompts, never writes to the repository."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from pathlib import Path

TIMEOUT_S = 2.0

# Set while git runs a hook; they would point our git at another repository.
_REDIRECTING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class GitState:
    """Where a working tree stands.

    ``is_dirty`` says that tracked files differ from ``commit``; untracked files do not count.
    ``branch`` is None on a detached head, ``repository_url`` (without any password) without a
    remote.
    """

    commit: str
    is_dirty: bool
    branch: str | None
    root: Path
    repository_url: str | None


def git_state(folder: Path) -> GitState | None:
    """Return the state of the repository around ``folder``; None without one, its first commit, or git."""
    root = _repository_root(folder)
    if root is None:
        return None
    # Untracked files are left out: looking for them walks every data folder.
    status = _git(root, "status", "--porcelain=v2", "--branch", "--untracked-files=no")
    if status is None:
        return None
    lines = status.splitlines()
    headers = dict(line[2:].split(" ", 1) for line in lines if line.startswith("# "))
    commit = headers.get("branch.oid", "(initial)")
    if commit == "(initial)":
        return None
    branch = headers.get("branch.head", "(detached)")
    return GitState(
        commit=commit,
        is_dirty=any(not line.startswith("#") for line in lines),
        branch=None if branch == "(detached)" else branch,
        root=root,
        repository_url=_repository_url(root),
    )


def without_credentials(url: str) -> str:
    """Return ``url`` without user and password; ``git@host:path`` has none and stays as it is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.rpartition("@")[2]
    if not parts.scheme or "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _repository_root(folder: Path) -> Path | None:
    # Looked up here rather than by git: outside a repository no process is started at all.
    try:
        start = folder.resolve()
        return next((f for f in (start, *start.parents) if (f / ".git").exists()), None)
    except (OSError, RuntimeError, ValueError):
        return None


def _repository_url(root: Path) -> str | None:
    listing = _git(root, "config", "--get-regexp", r"^remote\..*\.url$")
    urls = dict(line.split(" ", 1) for line in (listing or "").splitlines() if " " in line)
    if not urls:
        return None
    return without_credentials(urls.get("remote.origin.url", next(iter(urls.values()))))


def _git(root: Path, *arguments: str) -> str | None:
    environ = {k: v for k, v in os.environ.items() if k not in _REDIRECTING} | _QUIET
    try:
        # A file system monitor is a program named by the repository: not run for a look.
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(root), "-c", "core.fsmonitor=false", *arguments],  # noqa: S607
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", errors="replace")
