"""Metric series on their way in: rows to arrays, and what of a series is new. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from trackside.entities import History

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


def split_by_key(
    run_id: str,
    names: list[str],
    keys: NDArray[np.int64],
    steps: NDArray[np.int64],
    timestamps: NDArray[np.int64],
    values: NDArray[np.float64],
) -> Iterator[History]:
    """Give one series a key out of mixed points; ``keys`` holds the place of each point's key in ``names``."""
    order = np.lexsort((timestamps, steps, keys))
    ends = np.searchsorted(keys[order], np.arange(len(names) + 1), "left")
    for number, name in enumerate(names):
        mine = order[ends[number] : ends[number + 1]]
        if len(mine):
            yield History(run_id, name, steps[mine], timestamps[mine], values[mine])


def missing_points(there: History, here: History) -> History:
    """Return the points of ``there`` that are not ``here``, as often as they are not."""
    if not len(here):
        return there
    columns = [_joined(here, there, name) for name in ("steps", "timestamps")]
    columns.append(_bits(_joined(here, there, "values")))
    is_new = np.repeat([False, True], [len(here), len(there)])
    # Equal points stand together, those that are here first.
    order = np.lexsort((is_new, *columns))
    ranked = np.stack(columns)[:, order]
    begins = np.r_[True, (ranked[:, 1:] != ranked[:, :-1]).any(axis=0)]
    group = np.cumsum(begins) - 1
    old_in_group = np.bincount(group, weights=~is_new[order]).astype(np.int64)
    place_in_group = np.arange(len(order)) - np.flatnonzero(begins)[group]
    # Of n points here and m there, the last m - n of the group are missing.
    is_missing = is_new[order] & (place_in_group >= 2 * old_in_group[group])
    missing = np.sort(order[is_missing]) - len(here)
    return History(
        *(there.run_id, there.key),
        *(there.steps[missing], there.timestamps[missing], there.values[missing]),
    )


def _joined(here: History, there: History, column: str) -> NDArray[Any]:
    return np.concatenate([getattr(here, column), getattr(there, column)])


def _bits(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return values as integers that are equal if they mean the same: every NaN is one, and both zeros."""
    plain = np.where(np.isnan(values), np.nan, np.where(values == 0, 0.0, values))
    return plain.view(np.int64)
