"""Which notebook, from what is at hand."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from trackside.context.notebook import (
    connection_file,
    in_kernel,
    kernel_id,
    notebook_path,
)


def silent() -> None:
    """Stand in for a server that does not know."""


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("/run/user/1/jupyter/kernel-0a1b-2c.json", "0a1b-2c"),
        (r"C:\Users\ada\kernel-0a1b.json", "0a1b"),
        ("kernel-7.json", "7"),
        ("kernel-.json", None),
        ("/tmp/connection.json", None),
        ("kernel-7.json.bak", None),
        ("", None),
        (None, None),
    ],
)
def test_the_kernel_id_is_in_the_name_of_the_connection_file(
    file: str | None, expected: str | None
) -> None:
    assert kernel_id(file) == expected


def kernel_modules(*, initialized: bool = True) -> dict[str, Any]:
    application = SimpleNamespace(connection_file="/tmp/kernel-7.json")
    kernelapp = SimpleNamespace(
        IPKernelApp=SimpleNamespace(initialized=lambda: initialized, instance=lambda: application)
    )
    return {"IPython": ModuleType("IPython"), "ipykernel.kernelapp": kernelapp}


def test_a_kernel_is_told_by_its_application() -> None:
    assert in_kernel(kernel_modules())
    assert connection_file(kernel_modules()) == "/tmp/kernel-7.json"


@pytest.mark.parametrize(
    "modules",
    [{}, {"IPython": ModuleType("IPython")}, kernel_modules(initialized=False)],
)
def test_a_script_or_a_terminal_is_no_kernel(modules: dict[str, Any]) -> None:
    assert not in_kernel(modules)
    assert connection_file(modules) is None


def test_looking_for_a_kernel_imports_nothing() -> None:
    before = set(sys.modules)
    assert not in_kernel()
    assert set(sys.modules) == before


SESSION = {"JPY_SESSION_NAME": "/home/ada/work/session.ipynb"}
VS_CODE = {"__vsc_ipynb_file__": "/home/ada/work/vscode.ipynb"}
ROOT = {"TRACKSIDE_ROOT": "/home/ada/work"}


@pytest.mark.parametrize(
    ("environ", "namespace", "by_server", "expected"),
    [
        ({"TRACKSIDE_NOTEBOOK": "said.ipynb", **SESSION}, VS_CODE, "server.ipynb", "said.ipynb"),
        (SESSION, VS_CODE, "a/server.ipynb", "a/server.ipynb"),
        (SESSION, VS_CODE, None, "vscode.ipynb"),
        (SESSION, {}, None, "session.ipynb"),
        (SESSION, {"__vsc_ipynb_file__": None}, None, "session.ipynb"),
        ({"JPY_SESSION_NAME": "0a1b-jvsc-2c3d"}, {}, None, None),
        ({}, {}, None, None),
    ],
)
def test_the_most_trusted_source_wins(
    environ: dict[str, str],
    namespace: dict[str, Any],
    by_server: str | None,
    expected: str | None,
) -> None:
    found = notebook_path({**ROOT, **environ}, namespace, lambda: by_server, Path("/elsewhere"))
    assert found == expected


def test_the_server_is_not_asked_if_the_user_has_said_it() -> None:
    def ask() -> str | None:
        pytest.fail("asked")

    assert notebook_path({"TRACKSIDE_NOTEBOOK": "a.ipynb"}, {}, ask) == "a.ipynb"


@pytest.mark.parametrize(
    ("path", "root", "expected"),
    [
        ("/home/ada/work/models/train.ipynb", "/home/ada/work", "models/train.ipynb"),
        ("/home/ada/work/models/train.ipynb", None, "models/train.ipynb"),
        ("/home/ada/work/models/train.ipynb", "/srv", "models/train.ipynb"),
        ("/home/ada/other/train.ipynb", "/home/ada/work", "train.ipynb"),
        ("/home/ada/workshop/train.ipynb", "/home/ada/work", "train.ipynb"),
        ("./models/train.ipynb", "/home/ada/work", "models/train.ipynb"),
        ("models/train.ipynb", "/home/ada/work", "models/train.ipynb"),
    ],
)
def test_the_path_is_relative_to_the_root_else_to_the_working_directory_else_a_name(
    path: str, root: str | None, expected: str
) -> None:
    environ = {"JPY_SESSION_NAME": path} | ({"TRACKSIDE_ROOT": root} if root else {})
    assert notebook_path(environ, {}, silent, Path("/home/ada/work")) == expected


def test_a_root_behind_a_link_is_the_same_root(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    link = tmp_path / "link"
    link.symlink_to(real)
    environ = {"JPY_SESSION_NAME": f"{real}/a/b.ipynb", "TRACKSIDE_ROOT": str(link)}
    assert notebook_path(environ, {}, silent, Path("/elsewhere")) == "a/b.ipynb"
