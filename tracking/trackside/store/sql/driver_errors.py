"""What the errors of database drivers mean, in the terms of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DataError, DBAPIError

from trackside.errors import (
    InvalidParameter,
    PermissionDenied,
    StoreCorrupt,
    StoreUnavailable,
    TracksideException,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_LOCKED = (StoreUnavailable, "another process holds its lock; try again")
_FULL = (StoreUnavailable, "free some space and try again")
_READ_ONLY = (
    PermissionDenied,
    "it cannot be written; check the rights of the file and its folder",
)
_REFUSED = (
    PermissionDenied,
    "check the user, the password and the rights on the database",
)
_AWAY = (StoreUnavailable, "check that the database server runs and can be reached")

# What the drivers' texts hold, in small letters. The first match counts.
_MEANINGS: Sequence[tuple[str, tuple[type[TracksideException], str]]] = (
    ("disk i/o error", (StoreUnavailable, "check the disk: its space, quota and mount")),
    ("disk is full", _FULL),
    ("no space left", _FULL),
    ("database is locked", _LOCKED),
    ("table is locked", _LOCKED),
    ("lock timeout", _LOCKED),
    ("lock wait timeout", _LOCKED),
    ("readonly", _READ_ONLY),
    ("read-only", _READ_ONLY),
    (
        "unable to open",
        (
            PermissionDenied,
            "it cannot be opened; check that its folder exists and may be written",
        ),
    ),
    ("not a database", (StoreCorrupt, "move the file away or restore a copy")),
    (
        "malformed",
        (
            StoreCorrupt,
            "the file is damaged; restore a copy (sqlite3's .recover may save parts)",
        ),
    ),
    ("authentication failed", _REFUSED),
    ("access denied", _REFUSED),
    ("permission denied", _REFUSED),
    (
        "does not exist",
        (InvalidParameter, "create the database first, or correct its address"),
    ),
    ("unknown database", (InvalidParameter, "create the database first, or correct its address")),
    ("refused", _AWAY),
    ("can't connect", _AWAY),
    ("could not connect", _AWAY),
    ("connection", _AWAY),
    ("gone away", _AWAY),
    ("terminating", _AWAY),
    ("starting up", _AWAY),
    ("shutting down", _AWAY),
)


def translated(error: DBAPIError | sqlite3.Error, url: str) -> TracksideException:
    """Return our error for a driver's; ``url`` without any password."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    text = " ".join(str(cause).split())
    if isinstance(error, DataError):
        return InvalidParameter(f"The store {url!r} cannot hold a value: {text}.")
    for mark, (kind, advice) in _MEANINGS:
        if mark in text.lower():
            return kind(f"The store {url!r} cannot be used: {text}: {advice}.")
    return StoreUnavailable(f"The store {url!r} failed: {text}")
