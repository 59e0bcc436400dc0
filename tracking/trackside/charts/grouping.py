"""Several lines as one: their mean, and how far they spread about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Line = tuple[Sequence[float], Sequence[float | None]]

# As many as a chart has room for.
_MAX_PLACES = 500


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean of lines at some places, and the edges of the band about it."""

    x: tuple[float, ...]
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def spread_of(lines: Sequence[Line], band: str) -> Spread:
    """Return mean and band at the places that any line has; between its points a line is straight."""
    solid = [_without_gaps(line) for line in lines]
    solid = [line for line in solid if line.size]
    if not solid:
        return Spread((), (), (), ())
    places = np.unique(np.concatenate([line[0] for line in solid]))
    if len(places) > _MAX_PLACES:
        kept = np.linspace(0, len(places) - 1, _MAX_PLACES).round().astype(int)
        places = places[kept]
    # NaN beyond its ends: there a line has no part in the mean.
    values = np.array(
        [np.interp(places, x, y, left=np.nan, right=np.nan) for x, y in solid], dtype=np.float64
    )
    mean = np.nanmean(values, axis=0)
    if band == "std":
        spread = np.nanstd(values, axis=0)
        low, high = mean - spread, mean + spread
    else:
        low, high = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    return Spread(*(tuple(column.tolist()) for column in (places, mean, low, high)))


def _without_gaps(line: Line) -> NDArray[np.float64]:
    pairs = [(x, y) for x, y in zip(*line, strict=True) if y is not None]
    return np.array(pairs, dtype=np.float64).T
