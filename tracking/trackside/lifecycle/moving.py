"""Move a store into another database: from SQLite to PostgreSQL, and wherever else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from trackside.errors import InvalidParameter, NotFound, NotImplementedHere
from trackside.opening import get_tracking_uri, open_store
from trackside.store.location import ARTIFACT_ROOT_VARIABLE, locate, prepare

if TYPE_CHECKING:
    from trackside.store.location import StoreLocation
    from trackside.store.sql import SqlStore


def sql_store(tracking_uri: str | None = None) -> SqlStore:
    """Return an open store that holds all metrics logged so far; it must be a database.

    Raises ``NotImplementedHere`` for a server's, ``NotFound`` where no store is.
    """
    from trackside.store.sql import SqlStore

    uri = tracking_uri or get_tracking_uri()
    check_is_there(locate_database(uri))
    store = open_store(uri).settled()
    if not isinstance(store, SqlStore):
        raise _no_database(uri)
    return store


def locate_database(tracking_uri: str) -> StoreLocation:
    """Work out where a store lies; raises ``NotImplementedHere`` if that is behind a server."""
    location = locate(tracking_uri)
    if location.is_on_tracking_server:
        raise _no_database(tracking_uri)
    return location


def _no_database(tracking_uri: str) -> NotImplementedHere:
    return NotImplementedHere(
        f"The store {tracking_uri!r} is not a database but a server's; run this where the database is."
    )


def check_is_there(location: StoreLocation) -> None:
    """Raise ``NotFound`` if this is a file's address and there is none: opening it would make it."""
    scheme, _, path = location.url.partition(":///")
    file = path.partition("?")[0]
    if scheme == "sqlite" and file not in ("", ":memory:") and not Path(file).exists():
        raise NotFound(f"There is no store at {location.url!r}.")


def new_store(tracking_uri: str, artifact_root: str | None = None) -> SqlStore:
    """Open the store at an address where none was used yet; the caller closes it.

    ``artifact_root`` (a path or URI; default: what the address or ``TRACKSIDE_ARTIFACT_ROOT`` says)
    is where later experiments keep their artifacts.
    """
    from trackside.store.sql import SqlStore

    environ = {ARTIFACT_ROOT_VARIABLE: artifact_root} if artifact_root else None
    locate_database(tracking_uri)
    location = locate(tracking_uri, environ=environ)
    prepare(location)
    return SqlStore(location.url, location.artifact_root)


def move_store(source_uri: str, target_uri: str) -> dict[str, int]:
    """Copy all that a store holds into an empty one; returns how many rows by table.

    The source stays as it is, and artifacts stay where they are. One transaction: the target is
    filled or empty. Raises ``AlreadyExists`` for a target that is not empty.
    """
    source = sql_store(source_uri)
    if locate(source_uri).url == locate(target_uri).url:
        raise InvalidParameter(f"The store {target_uri!r} is the one to be moved; give another.")
    # A folder's store keeps its artifacts beside it; on a server they go on where they went.
    is_folder = locate(target_uri).folder is not None
    root = os.environ.get(ARTIFACT_ROOT_VARIABLE)
    target = new_store(target_uri, root if root or is_folder else source.artifact_root)
    try:
        with source.snapshot() as rows:
            return target.fill(rows)
    finally:
        target.close()
