"""Cutting long lists into pieces that fit into one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

# SQLite takes at most 32,766 variables a statement (999 before 3.32).
_CHUNK = 900


def chunked(items: Sequence[T]) -> list[Sequence[T]]:
    """Cut items into pieces that fit into one statement."""
    return [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
