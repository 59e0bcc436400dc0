"""The client of the current store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.opening import get_tracking_uri

if TYPE_CHECKING:
    from trackside.client import Client

_clients: dict[str, Client] = {}


def client() -> Client:
    """Return the client of the current store."""
    from trackside.client import Client

    uri = get_tracking_uri()
    if uri not in _clients:
        _clients[uri] = Client(uri)
    return _clients[uri]


def forget_clients() -> None:
    """Let go of every client: for a process that starts over."""
    _clients.clear()
