"""Noticing that somebody wrote to the store, as cheaply as the database allows."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Protocol

from trackside.errors import StoreUnavailable

if TYPE_CHECKING:
    from pathlib import Path

    from trackside.store.base import Store


class Watch(Protocol):
    """Tells whether the store changed; used by one thread."""

    interval_s: float

    def has_changed(self) -> bool:
        """Say whether anything was committed since the last call."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


class SqliteWatch:
    """Asks SQLite for its ``data_version``: microseconds, whoever writes in whatever process.

    The version does not count what its own connection commits, so this one never writes.
    """

    def __init__(self, database: Path, interval_s: float) -> None:
        self.interval_s = interval_s
        try:
            self._connection = sqlite3.connect(
                f"{database.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None
            )
            self._version = self._read()
        except sqlite3.Error as error:
            raise StoreUnavailable(f"Cannot watch the store '{database}': {error}.") from error

    def has_changed(self) -> bool:
        """Say whether anything was committed since the last call."""
        try:
            version = self._read()
        except sqlite3.Error as error:
            raise StoreUnavailable(f"Cannot watch the store: {error}.") from error
        before, self._version = self._version, version
        return version != before

    def _read(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class RevisionWatch:
    """Asks any other store for its revision, which costs a query."""

    def __init__(self, store: Store, interval_s: float) -> None:
        self.interval_s = interval_s
        self._store = store
        self._revision = store.revision()

    def has_changed(self) -> bool:
        """Say whether anything was committed since the last call."""
        before, self._revision = self._revision, self._store.revision()
        return self._revision != before

    def close(self) -> None:
        """Leave the store to its owner."""
