"""The house rules that a test can read: arrows, light imports, sizes, no colours in CSS."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "tracking/trackside"
SERVER = ROOT / "server_extension/trackside_server"
FRONT_END = ROOT / "labextension"

# (where, what must not be imported there at all, why)
FORBIDDEN = [
    (LIBRARY, {"trackside_server"}, "the library works without the server"),
    (
        LIBRARY / "store",
        {"tornado", "jupyter_server", "IPython", "pandas", "plotly"},
        "a store is a store",
    ),
    (
        LIBRARY / "store",
        {"trackside.client", "trackside.fluent", "trackside.spool"},
        "arrows point to the store",
    ),
    (LIBRARY / "search", {"sqlalchemy", "trackside.store"}, "the grammar is pure"),
    (
        LIBRARY / "entities",
        {"sqlalchemy", "trackside.store", "trackside.client"},
        "values know nobody",
    ),
    (
        LIBRARY / "spool",
        {"sqlalchemy", "trackside.client", "trackside.fluent"},
        "the spool knows the contract only",
    ),
    (
        LIBRARY / "context",
        {"trackside.store", "trackside.client", "trackside.fluent"},
        "surroundings are facts",
    ),
    (LIBRARY / "client", {"trackside.fluent", "IPython", "plotly"}, "the client keeps no state"),
    (
        LIBRARY / "lifecycle",
        {"trackside.client", "trackside.fluent", "trackside.cli", "click"},
        "a store's life is no matter of who asks",
    ),
    (
        SERVER,
        {"pandas", "plotly", "ipywidgets", "IPython", "matplotlib", "sklearn"},
        "Jupyter starts fast",
    ),
    (
        SERVER,
        {"trackside.fluent", "trackside.magic", "trackside.charts", "trackside.widgets"},
        "the server has no active run",
    ),
]


def sources(folder: Path, pattern: str = "*.py") -> list[Path]:
    return sorted(path for path in folder.rglob(pattern) if "__pycache__" not in path.parts)


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports when it runs; type-checking imports cost nothing."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            node.body = []
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize(("folder", "modules", "why"), FORBIDDEN)
def test_arrows_point_one_way(folder: Path, modules: set[str], why: str) -> None:
    files = sources(folder)
    assert files, f"{folder} holds no Python"
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in sorted(imported(path))
        if any(name == module or name.startswith(f"{module}.") for module in modules)
    ]
    assert not wrong, f"{why}: {wrong}"


def test_importing_trackside_loads_nothing_heavy() -> None:
    code = "import sys, trackside; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}

    assert "trackside" in loaded
    assert not loaded & {
        "sqlalchemy",
        "numpy",
        "pandas",
        "plotly",
        "IPython",
        "ipywidgets",
        "yaml",
        "tornado",
    }


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        (LIBRARY, "*.py"),
        (SERVER, "*.py"),
        (FRONT_END / "src", "*.ts"),
        (FRONT_END / "src", "*.tsx"),
    ],
)
def test_a_file_holds_one_concept(folder: Path, pattern: str) -> None:
    limit = 400
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in sources(folder, pattern)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > limit
    }
    assert not too_long, f"over {limit} lines; split by concept: {too_long}"


def test_no_module_is_called_by_what_it_is_not() -> None:
    # trackside/utils is MLflow's public module path, for the word replacement.
    names = {path.stem for folder in (LIBRARY, SERVER) for path in sources(folder)}
    assert not names & {"utils", "helpers", "common", "misc"}


def test_styles_use_the_themes_colours() -> None:
    files = sources(FRONT_END / "style", "*.css")
    assert files
    for path in files:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", text), f"{path.name} has a colour of its own"
        assert "!important" not in text, path.name


def test_the_versions_agree() -> None:
    from trackside import __version__

    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert package["version"] == __version__


def test_every_public_name_exists() -> None:
    import trackside

    for name in trackside.__all__:
        assert getattr(trackside, name) is not None, name
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = trackside.nothing
