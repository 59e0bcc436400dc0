"""What every test gets: a working directory of its own and a process that has not tracked yet."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
import sqlalchemy as sa
from tests.real_mlflow import last_mlflow2, python_of_mlflow2, this_mlflow

from trackside import opening
from trackside.fluent import active, current, experiments
from trackside.fluent.whereabouts import whereabouts
from trackside.store.sql.engines import connect, parse
from trackside.store.sql.setup import insert_first_rows
from trackside.store.sql.tables import metadata, store_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.real_mlflow import RealMlflow

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


class Wire:
    """A way to a server that can be cut: forwards connections from a port of its own."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._ends: list[socket.socket] = []
        self._is_cut = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self._is_cut:
                near.close()
                continue
            far = socket.create_connection(self._target)
            self._ends += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=_forward, args=(source, sink), daemon=True).start()

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        self._is_cut = True
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()

    def mend(self) -> None:
        """Let connections through again."""
        self._is_cut = False

    def close(self) -> None:
        self.cut()
        self._listener.close()


def _forward(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(1 << 16):
            sink.sendall(data)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@pytest.fixture
def new_wire() -> Iterator[Callable[[str, int], Wire]]:
    """Return a function that lays a wire to a host and port."""
    wires: list[Wire] = []

    def lay(host: str, port: int) -> Wire:
        wires.append(Wire((host, port)))
        return wires[-1]

    yield lay
    opening.close_all()
    for wire in wires:
        wire.close()


@dataclass(frozen=True)
class TrackingServer:
    """A real server in a process of its own, and the SQLite file that it keeps everything in."""

    url: str
    database: Path
    token: str = ""


@pytest.fixture(scope="session")
def mlflow_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrackingServer]:
    """MLflow's own server."""
    with _mlflow_server(tmp_path_factory.mktemp("mlflow server"), Path(sys.executable)) as server:
        yield server


@pytest.fixture(scope="session")
def mlflow2_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrackingServer]:
    """A server of the last MLflow 2; skips where there is none."""
    with _mlflow_server(tmp_path_factory.mktemp("mlflow 2 server"), python_of_mlflow2()) as server:
        yield server


@contextmanager
def _mlflow_server(folder: Path, python: Path) -> Iterator[TrackingServer]:
    port, database = _free_port(), folder / "mlflow.db"
    command = ["mlflow", "server", "--backend-store-uri", f"sqlite:///{database}", "--workers", "1"]
    command += ["--artifacts-destination", str(folder / "artifacts"), "--port", str(port)]
    environ = {
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        # The second generation starts its workers by a name alone.
        "PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    url = f"http://127.0.0.1:{port}"
    with _serving(command, environ, folder, f"{url}/health", python):
        yield TrackingServer(url, database)


@pytest.fixture(scope="session")
def mlflow3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealMlflow]:
    """The MLflow of this environment."""
    with this_mlflow(tmp_path_factory.mktemp("mlflow 3")) as mlflow:
        yield mlflow


@pytest.fixture(scope="session")
def mlflow2(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealMlflow]:
    """The last MLflow 2; skips where there is none."""
    with last_mlflow2(tmp_path_factory.mktemp("mlflow 2")) as mlflow:
        yield mlflow


@pytest.fixture(scope="session")
def jupyter_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrackingServer]:
    """A Jupyter server with our extension."""
    with _jupyter(tmp_path_factory.mktemp("jupyter server"), _free_port()) as server:
        yield server


@pytest.fixture
def mortal_jupyter_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[TrackingServer, Callable[[], None]]]:
    """A Jupyter server of the test's own, and a function that kills it and starts it again."""
    folder, port = tmp_path / "jupyter server", _free_port()
    folder.mkdir()
    with ExitStack() as life:
        server = life.enter_context(_jupyter(folder, port))
        monkeypatch.setenv("TRACKSIDE_TRACKING_TOKEN", server.token)

        def restart() -> None:
            life.close()
            life.enter_context(_jupyter(folder, port))

        yield server, restart
        opening.close_all()


@contextmanager
def _jupyter(folder: Path, port: int) -> Iterator[TrackingServer]:
    token = "a token"
    options = {
        "ServerApp.port": port,
        # As a hub has it.
        "ServerApp.base_url": "/hub/ada/",
        "ServerApp.root_dir": folder,
        "ServerApp.jpserver_extensions": "{'trackside_server': True}",
        "IdentityProvider.token": token,
    }
    command = ["jupyter-server", "--no-browser", "--allow-root"]
    command += [f"--{name}={value}" for name, value in options.items()]
    # Nothing of the machine's own configuration, and no trace in it.
    environ = {"JUPYTER_NO_CONFIG": "1", "JUPYTER_RUNTIME_DIR": str(folder / "runtime")}
    url = f"http://127.0.0.1:{port}/hub/ada/trackside"
    with _serving(command, environ, folder, f"{url}/health?{urlencode({'token': token})}"):
        yield TrackingServer(url, folder / ".trackside/trackside.db", token)


@pytest.fixture
def empty_mlflow_server(mlflow_server: TrackingServer) -> TrackingServer:
    """MLflow's server as after its start: emptied behind its back, for a start takes half a minute."""
    with closing(sqlite3.connect(mlflow_server.database)) as connection, connection:
        # The rows that the server made itself; it keeps nothing of the others in memory.
        _empty_tables(connection, {"alembic_version", "workspaces"})
        connection.execute(
            "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, "
            "creation_time, last_update_time, workspace) "
            "VALUES (0, 'Default', 'mlflow-artifacts:/0', 'active', 1700000000000, 1700000000000, 'default')"
        )
    return mlflow_server


@pytest.fixture
def empty_jupyter_server(
    jupyter_server: TrackingServer, monkeypatch: pytest.MonkeyPatch
) -> TrackingServer:
    """Our server as after its start, and its token in the environment."""
    monkeypatch.setenv("TRACKSIDE_TRACKING_TOKEN", jupyter_server.token)
    # Names are interned, and the server remembers their numbers.
    with closing(sqlite3.connect(jupyter_server.database)) as connection, connection:
        _empty_tables(connection, {"keys"})
    engine = connect(parse(f"sqlite:///{jupyter_server.database}"))
    with engine.begin() as opened:
        root = jupyter_server.database.parent / "artifacts"
        insert_first_rows(opened, root.as_uri())
    engine.dispose()
    return jupyter_server


def _empty_tables(connection: sqlite3.Connection, kept: set[str]) -> None:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        if name not in kept:
            connection.execute(f'DELETE FROM "{name}"')


@contextmanager
def _serving(
    command: list[str],
    environ: dict[str, str],
    folder: Path,
    health_url: str,
    python: Path | None = None,
) -> Iterator[None]:
    """Run a server, of this environment or that of ``python``, until the block ends; it must answer within two minutes."""
    program = (python or Path(sys.executable)).with_name(command[0])
    own = {name: text for name, text in os.environ.items() if not name.startswith(_VARIABLES)}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [program, *command[1:]],
            cwd=folder, env={**own, **environ}, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        _await_health(process, health_url, folder / "server.log")
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _await_health(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urlopen(url) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


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
