"""Stores written by the real MLflow, by a new one and by one of its second generation."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real_mlflow import RealMlflow

pytest.importorskip("mlflow")


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


@pytest.fixture(scope="session")
def first_blank(tmp_path_factory: pytest.TempPathFactory) -> Callable[[RealMlflow], Path]:
    """Return where a MLflow made the tables of its databases, once a session: it takes it long."""
    done: dict[RealMlflow, Path] = {}

    def make(mlflow: RealMlflow) -> Path:
        if mlflow not in done:
            done[mlflow] = tmp_path_factory.mktemp("blank") / "mlflow.db"
            mlflow.run("read", database_url(done[mlflow]))
        return done[mlflow]

    return make


@pytest.fixture
def blank(
    first_blank: Callable[[RealMlflow], Path], tmp_path: Path
) -> Callable[[RealMlflow], Path]:
    """Return a function that gives a MLflow's database as after its start, for the test alone."""

    def copy(mlflow: RealMlflow) -> Path:
        return Path(shutil.copy(first_blank(mlflow), tmp_path / "mlflow.db"))

    return copy


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
