"""What a server's answer means: JSON, or one of our errors by MLflow's code or the HTTP status. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trackside.errors import (
    AlreadyExists,
    InvalidParameter,
    NotFound,
    NotImplementedHere,
    PermissionDenied,
    StoreCorrupt,
    StoreUnavailable,
    TracksideException,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_ERRORS: Mapping[str, type[TracksideException]] = {
    **dict.fromkeys(("RESOURCE_DOES_NOT_EXIST", "NOT_FOUND"), NotFound),
    **dict.fromkeys(("RESOURCE_ALREADY_EXISTS", "ALREADY_EXISTS"), AlreadyExists),
    # MLflow's answer to verbs on what is deleted, a 500: the caller is wrong, not the server.
    **dict.fromkeys(
        ("INVALID_PARAMETER_VALUE", "BAD_REQUEST", "INVALID_STATE", "MALFORMED_REQUEST"),
        InvalidParameter,
    ),
    "PERMISSION_DENIED": PermissionDenied,
    **dict.fromkeys(("NOT_IMPLEMENTED", "ENDPOINT_NOT_FOUND"), NotImplementedHere),
    "DATA_LOSS": StoreCorrupt,
    **dict.fromkeys(
        (
            "INTERNAL_ERROR",
            "TEMPORARILY_UNAVAILABLE",
            "DEADLINE_EXCEEDED",
            "REQUEST_LIMIT_EXCEEDED",
            "RESOURCE_EXHAUSTED",
        ),
        StoreUnavailable,
    ),
}
_NO_SUCH_ROUTE = (404, 405, 501)
_PASSING = (408, 425, 429, 500, *range(502, 600))
_SHOWN_TEXT = 200


def json_of(body: bytes) -> dict[str, Any] | None:
    """Return the object in a body; None for what is no JSON object."""
    try:
        found = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def is_passing(status: int) -> bool:
    """Say whether a status tells of trouble that passes by itself: overload, a restart, a proxy's."""
    return status in _PASSING


def error_of(status: int, body: bytes, url: str, what: str) -> TracksideException:
    """Return the error for an answer that is not 2xx; ``url`` is the server's, ``what`` was asked for."""
    found = json_of(body) or {}
    code, message = found.get("error_code"), found.get("message")
    if isinstance(code, str) and code:
        kind = _ERRORS.get(code, StoreUnavailable if is_passing(status) else TracksideException)
        text = str(message or f"The tracking server {url!r} refuses {what!r}: {code}.")
        return kind(text, None if kind is NotImplementedHere else code)
    said = _plain(body)
    if is_passing(status):
        return StoreUnavailable(
            f"The tracking server {url!r} fails for now: it answered {status} to {what!r}{said}."
        )
    if status in _NO_SUCH_ROUTE:
        return NotImplementedHere(
            f"The tracking server {url!r} has no {what!r} (it answered {status}{said}). Is the address complete, "
            "with its path? A store that Jupyter serves is at '<Jupyter's address>/trackside'. If it is, the "
            "server is too old for this."
        )
    return InvalidParameter(
        f"The tracking server {url!r} refuses {what!r}: it answered {status}{said}."
    )


def _plain(body: bytes) -> str:
    """Return what a short text says; a page of HTML says nothing."""
    text = body[: _SHOWN_TEXT + 1].decode("utf-8", "replace").strip()
    if not text or text.startswith(("<", "{")) or len(text) > _SHOWN_TEXT:
        return ""
    return f", {' '.join(text.split())!r}"
