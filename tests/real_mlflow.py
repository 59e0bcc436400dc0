"""The real MLflow, of this environment and of its second generation, ready to run snippets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.prepared_python import PreparedPython

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OLD_ENVIRONMENT = Path(__file__).resolve().parents[1] / ".venv-mlflow2"
# SQLAlchemy 2.1 took away what MLflow 2 imports.
OLD_PACKAGES = ("mlflow==2.22.*", "setuptools<80", "sqlalchemy<2.1")
_SCRIPT = Path(__file__).with_name("interop") / "write_with_mlflow.py"
# What snippets come to import sooner or later.
_MODULES = (
    "mlflow", "mlflow.sklearn", "mlflow.pyfunc", "mlflow.data", "mlflow.store.tracking.sqlalchemy_store",
    "mlflow.tracing.provider", "sklearn.linear_model", "sklearn.model_selection", "alembic.command",
    "sqlalchemy.dialects.sqlite", "git", "IPython",
)  # fmt: skip
_FOREIGN = ("MLFLOW_", "TRACKSIDE_", "PYTHONPATH")
_QUICK = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    # What a model requires is found by loading it in another process, which imports MLflow again;
    # without time for that, MLflow writes down its defaults.
    "MLFLOW_REQUIREMENTS_INFERENCE_TIMEOUT": "0",
}


@dataclass(frozen=True, eq=False)
class RealMlflow:
    """A MLflow in an environment of its own."""

    prepared: PreparedPython

    def run(self, *arguments: str, folder: Path | None = None) -> str:
        """Run the script that writes and reads stores; return what it printed."""
        return self.run_code(_SCRIPT.read_text(encoding="utf-8"), *arguments, folder=folder)

    def read(self, uri: str) -> dict[str, Any]:
        """Return all that this MLflow reads at an address."""
        found: dict[str, Any] = json.loads(self.run("read", uri).splitlines()[-1])
        return found

    def run_code(
        self,
        code: str,
        *arguments: str,
        folder: Path | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> str:
        """Run code as a program, in the working directory or a folder; return what it printed."""
        own = {k: v for k, v in os.environ.items() if not k.startswith(_FOREIGN)}
        environ = {**own, **_QUICK, **(environ or {})}
        return self.prepared.run(code, *arguments, folder=folder or Path.cwd(), environ=environ)


@contextmanager
def this_mlflow(folder: Path) -> Iterator[RealMlflow]:
    """The MLflow of this environment."""
    with _prepared(Path(sys.executable), folder) as mlflow:
        yield mlflow


@contextmanager
def last_mlflow2(folder: Path) -> Iterator[RealMlflow]:
    """The last MLflow 2; skips where it can neither be found nor installed."""
    with _prepared(python_of_mlflow2(), folder) as mlflow:
        yield mlflow


def python_of_mlflow2() -> Path:
    """Return the Python of the last MLflow 2; skips where it can neither be found nor installed."""
    python = OLD_ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    with _taking_turns():
        if not python.exists():
            _make_old_environment(python)
    return python


def _make_old_environment(python: Path) -> None:
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    make = [[uv, "venv", "--python", sys.executable, str(OLD_ENVIRONMENT)]]
    make += [[uv, "pip", "install", "--python", str(python), *OLD_PACKAGES]]
    try:
        for command in make:
            subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(OLD_ENVIRONMENT, ignore_errors=True)
        pytest.skip(f"MLflow 2 cannot be installed here: {error}")


@contextmanager
def _taking_turns() -> Iterator[None]:
    """Let one of the workers of pytest-xdist make the environment while the others wait for it."""
    try:
        import fcntl
    except ImportError:  # no such locks on Windows
        yield
        return
    folder = os.open(OLD_ENVIRONMENT.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def _prepared(python: Path, folder: Path) -> Iterator[RealMlflow]:
    prepared = PreparedPython(python, _MODULES, folder, {**os.environ, **_QUICK})
    try:
        yield RealMlflow(prepared)
    finally:
        prepared.close()


@pytest.fixture(scope="session")
def mlflow3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealMlflow]:
    """The MLflow of this environment."""
    with this_mlflow(tmp_path_factory.mktemp("mlflow 3")) as mlflow:
        yield mlflow


@pytest.fixture(scope="session")
def mlflow2(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealMlflow]:
    """The last MLflow 2; skips where there is none."""
    with last_mlflow2(tmp_path_factory.mktemp("mlflow 2")) as mlflow:
        yield mlflow
