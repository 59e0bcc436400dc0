"""Scenarios of the real mlflow client against our server on the Jupyter port, unchanged.

Each is played by the last client of MLflow 2 and by the newest, here and on MLflow's own newest
server, and must tell the same of both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from trackside.client import Client

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from tests.tracking_servers import TrackingServer

Play = Callable[..., dict[str, Any]]

PREAMBLE = """
import json, sys, warnings
warnings.filterwarnings("ignore")
import mlflow
from mlflow import MlflowClient
said = {}
def say(**named): said.update(named)
is_old = mlflow.__version__ < "3"
mlflow.set_experiment("scenario")
"""


@pytest.fixture(params=["mlflow2", "mlflow3"])
def mlflow(
    request: pytest.FixtureRequest,
    empty_jupyter_server: TrackingServer,
    empty_mlflow_server: TrackingServer,
    tmp_path: Path,
) -> Play:
    """Play a scenario here and on MLflow's server; what it calls ``say`` with comes back.

    The two may differ in what ``differing`` names, and must.
    """
    client = request.getfixturevalue(request.param)

    def on(server: TrackingServer, code: str, environ: dict[str, str]) -> dict[str, Any]:
        printed = client.run_code(
            f"{PREAMBLE}{dedent(code)}\nprint(json.dumps(said))",
            folder=tmp_path,
            environ={
                "MLFLOW_TRACKING_URI": server.url,
                "MLFLOW_TRACKING_TOKEN": server.token,
                "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0",
                **environ,
            },
        )
        said: dict[str, Any] = json.loads(printed.splitlines()[-1])
        return said

    def play(code: str, *, differing: Collection[str] = (), **environ: str) -> dict[str, Any]:
        ours = on(empty_jupyter_server, code, environ)
        theirs = on(empty_mlflow_server, code, environ)
        shown, expected = without_ids(ours), without_ids(theirs)
        differences = {
            key: (shown[key], expected[key]) for key in shown if shown[key] != expected[key]
        }
        assert set(differences) == set(differing), differences
        return ours

    return play


def without_ids(said: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(said, sort_keys=True)
    masked: dict[str, Any] = json.loads(re.sub(r"\b(m-)?[0-9a-f]{32}\b", r"\1<id>", text))
    return masked


def only(generation: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("mlflow", [generation], indirect=True)


@pytest.fixture
def ours(empty_jupyter_server: TrackingServer) -> Client:
    """Our own client on the store behind the server."""
    return Client(f"sqlite:///{empty_jupyter_server.database}")
