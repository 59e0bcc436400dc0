"""A real Jupyter server with our extension, a store in its root folder, and a client that reads well."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

# Not as a plug-in: its autouse fixtures are for the tests of this folder only.
from pytest_jupyter.jupyter_server import *  # noqa: F403
from tests.server.mlflow_scenarios import mlflow, ours  # noqa: F401 (fixtures)
from tornado.httpclient import HTTPClientError, HTTPResponse

from trackside.client import Client
from trackside.opening import close_all

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from jupyter_server.serverapp import ServerApp

    from trackside_server import TracksideApp

PANEL = "trackside/panel"
VARIABLES = (
    "TRACKSIDE_TRACKING_URI",
    "TRACKSIDE_ROOT",
    "TRACKSIDE_SERVER_URL",
    "TRACKSIDE_SERVER_TOKEN",
    "MLFLOW_TRACKING_URI",
    "MLFLOW_EXPERIMENT_NAME",
)


@pytest.fixture(autouse=True)
def _environment() -> Iterator[None]:
    """Begin without our variables, and put back whatever a server sets."""
    before = dict(os.environ)
    for name in VARIABLES:
        os.environ.pop(name, None)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture  # type: ignore[no-redef]  # pytest-jupyter's fixture, made ours
def jp_server_config() -> dict[str, Any]:
    return {"ServerApp": {"jpserver_extensions": {"trackside_server": True}}}


@pytest.fixture
def app(jp_serverapp: ServerApp, jp_asyncio_loop: asyncio.AbstractEventLoop) -> TracksideApp:
    """The extension of a started server."""
    jp_asyncio_loop.run_until_complete(jp_serverapp.extension_manager.start_all_extensions())
    extension: TracksideApp = jp_serverapp.extension_manager.extension_points["trackside"].app
    return extension


@pytest.fixture
def client(app: TracksideApp) -> Iterator[Client]:
    """What a kernel would log with."""
    yield Client(app.store.location.url)
    close_all()


@dataclass(frozen=True)
class Refused:
    """An answer that is not 2xx."""

    status: int
    error_code: str
    message: str


class Panel:
    """Asks the panel's routes as the panel does."""

    def __init__(self, fetch: Callable[..., Awaitable[HTTPResponse]], ws_fetch: Any) -> None:
        self._fetch = fetch
        self._ws_fetch = ws_fetch

    async def get(self, path: str, /, **params: Any) -> Any:
        return json.loads((await self.raw(path, **params)).body)

    async def raw(
        self, path: str, headers: dict[str, str] | None = None, /, **params: Any
    ) -> HTTPResponse:
        pairs = [
            (name, item)
            for name, value in params.items()
            for item in (value if isinstance(value, list) else [value])
        ]
        return await self._fetch(PANEL, *path.split("/"), params=pairs, headers=headers or {})

    async def send(self, method: str, path: str, body: Any) -> Any:
        raw = body if isinstance(body, (str, bytes)) else json.dumps(body)
        answer = await self._fetch(PANEL, *path.split("/"), method=method, body=raw)
        return json.loads(answer.body)

    async def delete(self, path: str, /, **params: str) -> HTTPResponse:
        return await self._fetch(PANEL, *path.split("/"), method="DELETE", params=params)

    async def refused(self, asking: Awaitable[Any]) -> Refused:
        with pytest.raises(HTTPClientError) as caught:
            await asking
        response = caught.value.response
        assert response is not None
        said = json.loads(response.body)
        return Refused(response.code, said["error_code"], said["message"])

    @asynccontextmanager
    async def feed(self) -> AsyncIterator[Callable[[], Awaitable[Any]]]:
        """Open the feed; gives a function that awaits the next notice."""
        socket = await self._ws_fetch(PANEL, "feed")

        async def next_notice() -> Any:
            return json.loads(await asyncio.wait_for(socket.read_message(), 15))

        try:
            yield next_notice
        finally:
            socket.close()


@pytest.fixture
def panel(app: TracksideApp, jp_fetch: Any, jp_ws_fetch: Any) -> Panel:
    return Panel(jp_fetch, jp_ws_fetch)


@pytest.fixture
def eventually() -> Callable[..., Awaitable[Any]]:
    """Await that a function (a coroutine or not) says something true, and return that."""

    async def wait(says: Callable[[], Any], timeout_s: float = 30) -> Any:
        deadline = asyncio.get_running_loop().time() + timeout_s
        while True:
            found = says()
            found = await found if inspect.isawaitable(found) else found
            if found:
                return found
            assert asyncio.get_running_loop().time() < deadline, "it did not happen in time"
            await asyncio.sleep(0.05)

    return wait


@pytest.fixture
def root(jp_root_dir: Path) -> Path:
    return jp_root_dir
