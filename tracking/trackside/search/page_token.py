"""Page tokens as MLflow writes them: base64 of ``{"offset": n}``."""

from __future__ import annotations

import base64
import binascii
import json

from trackside.errors import InvalidParameter

# The greatest offset that SQL databases take.
_MAX_OFFSET = 2**63 - 1


def encode_page_token(offset: int) -> str:
    """Return the token of the page that begins after ``offset`` results."""
    return base64.b64encode(json.dumps({"offset": offset}).encode()).decode()


def decode_page_token(token: str | None) -> int:
    """Return the offset that a token stands for; 0 for no token."""
    if not token:
        return 0
    try:
        offset = json.loads(base64.b64decode(token, validate=True))["offset"]
        number = int(offset)
    except (binascii.Error, ValueError, TypeError, KeyError, RecursionError) as error:
        raise _invalid(token) from error
    if isinstance(offset, bool | float) or not 0 <= number <= _MAX_OFFSET:
        raise _invalid(token)
    return number


def _invalid(token: str) -> InvalidParameter:
    return InvalidParameter(
        f"Invalid page token {token!r}: give the token that came with the previous page, unchanged."
    )
