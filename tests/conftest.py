"""What every test gets: a working directory of its own and a process that has not tracked yet."""

from __future__ import annotations

import os
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from trackside import opening
from trackside.fluent import active, current, experiments
from trackside.fluent.whereabouts import whereabouts
from trackside.store.sql.engines import connect, parse
from trackside.store.sql.setup import insert_first_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_VARIABLES = ("TRACKSIDE_", "MLFLOW_", "JPY_", "JUPYTERHUB_")

# Servers that the tests may create databases on.
_POSTGRESQL = os.environ.get(
    "TRACKSIDE_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)
_MARIADB = os.environ.get("TRACKSIDE_TEST_MARIADB", "mysql+pymysql://root@127.0.0.1:3306/mysql")


@pytest.fixture(autouse=True)
def fresh_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand in an empty folder with no store chosen; afterwards end every run and close every store."""
    for name in list(os.environ):
        if name.startswith(_VARIABLES):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state of the user"))
    whereabouts.forget()
    yield
    while active.active_run() is not None:
        active.end_run()
    opening.close_all()
    opening.set_tracking_uri("")
    experiments.forget_chosen_experiment()
    current.forget_clients()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL database of this session's own; skips where there is no server."""
    with _own_database(_POSTGRESQL, "PostgreSQL") as url:
        yield url


@pytest.fixture(scope="session")
def mariadb() -> Iterator[str]:
    """The URL of a MariaDB or MySQL database of this session's own; skips where there is no server."""
    with _own_database(_MARIADB, "MariaDB") as url:
        yield url


@pytest.fixture
def new_postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL database without any table."""
    with _own_database(_POSTGRESQL, "PostgreSQL") as url:
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


@contextmanager
def _own_database(server: str, what: str) -> Iterator[str]:
    """Create a database and drop it in the end."""
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"trackside_{uuid.uuid4().hex[:12]}"
    try:
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
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
    """Bring the tables back to their first rows: creating them anew for each test takes minutes."""
    engine = connect(parse(url))
    with engine.begin() as connection:
        names = sa.inspect(connection).get_table_names()
        if names and connection.dialect.name == "postgresql":
            connection.execute(sa.text(f"TRUNCATE {', '.join(names)} RESTART IDENTITY"))
        elif names:
            connection.execute(sa.text("SET foreign_key_checks=0"))
            for name in names:
                if connection.execute(sa.text(f"SELECT EXISTS(SELECT 1 FROM `{name}`)")).scalar():
                    connection.execute(sa.text(f"TRUNCATE TABLE `{name}`"))
        if names:
            insert_first_rows(connection, (folder / "artifacts").as_uri())
    engine.dispose()
    return url
