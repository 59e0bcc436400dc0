"""Who may ask: every route and verb is authenticated and authorised, the websocket too."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.decorator import authorized, ws_authenticated
from jupyter_server.utils import JupyterServerAuthWarning
from tornado import web
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketHandler, websocket_connect

from trackside_server.routes import PANEL, ROUTES

if TYPE_CHECKING:
    from tests.server.conftest import Panel
    from tornado.web import RequestHandler

    from trackside.client import Client
    from trackside_server import TracksideApp

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def example_of(route: str) -> str:
    """Return a path that a route's expression matches."""
    if "graphql" in route:
        return "/trackside/api/9.9/abc"
    if "runs/count" in route:
        return "/trackside/api/2.0/trackside/runs/count"
    if "runs/search" in route.replace("\\", ""):
        return "/trackside/api/2.0/mlflow/runs/search"
    if "create|complete" in route:
        return "/trackside/api/2.0/mlflow-artifacts/mpu/create/abc"
    if "mpu/part" in route:
        return "/trackside/api/2.0/mlflow-artifacts/mpu/part/abc/1"
    plain = route.replace("(?:ajax-)?", "").replace("\\.", ".")
    path = re.sub(r"\([^()]*\)", "abc", plain)
    assert re.fullmatch(route, path), (route, path)
    return path


PATHS = [example_of(route) for route, _ in ROUTES]
HANDLERS = [handler for _, handler in ROUTES]


def verbs_of(handler: type[Any]) -> dict[str, Any]:
    """Return the verbs that a handler serves, its own and its parents'."""
    ours = [each for each in handler.__mro__ if each.__module__.startswith("trackside_server")]
    served: dict[str, Any] = {}
    for parent in reversed(ours):
        served |= {
            verb: vars(parent)[verb.lower()] for verb in VERBS if verb.lower() in vars(parent)
        }
    return served


def test_every_documented_route_is_served_and_the_other_way_round() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "panel-api.md").read_text()
    named = set(re.findall(r"\| `(?:GET|POST|PATCH) ([a-z/_<>-]+)", documented)) | {"feed"}
    served = {
        re.sub(r"\(.*?\)", "<id>", route).removeprefix(f"{PANEL}/")
        for route, _ in ROUTES
        if route.startswith(PANEL) and not route.endswith("(.*)")
    }

    assert served == {re.sub("<.*?>", "<id>", route) for route in named}


@pytest.mark.parametrize(("path", "handler"), [*zip(PATHS, HANDLERS, strict=True)], ids=PATHS)
async def test_nobody_gets_in_without_a_token(
    app: TracksideApp, http_server_client: Any, jp_base_url: str, path: str, handler: type[Any]
) -> None:
    for verb in VERBS:
        with pytest.raises(HTTPClientError) as refused:
            await http_server_client.fetch(
                f"{jp_base_url.rstrip('/')}{path}",
                method=verb,
                allow_nonstandard_methods=True,
                follow_redirects=False,
            )
        is_served = verb in verbs_of(handler)
        assert refused.value.code in ((401, 403) if is_served else (401, 403, 405)), (verb, path)


async def test_nobody_listens_without_a_token(jp_ws_fetch: Any, panel: Panel) -> None:
    with pytest.raises(HTTPClientError) as refused:
        await jp_ws_fetch(PANEL, "feed", headers={"Authorization": "token wrong"})

    assert refused.value.code == 403


async def cookie_of(fetch: Any) -> str:
    """Return what a browser that logged in sends along, also for another site's page."""
    answer = await fetch("trackside", "panel", "status")
    found = "; ".join(value.split(";")[0] for value in answer.headers.get_list("Set-Cookie"))
    assert found
    return found


async def test_another_site_cannot_listen_with_the_users_cookie(
    jp_fetch: Any, http_server_port: Any, jp_base_url: str, panel: Panel
) -> None:
    url = f"ws://127.0.0.1:{http_server_port[1]}{jp_base_url}trackside/panel/feed"
    cookie = await cookie_of(jp_fetch)

    own = HTTPRequest(url, headers={"Cookie": cookie})
    (await websocket_connect(own)).close()

    foreign = {"Cookie": cookie, "Origin": "http://elsewhere.example"}
    with pytest.raises(HTTPClientError) as refused:
        await websocket_connect(HTTPRequest(url, headers=foreign))
    assert refused.value.code == 403


