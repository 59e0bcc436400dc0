"""The links that the real ``mlflow`` prints: a page takes them to JupyterLab. The story in a browser: mlflow-notebook.spec.ts."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from tornado.httpclient import HTTPClientError, HTTPResponse

from trackside_server.links import landing

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

    from trackside_server import TracksideApp

pytestmark = pytest.mark.usefixtures("app")


def target_of(answer: HTTPResponse) -> str:
    found = re.search('id="target" href="(.*?)"', answer.body.decode())
    assert found
    return found.group(1)


def directives_of(answer: HTTPResponse) -> dict[str, str]:
    policy = answer.headers["Content-Security-Policy"]
    pairs = (part.strip().partition(" ") for part in policy.split(";"))
    return {name: value for name, _, value in pairs}


async def without_login(client: Any, base_url: str, **headers: str) -> HTTPResponse:
    with pytest.raises(HTTPClientError) as refused:
        await client.fetch(f"{base_url}trackside/", headers=headers, follow_redirects=False)
    answer = refused.value.response
    assert answer is not None
    return answer


async def test_without_jupyterlab_it_leads_to_the_page_that_the_server_opens(
    jp_fetch: Any, jp_serverapp: ServerApp, jp_base_url: str
) -> None:
    answer = await jp_fetch("trackside/")

    assert answer.headers["Content-Type"].startswith("text/html")
    assert target_of(answer) == jp_serverapp.default_url
    assert jp_serverapp.default_url.startswith(jp_base_url)


async def test_nothing_but_its_own_script_may_run(jp_fetch: Any) -> None:
    answer = await jp_fetch("trackside/")
    (script,) = re.findall("<script>(.*?)</script>", answer.body.decode(), re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()

    directives = directives_of(answer)
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == f"'sha256-{digest}'"
    assert directives["frame-ancestors"] == "'self'"


async def test_who_is_not_logged_in_is_refused_and_led_to_the_page_that_asks_for_it(
    http_server_client: Any, jp_base_url: str, jp_fetch: Any
) -> None:
    refused = await without_login(http_server_client, jp_base_url)

    allowed = await jp_fetch("trackside/")
    assert refused.code == 401
    assert refused.body == allowed.body
    assert directives_of(refused) == directives_of(allowed)


class TestBesideJupyterLab:
    @pytest.fixture
    def jp_server_config(self) -> dict[str, Any]:
        extensions = {"trackside_server": True, "jupyterlab": True}
        return {"ServerApp": {"jpserver_extensions": extensions}}

    async def test_it_leads_to_jupyterlab_below_the_base_url(
        self, jp_fetch: Any, jp_base_url: str
    ) -> None:
        assert jp_base_url != "/"
        assert target_of(await jp_fetch("trackside/")) == f"{jp_base_url}lab?trackside="

    async def test_a_query_or_host_of_the_asker_does_not_change_where_it_leads(
        self, http_server_client: Any, jp_base_url: str, jp_fetch: Any
    ) -> None:
        answer = await jp_fetch("trackside/", params={"target": "//elsewhere.example"})
        refused = await without_login(
            http_server_client, jp_base_url, **{"X-Forwarded-Host": "elsewhere.example"}
        )

        assert "elsewhere" not in answer.body.decode() + refused.body.decode()
        assert target_of(answer) == target_of(refused)


class TestJupyterLabSwitchedOff:
    @pytest.fixture
    def jp_server_config(self) -> dict[str, Any]:
        extensions = {"trackside_server": True, "jupyterlab": False}
        return {"ServerApp": {"jpserver_extensions": extensions}}

    def test_it_is_not_led_to(self, app: TracksideApp, jp_serverapp: ServerApp) -> None:
        assert app.serverapp is jp_serverapp
        assert landing("/base/", jp_serverapp) == jp_serverapp.default_url
