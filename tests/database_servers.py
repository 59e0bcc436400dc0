"""Databases on servers: one of the session's own, emptied for each test that wants it."""

from __future__ import annotations

import os
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from trackside import opening
from trackside.store.sql.engines import connect, parse
from trackside.store.sql.setup import insert_first_rows
from trackside.store.sql.tables import metadata, store_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

# Servers that the tests may create databases on.
_POSTGRESQL = os.environ.get(
    "TRACKSIDE_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)
_MARIADB = os.environ.get("TRACKSIDE_TEST_MARIADB", "mysql+pymysql://root@127.0.0.1:3306/mysql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL database of this session's own; skips where there is no server."""
    with own_postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def mariadb() -> Iterator[str]:
    """The URL of a MariaDB or MySQL database of this session's own; skips where there is no server."""
    with _own_database(_MARIADB, "MariaDB") as url:
        yield url


@pytest.fixture
def new_postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL database without any table."""
    with own_postgresql() as url:
        yield url


@pytest.fixture
def new_mariadb() -> Iterator[str]:
    """The URL of a MariaDB or MySQL database without any table."""
    with _own_database(_MARIADB, "MariaDB") as url:
        yield url


@pytest.fixture
def empty_postgresql(postgresql: str, tmp_path: Path) -> str:
    """The PostgreSQL database as after its creation, artifacts in the test's folder."""
    return _emptied(postgresql, tmp_path)


@pytest.fixture
def empty_mariadb(mariadb: str, tmp_path: Path) -> str:
    """The MariaDB database as after its creation, artifacts in the test's folder."""
    return _emptied(mariadb, tmp_path)


def own_postgresql() -> AbstractContextManager[str]:
    """Give the URL of a new PostgreSQL database for a while; skips where there is no server."""
    return _own_database(_POSTGRESQL, "PostgreSQL")


@contextmanager
def _own_database(server: str, what: str) -> Iterator[str]:
    """Create a database and drop it in the end."""
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"trackside_{uuid.uuid4().hex[:12]}"
    try:
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
            if admin.dialect.name == "postgresql":
                # Nobody cuts its power; to wait for the disk is most of a small test's time.
                connection.execute(sa.text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    except sa.exc.OperationalError as error:
        pytest.skip(f"no {what} server answers: {error.orig}")
    try:
        yield admin.url.set(database=name).render_as_string(hide_password=False)
    finally:
        opening.close_all()
        force = " WITH (FORCE)" if admin.dialect.name == "postgresql" else ""
        with admin.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name}{force}"))
        admin.dispose()


def _emptied(url: str, folder: Path) -> str:
    """Bring the tables back to their first rows, but for the ids, which go on.

    To create or truncate them makes each of their files anew: ten times as long as most tests.
    """
    engine = connect(parse(url))
    with engine.begin() as connection:
        if sa.inspect(connection).has_table(store_state.name):
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
            insert_first_rows(connection, (folder / "artifacts").as_uri())
    engine.dispose()
    return url
