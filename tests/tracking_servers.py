"""Tracking servers in processes of their own: MLflow's, and Jupyter's with our extension."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from tests.real_mlflow import python_of_mlflow2
from tests.served import free_port, serving

from trackside import opening
from trackside.store.sql.engines import connect, parse
from trackside.store.sql.setup import insert_first_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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
    port, database = free_port(), folder / "mlflow.db"
    command = ["mlflow", "server", "--backend-store-uri", f"sqlite:///{database}", "--workers", "1"]
    command += ["--artifacts-destination", str(folder / "artifacts"), "--port", str(port)]
    environ = {
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        # The second generation starts its workers by a name alone.
        "PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    url = f"http://127.0.0.1:{port}"
    with serving(command, environ, folder, f"{url}/health", python):
        yield TrackingServer(url, database)


@pytest.fixture(scope="session")
def jupyter_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrackingServer]:
    """A Jupyter server with our extension."""
    with _jupyter(tmp_path_factory.mktemp("jupyter server"), free_port()) as server:
        yield server


@pytest.fixture
def mortal_jupyter_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[TrackingServer, Callable[[], None]]]:
    """A Jupyter server of the test's own, and a function that kills it and starts it again."""
    folder, port = tmp_path / "jupyter server", free_port()
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
    with serving(command, environ, folder, f"{url}/health?{urlencode({'token': token})}"):
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
