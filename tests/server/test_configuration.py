"""Every setting is explained to the user and documented, and the server stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from trackside_server.app import TracksideApp

REPOSITORY = Path(__file__).parents[2]
FORBIDDEN = {"pandas", "plotly", "ipywidgets", "IPython"}


def test_every_setting_has_help_and_a_place_in_the_documentation() -> None:
    documentation = (REPOSITORY / "docs" / "server.md").read_text()
    own = TracksideApp.class_own_traits(config=True)

    assert own
    for name, trait in own.items():
        assert trait.help, name
        assert f"`TracksideApp.{name}`" in documentation, name


def test_the_server_imports_nothing_heavy() -> None:
    sources = list((REPOSITORY / "server_extension" / "trackside_server").rglob("*.py"))
    assert sources
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text())):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not FORBIDDEN & {name.split(".")[0] for name in names}, source


def test_loading_the_extension_loads_nothing_heavy_either() -> None:
    code = (
        "import sys, trackside_server; "
        "print([m for m in ('numpy', 'pandas', 'plotly', 'ipywidgets', 'sqlalchemy') if m in sys.modules])"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_the_library_never_imports_the_server() -> None:
    for source in (REPOSITORY / "tracking").rglob("*.py"):
        assert "import trackside_server" not in source.read_text()
        assert "from trackside_server" not in source.read_text()
