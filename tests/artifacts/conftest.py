"""An artifact root, its repository and a folder to log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.artifacts.local import LocalArtifactRepository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store" / "artifacts"


@pytest.fixture
def repository(root: Path) -> LocalArtifactRepository:
    return LocalArtifactRepository(root)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "deep" / "empty").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "deep" / "b.txt").write_text("bb")
    return folder
