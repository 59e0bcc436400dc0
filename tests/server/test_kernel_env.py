"""What kernels find in their environment."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from trackside.context.server import ask_server_for_notebook
from trackside_server.kernel_env import inject, kernel_environment, server_url

if TYPE_CHECKING:
    import asyncio
    from pathlib import Path

    from trackside_server import TracksideApp


async def test_kernels_are_told_store_root_server_and_token(
    app: TracksideApp, root: Path, jp_serverapp: Any
) -> None:
    assert os.environ["TRACKSIDE_TRACKING_URI"] == f"sqlite:///{root}/.trackside/trackside.db"
    assert os.environ["TRACKSIDE_ROOT"] == str(root)
    port = jp_serverapp.port
    assert os.environ["TRACKSIDE_SERVER_URL"] == f"http://localhost:{port}/a%40b/trackside"
    assert os.environ["TRACKSIDE_SERVER_TOKEN"] == jp_serverapp.identity_provider.token
    assert os.environ["MLFLOW_TRACKING_URI"] == os.environ["TRACKSIDE_SERVER_URL"]
    assert os.environ["MLFLOW_TRACKING_TOKEN"] == os.environ["TRACKSIDE_SERVER_TOKEN"]


async def test_the_token_is_not_logged(
    app: TracksideApp, jp_serverapp: Any, caplog: pytest.LogCaptureFixture
) -> None:
    ours = [record for record in caplog.records if "rackside" in record.name]
    assert not [r for r in ours if jp_serverapp.identity_provider.token in r.getMessage()]


def test_what_the_user_set_stays() -> None:
    environ = {"TRACKSIDE_TRACKING_URI": "mine"}

    inject(environ, kernel_environment("theirs", "/root", None, "secret"))

    assert environ == {"TRACKSIDE_TRACKING_URI": "mine", "TRACKSIDE_ROOT": "/root"}


def test_another_server_does_not_get_our_token() -> None:
    environ = {"MLFLOW_TRACKING_URI": "https://elsewhere.example"}

    inject(environ, kernel_environment("s", "/root", "http://127.0.0.1:1/trackside", "secret"))

    assert environ["MLFLOW_TRACKING_URI"] == "https://elsewhere.example"
    assert "MLFLOW_TRACKING_TOKEN" not in environ


@pytest.mark.parametrize(
    ("connection_url", "ip", "expected"),
    [
        ("http://localhost:8888/", "localhost", "http://localhost:8888/trackside"),
        ("http://my-host:8888/hub/a/", "0.0.0.0", "http://127.0.0.1:8888/hub/a/trackside"),
        ("https://my-host:8888/", "", "https://127.0.0.1:8888/trackside"),
        ("http://my-host:8888/", "::", "http://127.0.0.1:8888/trackside"),
        ("http://[::1]:8888/", "::1", "http://[::1]:8888/trackside"),
        ("http://10.0.0.7:8888/", "10.0.0.7", "http://10.0.0.7:8888/trackside"),
        ("http+unix://%2Ftmp%2Fs/", "localhost", None),
    ],
)
def test_the_server_is_reached_without_leaving_the_machine(
    connection_url: str, ip: str, expected: str | None
) -> None:
    assert server_url(connection_url, ip, "trackside") == expected


async def test_the_library_finds_the_notebook_through_these_variables(
    app: TracksideApp,
    http_server: Any,
    jp_fetch: Any,
    jp_serverapp: Any,
    jp_create_notebook: Any,
    jp_asyncio_loop: asyncio.AbstractEventLoop,
) -> None:
    jp_create_notebook("models/train.ipynb")
    session = {"path": "models/train.ipynb", "name": "train.ipynb", "type": "notebook"}
    body = json.dumps({**session, "kernel": {"name": "python3"}})
    answer = await jp_fetch("api", "sessions", method="POST", body=body)
    kernel_id = json.loads(answer.body)["kernel"]["id"]

    asked = jp_asyncio_loop.run_in_executor(
        None, ask_server_for_notebook, dict(os.environ), kernel_id
    )

    assert await asked == "models/train.ipynb"
    await jp_serverapp.kernel_manager.shutdown_all(now=True)


class TestChosen:
    @pytest.fixture
    def jp_server_config(self, tmp_path: Path) -> dict[str, Any]:
        os.environ["TRACKSIDE_SERVER_URL"] = "http://mine/"
        return {
            "ServerApp": {"jpserver_extensions": {"trackside_server": True}},
            "TracksideApp": {"store_url": str(tmp_path / "elsewhere")},
        }

    async def test_the_configured_store_is_what_kernels_get(
        self, app: TracksideApp, tmp_path: Path
    ) -> None:
        url = f"sqlite:///{tmp_path}/elsewhere/trackside.db"
        assert os.environ["TRACKSIDE_TRACKING_URI"] == url
        assert os.environ["TRACKSIDE_SERVER_URL"] == "http://mine/"


class TestSilent:
    @pytest.fixture
    def jp_server_config(self) -> dict[str, Any]:
        return {
            "ServerApp": {"jpserver_extensions": {"trackside_server": True}},
            "TracksideApp": {"inject_kernel_env": False, "store_url": "ftp://far.example"},
        }

    async def test_nothing_is_told_if_switched_off_and_a_bad_url_breaks_no_start(
        self, app: TracksideApp, panel: Any
    ) -> None:
        assert not [name for name in os.environ if name.startswith("TRACKSIDE_")]
        refused = await panel.refused(panel.get("status"))
        assert (refused.status, refused.error_code) == (400, "INVALID_PARAMETER_VALUE")
        assert "ftp://far.example" in refused.message
