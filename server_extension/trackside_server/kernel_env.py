"""What kernels are told through their environment: where the store is, and who knows their notebook.

Kernels inherit the server's environment. What the user set there is never overwritten, and nothing
here is logged: one of the values is the server's token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from jupyter_server.utils import url_path_join

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

WILDCARD_IPS = ("", "0.0.0.0", "::", "*")  # noqa: S104 (to recognise them)


def kernel_environment(
    store_url: str | None, root: str, server_url: str | None, token: str | None
) -> dict[str, str]:
    """Return the variables; what is not known is left out."""
    known = {
        "TRACKSIDE_TRACKING_URI": store_url,
        "TRACKSIDE_ROOT": root,
        "TRACKSIDE_SERVER_URL": server_url,
        "TRACKSIDE_SERVER_TOKEN": token if server_url else None,
        # For the real mlflow package: the same store by MLflow's protocol.
        "MLFLOW_TRACKING_URI": server_url,
        "MLFLOW_TRACKING_TOKEN": token if server_url else None,
    }
    return {name: value for name, value in known.items() if value}


def server_url(connection_url: str, listens_on: str, extension: str) -> str | None:
    """Return our URL as a kernel on this machine reaches it; None for a server on a Unix socket.

    A server that listens everywhere is reached by the loopback: its host name may lead through a
    proxy, and the token with it.
    """
    parts = urlsplit(connection_url)
    if parts.scheme not in ("http", "https"):
        return None
    netloc = f"127.0.0.1:{parts.port}" if listens_on in WILDCARD_IPS else parts.netloc
    return urlunsplit((parts.scheme, netloc, url_path_join(parts.path, extension), "", ""))


def inject(environ: MutableMapping[str, str], variables: Mapping[str, str]) -> None:
    """Add the variables that are not set; an address that the user chose does not get our token."""
    for name, value in variables.items():
        if name == "MLFLOW_TRACKING_TOKEN" and environ.get("MLFLOW_TRACKING_URI") != variables.get(
            "MLFLOW_TRACKING_URI"
        ):
            continue
        environ.setdefault(name, value)
