"""Cutting long lists into pieces that fit into one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

# SQLite takes at most 32,766 variables a statement (999 before 3.32).
_CHUNK = 900


def chunked(items: Sequence[T], times: int = 1) -> list[Sequence[T]]:
    """Cut items into pieces that fit into one statement, in which each stands so many ``times``."""
    size = _CHUNK // times
    return [items[start : start + size] for start in range(0, len(items), size)]
