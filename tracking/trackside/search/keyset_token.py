"""Page tokens that say where the page before ended, so that page 1,000 costs what page 1 costs.

A token holds the sort key of the last result and a digest of the order it belongs to. It comes back
from outside, so nothing in it is trusted: whoever uses it checks the parts against the order.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import TYPE_CHECKING, TypeAlias

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.search.ast import Ordering

_VERSION = 1
_MAX_INTEGER = 2**63 - 1

Part: TypeAlias = int | float | str | None


def encode_keyset(orderings: Sequence[Ordering], parts: Sequence[Part]) -> str:
    """Return the token of the page that begins after the result with this sort key."""
    # repr of a float is exact, and Python's JSON knows the infinities.
    content = {"v": _VERSION, "order": _digest(orderings), "after": list(parts)}
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode()


def decode_keyset(token: str | None, orderings: Sequence[Ordering]) -> tuple[Part, ...] | None:
    """Return the sort key that a token holds, None for no token.

    Raises ``InvalidParameter`` for what is no token, and for one of another order.
    """
    if not token:
        return None
    try:
        content = json.loads(base64.b64decode(token, altchars=b"-_", validate=True))
        version, order, after = content["v"], content["order"], content["after"]
    except (binascii.Error, ValueError, TypeError, KeyError, RecursionError) as error:
        raise invalid_token(token) from error
    if version != _VERSION or not isinstance(after, list) or not all(map(_is_part, after)):
        raise invalid_token(token)
    if order != _digest(orderings):
        raise InvalidParameter(
            f"The page token {token!r} belongs to a search with another order_by: give the order_by of"
            " the first page with every following one."
        )
    return tuple(after)


def invalid_token(token: object) -> InvalidParameter:
    """Build the error for what is no token."""
    return InvalidParameter(
        f"Invalid page token {token!r}: give the token that came with the previous page, unchanged."
    )


def _is_part(part: object) -> bool:
    if isinstance(part, str):
        # Not what a database could not take: half of a surrogate pair, or NUL (PostgreSQL).
        return not any(c == "\0" or "\ud800" <= c <= "\udfff" for c in part)
    if isinstance(part, int):
        return not isinstance(part, bool) and abs(part) <= _MAX_INTEGER
    return part is None or (isinstance(part, float) and part == part)  # noqa: PLR0124 (NaN is none)


def _digest(orderings: Sequence[Ordering]) -> str:
    return hashlib.blake2b(repr(tuple(orderings)).encode(), digest_size=6).hexdigest()
