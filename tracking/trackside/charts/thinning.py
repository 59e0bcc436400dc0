"""Long histories with fewer points that look the same: the extremes stay."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PER_BUCKET = 2


def kept_points(values: NDArray[np.float64], at_most: int) -> NDArray[np.int64]:
    """Return the indices of the points to draw, in order, never more than ``at_most`` (at least 4).

    The first and the last point stay; of each stretch in between its lowest and highest. NaN is
    left to stretches that hold nothing else.
    """
    count = len(values)
    if count <= at_most:
        return np.arange(count, dtype=np.int64)
    buckets = max(1, (at_most - 2) // _PER_BUCKET)
    edges = np.linspace(1, count - 1, buckets + 1).astype(np.int64)
    kept = {0, count - 1}
    # The ends of the scale stand in for NaN, so that it is neither the lowest nor the highest.
    lows, highs = np.where(np.isnan(values), np.inf, values), np.nan_to_num(values, nan=-np.inf)
    for start, end in pairwise(edges.tolist()):
        kept.add(start + int(np.argmin(lows[start:end])))
        kept.add(start + int(np.argmax(highs[start:end])))
    return np.array(sorted(kept), dtype=np.int64)
