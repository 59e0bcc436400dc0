"""A moving average, as TensorBoard draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def smoothed(values: Sequence[float | None], weight: float) -> tuple[float | None, ...]:
    """Return the exponential moving average without the pull towards zero; a gap stays a gap."""
    average, debias = 0.0, 1.0
    found: list[float | None] = []
    for value in values:
        if value is None:
            found.append(None)
            continue
        average = average * weight + value * (1 - weight)
        debias *= weight
        found.append(average / (1 - debias))
    return tuple(found)
