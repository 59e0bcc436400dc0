"""The application: the protocol's routes at the root of a server of their own."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.authorizer import AllowAllAuthorizer
from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from trackside_server.base import STORE_SETTING, NoSuchRoute
from trackside_server.mlflow_rest.handlers import HealthHandler
from trackside_server.mlflow_rest.routes import MLFLOW_ROUTES, ROOT
from trackside_server.own_client import OWN_ROUTES
from trackside_server.standalone.identity import Credentials, Doorkeeper
from trackside_server.standalone.measuring import REGISTRY_SETTING, Measurements, MetricsHandler
from trackside_server.store_access import StoreAccess

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Alone:
    """What handlers find in place of the extension of a Jupyter server."""

    log: logging.Logger = field(default_factory=lambda: logging.getLogger("trackside.server"))


class OpenHealthHandler(HealthHandler):
    """``/health`` for load balancers, which have no token; it tells nothing but OK."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Answer OK, or 503 without the reason."""
        await self.answer_health(says_why=False)


def routes() -> list[tuple[str, type[Any], dict[str, str]]]:
    """Return what is served."""
    protocol: list[tuple[str, type[Any]]] = [
        (pattern.replace(ROOT, "", 1), handler)
        for pattern, handler in [*MLFLOW_ROUTES, *OWN_ROUTES]
        if handler is not HealthHandler
    ]
    ours: list[tuple[str, type[Any]]] = [
        ("/health", OpenHealthHandler),
        ("/metrics", MetricsHandler),
        ("/(.*)", NoSuchRoute),
    ]
    return [(pattern, handler, {"name": "trackside"}) for pattern, handler in [*protocol, *ours]]


def make_application(
    tracking_uri: str, credentials: Credentials, trusted_hosts: Sequence[str] = ("*",)
) -> web.Application:
    """Return the application over the store at ``tracking_uri``; nothing is opened yet."""
    measurements = Measurements()
    settings: dict[str, Any] = {
        "base_url": "/",
        "allow_remote_access": "*" in trusted_hosts,
        "local_hostnames": list(trusted_hosts),
        "allow_unauthenticated_access": False,
        "authenticate_prometheus": True,
        "authorizer": AllowAllAuthorizer(),
        "identity_provider": Doorkeeper(credentials),
        # Nothing is signed with it: no cookie of ours lets anybody in.
        "cookie_secret": secrets.token_bytes(32),
        "xsrf_cookies": True,
        "serverapp": None,
        "trackside": Alone(),
        "login_url": "/login",
        "log_function": measurements.note,
        REGISTRY_SETTING: measurements,
        STORE_SETTING: StoreAccess(tracking_uri, Path.cwd()),
    }
    return web.Application(routes(), **settings)
