"""Stores written by the real MLflow, by a new one and by one of its second generation."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytest.importorskip("mlflow")

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("write_with_mlflow.py")
OLD_ENVIRONMENT = ROOT / ".venv-mlflow2"
# SQLAlchemy 2.1 took away what MLflow 2 imports.
OLD_PACKAGES = ("mlflow==2.22.*", "setuptools<80", "sqlalchemy<2.1")


@dataclass(frozen=True)
class RealMlflow:
    """A MLflow in an environment of its own."""

    python: Path

    def run(self, *arguments: str, folder: Path | None = None) -> str:
        """Run the script and return what it printed."""
        return self._printed([str(SCRIPT), *arguments], folder)

    def run_code(self, code: str) -> str:
        """Run code in the working directory and return what it printed."""
        return self._printed(["-c", code], None)

    def _printed(self, arguments: list[str], folder: Path | None) -> str:
        environ = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("MLFLOW_", "TRACKSIDE_", "PYTHONPATH"))
        }
        done = subprocess.run(
            [self.python, *arguments],
            capture_output=True,
            text=True,
            cwd=folder,
            env=environ,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def read(self, uri: str) -> dict[str, Any]:
        """Return all that this MLflow reads at an address."""
        found: dict[str, Any] = json.loads(self.run("read", uri).splitlines()[-1])
        return found


@pytest.fixture(scope="session")
def mlflow3() -> RealMlflow:
    """The MLflow of this environment."""
    return RealMlflow(Path(sys.executable))


@pytest.fixture(scope="session")
def mlflow2() -> RealMlflow:
    """The last MLflow 2; skips where it can neither be found nor installed."""
    python = OLD_ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
        make = [[uv, "venv", "--python", sys.executable, str(OLD_ENVIRONMENT)]]
        make += [[uv, "pip", "install", "--python", str(python), *OLD_PACKAGES]]
        try:
            for command in make:
                subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            shutil.rmtree(OLD_ENVIRONMENT, ignore_errors=True)
            pytest.skip(f"MLflow 2 cannot be installed here: {error}")
    return RealMlflow(python)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[RealMlflow, str], Path]:
    """Return where a MLflow wrote a store of a kind (``database`` or ``folder``), once a session."""
    done: dict[tuple[RealMlflow, str], Path] = {}

    def write(mlflow: RealMlflow, kind: str) -> Path:
        if (mlflow, kind) not in done:
            folder = tmp_path_factory.mktemp("mlflow")
            place = folder / ("mlflow.db" if kind == "database" else "mlruns")
            if kind == "database":
                mlflow.run("write", database_url(place), str(folder / "files"), folder=folder)
            else:
                mlflow.run("write", place.as_uri(), folder=folder)
            done[mlflow, kind] = place
        return done[mlflow, kind]

    return write


@pytest.fixture
def database(
    mlflow3: RealMlflow, written: Callable[[RealMlflow, str], Path], tmp_path: Path
) -> Path:
    """A database of the new MLflow that the test may change."""
    copy = tmp_path / "of mlflow" / "mlflow.db"
    copy.parent.mkdir()
    shutil.copy(written(mlflow3, "database"), copy)
    return copy


def database_url(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def without_marks(found: dict[str, Any]) -> dict[str, Any]:
    """Leave out what an import adds, and when the default experiment was made, which each store has."""
    for experiment in found["experiments"].values():
        experiment["tags"] = {
            key: value
            for key, value in experiment["tags"].items()
            if not key.startswith("trackside.imported_from.")
        }
    for field in ("created", "updated"):
        del found["experiments"]["0"][field]
    return found
