"""Tornado's side of the protocol: who may call, how it is answered, how it fails.

Clients authenticate by token (``MLFLOW_TRACKING_TOKEN``: ``Authorization: Bearer``) or as Jupyter
lets them. Nothing is ever answered in HTML.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.errors import InvalidParameter, TracksideException
from trackside.version import __version__
from trackside_server.base import PanelHandler
from trackside_server.mlflow_rest.endpoints import Endpoint, find
from trackside_server.mlflow_rest.request import Request, from_body, from_query
from trackside_server.mlflow_rest.run_files import list_root

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.store.base import Store
    from trackside_server.mlflow_rest.wire import Wire

# The release whose protocol this is; clients ask for it to know what they may send.
MLFLOW_VERSION = "3.17.2"
_JSON = "application/json"
BYTES = "application/octet-stream"


class ProtocolHandler(PanelHandler):
    """What the protocol's routes share."""

    def check_xsrf_cookie(self) -> None:
        """Let programs through that carry no cookie; browsers are checked as everywhere.

        A page of another site cannot send what passes here: PUT, PATCH, DELETE, JSON and bytes need
        the leave of this server first (CORS), which nobody gets.
        """
        if not hasattr(self, "_jupyter_current_user"):
            return  # tornado asks before Jupyter knows the user, and Jupyter asks again
        is_simple = self.request.method == "POST" and self._content_type() not in (_JSON, BYTES)
        if "Cookie" in self.request.headers or is_simple or not self.check_origin():
            super().check_xsrf_cookie()

    def _content_type(self) -> str:
        content_type = self.request.headers.get("Content-Type", "")
        return content_type.partition(";")[0].strip().lower()

    def given(self, artifact_root: str) -> Request:
        """Return the fields of the call: of the body, for verbs that have one, else of the query."""
        if self.request.method == "GET":
            return from_query(self.request.query_arguments, artifact_root)
        if self.request.body and self._content_type() != _JSON:
            raise InvalidParameter(f"Bad Request. Content-Type must be one of ['{_JSON}'].")
        return from_body(self.request.body, artifact_root)


class CallHandler(ProtocolHandler):
    """The calls of the protocol."""

    async def call(self, path: str) -> None:
        """Answer what verb and path mean."""
        found = find(str(self.request.method), path)
        if found is None:
            raise web.HTTPError(404, f"MLflow's {self.request.method} {path} is not served here.")
        endpoint, fields = found
        await self.answer(partial(self._answered, endpoint, fields))

    def _answered(self, endpoint: Endpoint, fields: Mapping[str, str], store: Store) -> Wire:
        request = self.given(store.artifact_root)
        return endpoint.answer(store, Request({**request.fields, **fields}, store.artifact_root))

    @web.authenticated
    @authorized
    async def get(self, path: str) -> None:
        """Answer a call that reads."""
        await self.call(path)

    @web.authenticated
    @authorized
    async def post(self, path: str) -> None:
        """Answer a call that writes."""
        await self.call(path)

    @web.authenticated
    @authorized
    async def put(self, path: str) -> None:
        """Answer a call that writes."""
        await self.call(path)

    @web.authenticated
    @authorized
    async def patch(self, path: str) -> None:
        """Answer a call that writes."""
        await self.call(path)

    @web.authenticated
    @authorized
    async def delete(self, path: str) -> None:
        """Answer a call that writes."""
        await self.call(path)


class QueryHandler(CallHandler):
    """The calls that only read though they are posted: the right to read is enough."""

    @web.authenticated
    @authorized(action="read")  # type: ignore[untyped-decorator]
    async def post(self, path: str) -> None:
        """Answer a call that reads."""
        await self.call(path)


class RootFolderHandler(ProtocolHandler):
    """``mlflow-artifacts/artifacts?path=``: a folder of the artifact root."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer the entries."""
        await self.answer(lambda store: list_root(store, self.given(store.artifact_root)))


class ServerInfoHandler(ProtocolHandler):
    """What clients ask to know what this server can."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer what kind of store there is."""
        self.finish(
            json.dumps(
                {
                    "store_type": "SqlStore",
                    "workspaces_enabled": False,
                    "trace_archival_enabled": False,
                    "trackside": __version__,
                }
            )
        )


class VersionHandler(ProtocolHandler):
    """The version of MLflow whose protocol this is, in plain text."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer the version."""
        self.finish(MLFLOW_VERSION, set_content_type="text/plain; charset=utf-8")


class HealthHandler(ProtocolHandler):
    """Whether the store answers, in plain text."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer OK, or 503 with the reason."""
        await self.answer_health(says_why=True)

    async def answer_health(self, *, says_why: bool) -> None:
        """Ask the store."""
        try:
            await self.store.run(lambda store: store.revision())
        except TracksideException as error:
            self.set_status(503)
            self.finish(
                error.message if says_why else "The store does not answer.",
                set_content_type="text/plain; charset=utf-8",
            )
        else:
            self.finish("OK", set_content_type="text/plain; charset=utf-8")
