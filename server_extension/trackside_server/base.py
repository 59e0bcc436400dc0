"""What every route of the panel's API shares: who may ask, how it is answered, how it fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.extension.handler import ExtensionHandlerMixin
from tornado import web

from trackside.errors import TracksideException
from trackside_server.arguments import Body, Query
from trackside_server.errors import error_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from trackside.store.base import Store
    from trackside_server.store_access import StoreAccess

AUTH_RESOURCE = "trackside"
STORE_SETTING = "trackside_store"


class PanelHandler(ExtensionHandlerMixin, APIHandler):
    """JSON in, JSON out; each verb of a subclass is ``@web.authenticated`` and ``@authorized``."""

    auth_resource = AUTH_RESOURCE

    @property
    def store(self) -> StoreAccess:
        """The way to the store."""
        access: StoreAccess = self.settings[STORE_SETTING]
        return access

    @property
    def query(self) -> Query:
        """The arguments in the URL."""
        return Query(self.request.query_arguments)

    @property
    def body(self) -> Body:
        """The fields of the JSON body."""
        return Body(self.request.body)

    async def answer(self, work: Callable[[Store], Mapping[str, Any]]) -> None:
        """Answer what ``work`` makes of the store; it is turned into JSON off the loop, too."""
        self.finish(await self.store.run(lambda store: to_json(work(store))))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer any failure as MLflow's JSON."""
        error = kwargs["exc_info"][1] if "exc_info" in kwargs else None
        answer = error_answer(error, status_code)
        self.set_status(answer.status)
        self.finish(to_json(answer.to_wire()))

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Log a traceback only for what is nobody's mistake."""
        if isinstance(value, TracksideException):
            self.log.debug("Trackside refused %s: %s", self.request.path, value.message)
        else:
            super().log_exception(typ, value, tb)


class NoSuchRoute(PanelHandler):
    """Whatever lies under ``panel/`` and is no route, as JSON like everything else."""

    @web.authenticated
    @authorized
    async def get(self, _path: str) -> None:
        """Answer 404."""
        raise web.HTTPError(404)

    post = patch = put = delete = get


def to_json(wire: Mapping[str, Any]) -> str:
    """Return strict JSON: what reaches this holds no NaN, and a bare one would break the client."""
    return json.dumps(wire, allow_nan=False, separators=(",", ":"))
