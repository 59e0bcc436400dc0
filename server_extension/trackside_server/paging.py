"""Reading a listing to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trackside.entities import PagedList

T = TypeVar("T")


def every(page_at: Callable[[str | None], PagedList[T]]) -> Iterator[T]:
    """Yield the items of all pages; ``page_at`` takes a page token."""
    token: str | None = None
    while True:
        page = page_at(token)
        yield from page
        token = page.token
        if token is None:
            return
