"""The way into the database: connections, transactions, and what the driver's errors mean.

This is the only module that commits, rolls back, or looks at a driver's error. Its invariants:

- a write transaction holds the write lock from its first statement (``BEGIN IMMEDIATE``), so it
  never fails half-way for a lock that somebody else took meanwhile;
- readers never wait for a writer and a writer never waits for readers (WAL);
- a connection is never shared between a process and its fork.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from trackside.errors import (
    InvalidParameter,
    PermissionDenied,
    StoreCorrupt,
    StoreUnavailable,
    TracksideException,
)
from trackside.store.sql.changing import new_id
from trackside.store.sql.tables import keys, store_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.engine import URL

# How long a writer waits for another one. MLflow's figure: a burst of parallel jobs gets through.
BUSY_TIMEOUT_S = 20

_MEANINGS: tuple[tuple[str, type[TracksideException], str], ...] = (
    ("locked", StoreUnavailable, "another process holds its lock; try again"),
    ("disk is full", StoreUnavailable, "free some space and try again"),
    ("disk i/o error", StoreUnavailable, "the disk reports an error; check space, quota and mount"),
    (
        "readonly",
        PermissionDenied,
        "it cannot be written; check the rights of the file and its folder",
    ),
    (
        "unable to open",
        PermissionDenied,
        "it cannot be opened; check that its folder exists and may be written",
    ),
    ("not a database", StoreCorrupt, "move the file away or restore a copy"),
    (
        "malformed",
        StoreCorrupt,
        "the file is damaged; restore a copy (sqlite3's .recover may save parts)",
    ),
)


@dataclass(slots=True)
class Transaction:
    """An open write transaction: its connection, and the revision that its changes are stamped with."""

    connection: Connection
    revision: int
    new_keys: dict[str, int] = field(default_factory=dict)


class Database:
    """Connections to one database, for all threads of this process."""

    def __init__(self, url: str) -> None:
        self._url = _parse(url)
        self._is_memory = self._url.get_backend_name() == "sqlite" and self._url.database in (
            None,
            "",
            ":memory:",
        )
        self._engine = self._create_engine()
        # A database in memory lives in one connection: its users take turns.
        self._turn = threading.RLock() if self._is_memory else nullcontext()
        self._key_ids: dict[str, int] = {}
        self._pid = os.getpid()

    @property
    def url(self) -> str:
        """The address, with any password masked."""
        return self._url.render_as_string(hide_password=True)

    @property
    def dialect(self) -> str:
        """SQLAlchemy's name of the database: ``sqlite``, ``postgresql``, ..."""
        return self._engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent state."""
        with self._turn, self._translating(), self._connected().connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, touches_registry: bool = False) -> Iterator[Transaction]:
        """Give a transaction with a new revision; commits at the end, rolls back on any exception."""
        with self.exclusive() as connection:
            bump: dict[str, Any] = {"revision": store_state.c.revision + 1}
            if touches_registry:
                bump["registry_revision"] = store_state.c.revision + 1
            connection.execute(update(store_state).values(**bump))
            transaction = Transaction(
                connection, connection.execute(select(store_state.c.revision)).scalar_one()
            )
            yield transaction
        self._key_ids.update(transaction.new_keys)

    @contextmanager
    def exclusive(self) -> Iterator[Connection]:
        """Give a bare write transaction: for setting the store up; everything else wants :meth:`write`."""
        with self._turn, self._translating(), self._connected().connect() as connection:
            connection.execution_options(trackside_write=True)
            with connection.begin():
                yield connection

    def key_ids(self, transaction: Transaction, names: Iterable[str]) -> dict[str, int]:
        """Return the interned ids of names, interning the new ones."""
        wanted = set(names)
        known = {name: self._key_ids[name] for name in wanted if name in self._key_ids}
        missing = wanted - known.keys()
        if missing:
            connection = transaction.connection
            found = self._look_up(connection, missing)
            for name in sorted(missing - found.keys()):
                result = connection.execute(keys.insert().values(name=name))
                found[name] = new_id(result)
            transaction.new_keys.update(found)
            known |= found
        return known

    def find_key_id(self, connection: Connection, name: str) -> int | None:
        """Return the interned id of a name, or None if nothing was ever logged under it."""
        if name not in self._key_ids:
            self._key_ids.update(self._look_up(connection, {name}))
        return self._key_ids.get(name)

    @staticmethod
    def _look_up(connection: Connection, names: set[str]) -> dict[str, int]:
        rows = connection.execute(select(keys.c.name, keys.c.id).where(keys.c.name.in_(names)))
        return {row.name: row.id for row in rows}

    def close(self) -> None:
        """Close every connection; the next use opens new ones."""
        with self._turn:
            self._engine.dispose()

    def _connected(self) -> Engine:
        """Return the engine, after a fork with connections of this process' own."""
        if self._pid != os.getpid():
            self._pid = os.getpid()
            self._engine.dispose(close=False)
        return self._engine

    def _create_engine(self) -> Engine:
        try:
            if self._url.get_backend_name() != "sqlite":
                return create_engine(self._url, pool_pre_ping=True)
            engine = create_engine(
                self._url,
                connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
                **({"poolclass": StaticPool} if self._is_memory else {}),
            )
        except (NoSuchModuleError, ModuleNotFoundError) as error:
            raise InvalidParameter(
                f"Cannot open the store {self.url!r}: {error}. Install the driver of that database."
            ) from error
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except DBAPIError as error:
            # The cause is in the message; its traceback would fill a page of the notebook.
            raise self._meaning(str(error.orig)) from None
        except sqlite3.Error as error:  # raised while a connection is being prepared
            raise self._meaning(str(error)) from None

    def _meaning(self, text: str) -> TracksideException:
        for mark, kind, advice in _MEANINGS:
            if mark in text.lower():
                return kind(f"The store {self.url!r} cannot be used: {text}: {advice}.")
        return StoreUnavailable(f"The store {self.url!r} failed: {text}")


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise InvalidParameter(
            f"{url!r} is not the address of a store; give a path or a URL like 'sqlite:///trackside.db'."
        ) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling starts them too late to take the write lock first.
    connection.isolation_level = None
    cursor = connection.cursor()
    # synchronous=NORMAL under WAL: a killed process loses nothing; a power cut may lose the last
    # commits but never damages the file. A commit costs ~10 us instead of an fsync.
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_S * 1000}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "case_sensitive_like=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    is_write = connection.get_execution_options().get("trackside_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")
