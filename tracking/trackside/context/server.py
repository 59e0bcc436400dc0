"""Ask the Jupyter server which notebook a kernel runs: it alone knows of a rename."""

from __future__ import annotations

import json
from http.client import HTTPException
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_ANSWER_BYTES = 65_536


def ask_server_for_notebook(
    environ: Mapping[str, str], kernel_id: str | None, timeout_s: float = 2.0
) -> str | None:
    """Return the path of the kernel's notebook relative to the Jupyter root.

    None on any failure: no server in the environment, none there, none that knows the kernel.
    Never raises. The token goes to the server named in ``TRACKSIDE_SERVER_URL`` and nowhere else.
    """
    server_url = environ.get("TRACKSIDE_SERVER_URL")
    if not server_url or not kernel_id:
        return None
    try:
        request = _request(server_url, environ.get("TRACKSIDE_SERVER_TOKEN"), kernel_id)
        with _opener(request.host).open(request, timeout=timeout_s) as answer:
            path = json.loads(answer.read(_MAX_ANSWER_BYTES))["path"]
    except (OSError, URLError, HTTPException, ValueError, TypeError, KeyError, RecursionError):
        return None
    return path if isinstance(path, str) and path else None


def _request(server_url: str, token: str | None, kernel_id: str) -> Request:
    if urlsplit(server_url).scheme not in ("http", "https"):
        raise ValueError(f"not an http URL: {server_url!r}")
    url = f"{server_url.rstrip('/')}/panel/kernels/{quote(kernel_id, safe='')}/notebook"
    request = Request(url)  # noqa: S310
    if token:
        request.add_unredirected_header("Authorization", f"token {token}")
    return request


class _NoRedirect(HTTPRedirectHandler):
    """A redirect is an answer from someone else (a login page): taken as a failure."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


def _opener(host: str) -> OpenerDirector:
    if _is_loopback(host):
        # A proxy cannot reach our loopback, and people forget to list it in no_proxy.
        return build_opener(_NoRedirect, ProxyHandler({}))
    return build_opener(_NoRedirect)


def _is_loopback(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
