"""What the wheel holds: built from the tree as ``pip install .`` builds it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = "trackside-0.1.0.data/data"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        "uv",
        "build",
        "--wheel",
        "--python",
        sys.executable,
        "--out-dir",
        str(folder),
        str(ROOT),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("building a wheel needs uv on the path")
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_both_packages_are_in_it_without_their_folders(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())

    assert {"trackside/__init__.py", "trackside/py.typed", "trackside_server/__init__.py"} <= names
    assert not [
        name
        for name in names
        if name.startswith(("tracking/", "server_extension/", "tests/", "node_modules/"))
    ]
    assert not [name for name in names if name.endswith((".pyc", ".map")) or ".trackside/" in name]


def test_the_front_end_is_built_and_the_server_part_enabled(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    lab = f"{SHARED}/share/jupyter/labextensions/trackside"

    assert {
        f"{lab}/install.json",
        f"{lab}/package.json",
        f"{lab}/schemas/trackside/plugin.json",
    } <= names
    config = json.loads(wheel.read(f"{SHARED}/etc/jupyter/jupyter_server_config.d/trackside.json"))
    assert config == {"ServerApp": {"jpserver_extensions": {"trackside_server": True}}}
    entry = json.loads(wheel.read(f"{lab}/package.json"))["jupyterlab"]["_build"]["load"]
    assert f"{lab}/{entry}" in names


def test_plotly_is_chunks_of_its_own_and_the_rest_is_small(wheel: zipfile.ZipFile) -> None:
    static = f"{SHARED}/share/jupyter/labextensions/trackside/static/"
    scripts = {
        info.filename: info
        for info in wheel.infolist()
        if info.filename.startswith(static) and info.filename.endswith(".js")
    }
    # For our charts; for figures of others, on the plane and by WebGL.
    charts, solid, flat, *rest = sorted(
        scripts.values(), key=lambda info: info.file_size, reverse=True
    )

    assert len(gzip.compress(wheel.read(charts), 9)) <= 450_000
    assert len(gzip.compress(wheel.read(solid), 9)) <= 300_000
    assert len(gzip.compress(wheel.read(flat), 9)) <= 200_000
    # With the entry, the largest of the rest is what Lab loads at its start; the others wait until
    # they are seen.
    (entry,) = (info for info in rest if "remoteEntry" in info.filename)
    assert rest[0].file_size + entry.file_size <= 100_000
    assert sum(info.file_size for info in rest) < 500_000


def test_the_licence_is_bsd(wheel: zipfile.ZipFile) -> None:
    metadata = wheel.read("trackside-0.1.0.dist-info/METADATA").decode()

    assert "License-Expression: BSD-3-Clause" in metadata
    assert "trackside-0.1.0.dist-info/licenses/LICENSE" in wheel.namelist()
