"""What travels with a model: local modules, importable once it is loaded, and other files."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CODE_DIRECTORY = "code"
EXTRA_DIRECTORY = "extra_files"


def copy_code(code_paths: Sequence[str | Path] | None, directory: Path) -> str | None:
    """Copy files and packages into the model and return the flavor's ``code`` setting."""
    if code_paths is None:
        return None
    if isinstance(code_paths, str | Path):
        raise InvalidParameter(f"code_paths takes a list of paths, got {str(code_paths)!r}")
    target = directory / CODE_DIRECTORY
    target.mkdir()
    for given in code_paths:
        source = Path(given).resolve()
        if source.is_dir():
            shutil.copytree(
                source, target / source.name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
            )
        elif source.is_file():
            shutil.copy2(source, target / source.name)
        else:
            raise NotFound(f"code_paths names {str(given)!r}, which does not exist")
    return CODE_DIRECTORY


def copy_extra_files(paths: Sequence[str | Path] | None, directory: Path) -> list[dict[str, str]]:
    """Copy files into the model and return the flavor's ``extra_files`` setting.

    The paths are local ones, or addresses that :func:`trackside.artifacts.download_artifacts` takes.
    """
    copied = []
    for given in paths or ():
        (directory / EXTRA_DIRECTORY).mkdir(exist_ok=True)
        source = fetched(given)
        shutil.copy2(source, directory / EXTRA_DIRECTORY / source.name)
        copied.append({"path": f"{EXTRA_DIRECTORY}/{source.name}"})
    return copied


def fetched(uri: str | Path) -> Path:
    """Return the local path of a file or directory, fetched if it is not here."""
    if Path(uri).exists():
        return Path(uri)
    if "://" not in str(uri) and ":/" not in str(uri):
        raise NotFound(f"there is no file at {str(uri)!r}")
    from trackside.artifacts import download_artifacts

    return Path(download_artifacts(str(uri)))


def make_code_importable(directory: Path, flavor: Mapping[str, Any]) -> None:
    """Put the model's own code in front of ``sys.path``; it stays there, as pickles import late."""
    code = flavor.get("code")
    if not code:
        return
    path = str((directory / code).resolve())
    if path not in sys.path:
        sys.path.insert(0, path)
