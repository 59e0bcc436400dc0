"""Opening the tracker that is measured, with its store where the measurement wants it."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

STORE_VARIABLE = "TRACKSIDE_BENCH_STORE"


def store_url(name: str) -> str:
    """Return where a tracker keeps its runs: a database server's, else SQLite in the working directory."""
    return os.environ.get(STORE_VARIABLE) or f"sqlite:///{database_file(name)}"


def database_file(name: str) -> Path:
    """Return the SQLite file of a tracker."""
    return Path.cwd() / (".trackside/trackside.db" if name == "trackside" else "mlflow.db")


def tracker(name: str) -> Any:
    """Import a tracker and give it its store."""
    module = importlib.import_module(name)
    if name == "mlflow" or STORE_VARIABLE in os.environ:
        module.set_tracking_uri(store_url(name))
    return module


def flushed(module: Any) -> None:
    """Wait until everything that was logged is in the store; MLflow writes through."""
    if module.__name__ == "trackside":
        module.flush()
