"""One engine a database: how each is connected to, so that the contract's promises hold on it.

- SQLite: a write transaction takes the write lock at once (``BEGIN IMMEDIATE``); readers do not
  wait for the writer (WAL), but on network file systems, where WAL is not safe. On a disk that
  takes no writes a store can be read.
- PostgreSQL: reads see one snapshot (``REPEATABLE READ``), writes the newest state. Where an index
  serves it is taken, whatever the planner expects of tables that it has not looked at since they grew.
- MySQL and MariaDB: ``REPEATABLE READ`` for both; a write's snapshot begins after it has the lock.

Every write transaction of ours begins with the row of ``store_state``, which is the write lock on
the servers: transactions follow one another and cannot deadlock.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from trackside.errors import InvalidParameter
from trackside.store.sql.file_systems import is_on_network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import URL

# How long a writer waits for another one. MLflow's figure: a burst of parallel jobs gets through.
BUSY_TIMEOUT_S = 20
WRITING = "trackside_write"
# Marks a connection whose statements stand alone, outside of transactions.
BARE = "trackside_bare"

# Drivers by preference; SQLAlchemy's default may not be the one that is installed.
_DRIVERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "postgresql": (("psycopg", "psycopg"), ("psycopg2", "psycopg2")),
    "mysql": (("MySQLdb", "mysqldb"), ("pymysql", "pymysql")),
    "mariadb": (("MySQLdb", "mysqldb"), ("pymysql", "pymysql")),
}
_EXTRAS: Mapping[str, str] = {
    "postgresql": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
    "mssql": "mssql",
}


def parse(url: str) -> URL:
    """Return the parts of a database's address, with a driver that is installed."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise InvalidParameter(
            f"{url!r} is not the address of a store; give a path or a URL like 'sqlite:///trackside.db'."
        ) from error
    if parsed.drivername == "postgres":  # what hosting services write
        parsed = parsed.set(drivername="postgresql")
    for module, driver in _DRIVERS.get(parsed.drivername, ()):
        if importlib.util.find_spec(module):
            return parsed.set(drivername=f"{parsed.drivername}+{driver}")
    return parsed


def is_in_memory(url: URL) -> bool:
    """Say whether this is a SQLite database that has no file."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def connect(url: URL) -> Engine:
    """Return the engine; raises ``InvalidParameter`` if the database's driver is missing."""
    backend = url.get_backend_name()
    try:
        if backend == "sqlite":
            return _sqlite(url)
        if backend == "postgresql":
            return _postgresql(url)
        if backend in ("mysql", "mariadb"):
            return _mysql(url)
        return create_engine(url, pool_pre_ping=True)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        extra = _EXTRAS.get(backend)
        advice = f"pip install 'trackside[{extra}]'" if extra else "install that database's driver"
        raise InvalidParameter(
            f"Cannot open the store {url.render_as_string()!r}: {error}; {advice}."
        ) from error


def begin_writing(connection: Connection) -> None:
    """Make the transaction that this connection begins next one that writes."""
    connection.execution_options(**{WRITING: True})
    if connection.dialect.name == "postgresql":
        connection.execution_options(isolation_level="READ COMMITTED")


def stand_alone(connection: Connection) -> None:
    """Have each statement of this connection stand alone: some run in no transaction."""
    connection.execution_options(**{BARE: True})
    if connection.dialect.name != "sqlite":
        connection.execution_options(isolation_level="AUTOCOMMIT")


def _sqlite(url: URL) -> Engine:
    if not is_in_memory(url) and _is_on_read_only_disk(Path(str(url.database))):
        return _read_only_sqlite(Path(str(url.database)))
    in_memory = is_in_memory(url)
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
        **({"poolclass": StaticPool} if in_memory else {}),
    )
    has_wal = in_memory or not is_on_network(Path(str(url.database)))

    def prepare(connection: Any, _record: object) -> None:
        prepare_sqlite(connection, has_wal=has_wal)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _is_on_read_only_disk(database: Path) -> bool:
    """Say whether a database is there and its disk takes no writes: a backup, a mounted image."""
    if not database.exists() or not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(database).f_flag & os.ST_RDONLY)


def _read_only_sqlite(database: Path) -> Engine:
    """Open a database that can only be read: SQLite may not even make its lock files there."""
    # A log beside it holds the last changes, and its index is then there, too; without one the
    # file is all there is.
    has_log = database.with_name(f"{database.name}-wal").exists()
    mode = "mode=ro" if has_log else "immutable=1"
    engine = create_engine(
        f"sqlite:///file:{quote(str(database.absolute()))}?{mode}&uri=true",
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
    )

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA case_sensitive_like=ON").close()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def prepare_sqlite(connection: Any, *, has_wal: bool) -> None:
    """Set a new connection of the driver up."""
    # The driver's own transaction handling starts them too late to take the write lock first.
    connection.isolation_level = None
    cursor = connection.cursor()
    # synchronous=NORMAL under WAL: a killed process loses nothing; a power cut may lose the last
    # commits but never damages the file. A commit costs ~10 us instead of an fsync.
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_S * 1000}",
        "journal_mode=WAL" if has_wal else "journal_mode=DELETE",
        "synchronous=NORMAL" if has_wal else "synchronous=FULL",
        "foreign_keys=ON",
        # 32 MiB of pages: the look-ups of a search are spread over the whole store.
        "cache_size=-32768",
        "case_sensitive_like=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get(BARE, False):
        return
    is_write = options.get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


def _postgresql(url: URL) -> Engine:
    settings = {
        "lock_timeout": BUSY_TIMEOUT_S * 1000,
        # A page's rows: 5 ms -> 1 ms among 10,000 runs that were just written.
        "enable_seqscan": "off",
        # To compile a statement takes ten times as long as to run it.
        "jit": "off",
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    return create_engine(
        url,
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",
        connect_args={"options": options, "connect_timeout": BUSY_TIMEOUT_S},
    )


def _mysql(url: URL) -> Engine:
    engine = create_engine(
        url,
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",
        # Behind a proxy or a firewall, idle connections die silently.
        pool_recycle=1800,
        connect_args={"connect_timeout": BUSY_TIMEOUT_S, "charset": "utf8mb4"},
    )

    def prepare(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        # Strict: a value that does not fit is an error, not cut off. And 0, the id of the Default
        # experiment, is a value.
        cursor.execute(
            f"SET SESSION innodb_lock_wait_timeout={BUSY_TIMEOUT_S},"
            " sql_mode='STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO'"
        )
        cursor.close()

    event.listen(engine, "connect", prepare)
    return engine
