"""The way into the database: connections, transactions, and what the driver's errors mean.

This is the only module that commits or rolls back. Its invariants:

- a write transaction holds the write lock from its first statement, so it never fails half-way for
  a lock that somebody else took meanwhile (SQLite: ``BEGIN IMMEDIATE``; servers: the row of
  ``store_state``);
- readers see one consistent state and never wait for a writer, nor a writer for readers;
- a connection is never shared between a process and its fork.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from trackside.errors import InvalidParameter, StoreUnavailable
from trackside.store.sql.changing import new_id
from trackside.store.sql.chunks import chunked
from trackside.store.sql.driver_errors import translated
from trackside.store.sql.engines import (
    BUSY_TIMEOUT_S,
    begin_writing,
    connect,
    is_in_memory,
    parse,
    stand_alone,
)
from trackside.store.sql.tables import keys, store_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Names the lock under which processes create or upgrade the tables of one database in turn.
_SETUP_LOCK = "trackside.setup"
_SETUP_LOCK_NUMBER = 0x7472_6163_6B73


@dataclass(slots=True)
class Transaction:
    """An open write transaction: its connection, and the revision that its changes are stamped with."""

    connection: Connection
    revision: int
    new_keys: dict[str, int] = field(default_factory=dict)


class Database:
    """Connections to one database, for all threads of this process."""

    def __init__(self, url: str) -> None:
        self._url = parse(url)
        self._engine = connect(self._url)
        # A database in memory lives in one connection: its users take turns.
        self._turn = threading.RLock() if is_in_memory(self._url) else nullcontext()
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
        """Give a bare write transaction, without a revision; everything that shows wants :meth:`write`."""
        with self._turn, self._translating(), self._connected().connect() as connection:
            begin_writing(connection)
            with connection.begin():
                yield connection

    @contextmanager
    def standing_alone(self) -> Iterator[Connection]:
        """Give a connection outside of any transaction, for what tidies the database up."""
        with self._turn, self._translating(), self._connected().connect() as connection:
            stand_alone(connection)
            yield connection

    @contextmanager
    def setting_up(self) -> Iterator[Connection]:
        """Give a write transaction that changes the tables; processes take turns."""
        with self._setup_turn(), self.exclusive() as connection:
            if self.dialect == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _SETUP_LOCK_NUMBER}
                )
            yield connection

    @contextmanager
    def _setup_turn(self) -> Iterator[None]:
        """Hold a lock that outlasts the transaction where every change of a table commits."""
        if self.dialect not in ("mysql", "mariadb"):
            yield
            return
        with self.standing_alone() as connection:
            got = connection.execute(
                text("SELECT GET_LOCK(CONCAT(DATABASE(), :lock), :seconds)"),
                {"lock": _SETUP_LOCK, "seconds": BUSY_TIMEOUT_S},
            ).scalar()
            if got != 1:
                raise StoreUnavailable(
                    f"The store {self.url!r} cannot be used: another process is setting it up; try again."
                )
            try:
                yield
            finally:
                connection.execute(
                    text("SELECT RELEASE_LOCK(CONCAT(DATABASE(), :lock))"), {"lock": _SETUP_LOCK}
                )

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
        return {
            row.name: row.id
            for chunk in chunked(sorted(names))
            for row in connection.execute(
                select(keys.c.name, keys.c.id).where(keys.c.name.in_(chunk))
            )
        }

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

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except OverflowError as error:  # SQLite's driver says it like this
            raise InvalidParameter(
                f"The store {self.url!r} takes whole numbers of 64 bits, and one is greater: {error}."
            ) from None
        except (DBAPIError, sqlite3.Error) as error:
            # (The driver's own error: raised while a connection is being prepared.)
            # The cause is in the message; its traceback would fill a page of the notebook.
            raise translated(error, self.url) from None
