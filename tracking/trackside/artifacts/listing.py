"""Orders and pages of a folder's entries."""

from __future__ import annotations

import base64
import binascii
import heapq
import json
from typing import TYPE_CHECKING, TypeVar

from trackside.entities.paging import PagedList
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from trackside.entities import FileInfo

MAX_RESULTS = 1000
"""The entries of a page unless told otherwise, as many as object stores give at once."""

Entry = TypeVar("Entry")


def shown_order(infos: Iterable[FileInfo]) -> list[FileInfo]:
    """Return folders first, then files, each by name."""
    return sorted(infos, key=lambda info: (not info.is_dir, info.path))


def page_of(
    entries: Iterable[Entry],
    key: Callable[[Entry], str],
    max_results: int,
    page_token: str | None,
) -> PagedList[Entry]:
    """Return the entries that follow the token's in the order of ``key``, at most ``max_results``.

    The token says where the last page ended and not how long it was: entries that come or go
    meanwhile neither repeat nor hide others.
    """
    checked_max_results(max_results)
    after = decode_token(page_token)
    rest = (entry for entry in entries if after is None or key(entry) > after)
    found = heapq.nsmallest(max_results + 1, rest, key=key)
    page = found[:max_results]
    return PagedList(page, encode_token(key(page[-1])) if len(found) > max_results else None)


def page_key(name: str, *, is_dir: bool) -> str:
    """Return what pages are ordered by: the name, a folder's with ``/`` as object stores have it."""
    return f"{name}/" if is_dir else name


def checked_max_results(max_results: int) -> int:
    """Return it if it is a number of entries from 1."""
    if isinstance(max_results, bool) or not isinstance(max_results, int) or max_results < 1:
        raise InvalidParameter(f"max_results must be a whole number from 1, not {max_results!r}.")
    return max_results


def encode_token(after: str) -> str:
    """Return the token of the page that follows ``after``."""
    text = json.dumps({"after": after})
    return base64.urlsafe_b64encode(text.encode()).decode()


def decode_token(token: str | None) -> str | None:
    """Return what a page ended with; None for no token. Raises ``InvalidParameter``."""
    if not token:
        return None
    try:
        after = json.loads(base64.urlsafe_b64decode(token))["after"]
    except (binascii.Error, ValueError, TypeError, KeyError, RecursionError) as error:
        raise _invalid(token) from error
    if not isinstance(after, str):
        raise _invalid(token)
    return after


def _invalid(token: str) -> InvalidParameter:
    return InvalidParameter(
        f"Invalid page token {token!r}: give the token that came with the previous page, unchanged."
    )