@pytest.mark.parametrize("handler", dict.fromkeys(HANDLERS), ids=lambda h: h.__name__)
def test_every_verb_is_authenticated_then_authorised(handler: type[RequestHandler]) -> None:
    verbs = verbs_of(handler)
    assert verbs

    for verb in verbs.values():
        # Jupyter leaves no other mark on a guarded method than what wraps it.
        guard = ws_authenticated if issubclass(handler, WebSocketHandler) else web.authenticated
        assert verb.__code__ is guard(lambda: None).__code__
        assert verb.__wrapped__.__code__ is authorized(lambda: None).__code__


class TestStrictServer:
    @pytest.fixture
    def jp_server_config(self) -> dict[str, Any]:
        return {
            "ServerApp": {
                "jpserver_extensions": {"trackside_server": True},
                "allow_unauthenticated_access": False,
            }
        }

    async def test_jupyter_finds_no_unguarded_route(self, jp_configurable_serverapp: Any) -> None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            jp_configurable_serverapp()

        unguarded = [
            str(warning.message)
            for warning in caught
            if issubclass(warning.category, JupyterServerAuthWarning)
            and "rackside" in str(warning.message)
        ]
        assert unguarded == []


class ReadOnly(Authorizer):
    """Lets everybody look and nobody change."""

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        return resource != "trackside" or action == "read"


class Forbidding(Authorizer):
    """Lets nobody do anything with Trackside."""

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        return resource != "trackside"


class TestReader:
    @pytest.fixture
    def jp_server_config(self) -> dict[str, Any]:
        return {
            "ServerApp": {
                "jpserver_extensions": {"trackside_server": True},
                "authorizer_class": ReadOnly,
            }
        }

    async def test_a_reader_looks_and_changes_nothing(self, panel: Panel, client: Client) -> None:
        run = client.create_run("0")
        path = f"runs/{run.info.run_id}"

        assert (await panel.get(path))["run"]["run_id"] == run.info.run_id
        async with panel.feed() as next_notice:
            assert (await next_notice())["runs"] == {}

        refused = await panel.refused(panel.send("PATCH", path, {"name": "mine"}))
        assert (refused.status, refused.error_code) == (403, "PERMISSION_DENIED")
        body = {"name": "m", "run_id": run.info.run_id, "artifact_path": "m"}
        assert (await panel.refused(panel.send("POST", "models", body))).status == 403
        assert client.get_run(run.info.run_id) == run


class TestStranger:
    @pytest.fixture
    def jp_server_config(self) -> dict[str, Any]:
        return {
            "ServerApp": {
                "jpserver_extensions": {"trackside_server": True},
                "authorizer_class": Forbidding,
            }
        }

    async def test_a_stranger_does_not_even_look(self, panel: Panel, jp_ws_fetch: Any) -> None:
        for path, handler in zip(PATHS, HANDLERS, strict=True):
            if "/panel/" in path and not path.endswith("feed") and "GET" in verbs_of(handler):
                place = path.removeprefix(f"{PANEL}/")
                assert (await panel.refused(panel.get(place))).status == 403
        with pytest.raises(HTTPClientError) as refused:
            await jp_ws_fetch(PANEL, "feed")
        assert refused.value.code == 403


async def test_a_cookie_needs_the_xsrf_token_to_write(
    http_server_client: Any, jp_base_url: str, jp_fetch: Any, client: Client
) -> None:
    run_id = client.create_run("0").info.run_id
    cookie = await cookie_of(jp_fetch)

    with pytest.raises(HTTPClientError) as refused:
        await http_server_client.fetch(
            f"{jp_base_url}trackside/panel/runs/{run_id}",
            method="PATCH",
            body=json.dumps({"name": "stolen"}),
            headers={"Cookie": cookie},
        )

    assert refused.value.code == 403
