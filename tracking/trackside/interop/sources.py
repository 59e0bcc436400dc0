"""From what a user wrote to the source that it means."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from trackside.artifacts.local_uri import path_from_uri
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from pathlib import Path

    from trackside.interop.found import Source

_SERVERS = ("http://", "https://")
_SQLITE_HEAD = b"SQLite format 3\x00"


def open_source(source: str | os.PathLike[str]) -> Source:
    """Open MLflow's folder, database or server; raises ``InvalidParameter`` for what is none of them."""
    text = os.fspath(source)
    if text.startswith(_SERVERS):
        return _server(text)
    if "://" in text and not text.startswith("file:"):
        from trackside.interop.mlflow_database import MlflowDatabase

        return MlflowDatabase(text)
    path = path_from_uri(text)
    if path.is_file() and _is_sqlite(path):
        from trackside.interop.mlflow_database import MlflowDatabase

        return MlflowDatabase(f"sqlite:///{path.absolute().as_posix()}")
    if path.is_dir():
        from trackside.interop.mlflow_files import MlflowFiles

        return MlflowFiles(path)
    raise InvalidParameter(
        f"Cannot import from {text!r}: give MLflow's folder ('mlruns'), its database ('mlflow.db', "
        "'postgresql://...') or its server ('http://...'). "
        + ("This file is no SQLite database." if path.is_file() else "Nothing is there.")
    )


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE_HEAD)) == _SQLITE_HEAD


def _server(url: str) -> Source:
    from trackside.artifacts.repository import repository_for
    from trackside.interop.store_source import ServerSource
    from trackside.opening import open_store

    # What it proxies is reached through it, not through the store of this process.
    artifacts = partial(repository_for, tracking_uri=url)
    return ServerSource(open_store(url).settled(), artifacts)
