"""Thinning a series: what a chart must not lose, for any series."""

from __future__ import annotations

from math import inf

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from trackside.entities import History
from trackside_server.thinning import MIN_POINTS, kept_indices, thinned

SERIES = st.lists(st.floats(width=64), min_size=MIN_POINTS + 1, max_size=300)


def history(values: list[float]) -> History:
    steps = np.arange(len(values), dtype=np.int64)
    return History("run", "loss", steps, steps * 10, np.array(values, dtype=np.float64))


@given(SERIES, st.integers(MIN_POINTS, 60))
@example([0.0, 0.0, 0.0, inf, -inf], MIN_POINTS)
def test_ends_extremes_and_order_are_kept(values: list[float], max_points: int) -> None:
    whole = history(values)

    kept = thinned(whole, max_points)

    assert len(kept) <= max(max_points, 0)
    assert (kept.steps[0], kept.steps[-1]) == (0, len(values) - 1)
    assert bool(np.all(np.diff(kept.steps) > 0))
    np.testing.assert_array_equal(kept.values, whole.values[kept.steps])
    np.testing.assert_array_equal(kept.timestamps, kept.steps * 10)
    numbers = whole.values[~np.isnan(whole.values)]
    if len(numbers):
        assert np.nanmin(kept.values) == numbers.min()
        assert np.nanmax(kept.values) == numbers.max()


@given(SERIES)
def test_a_series_that_fits_is_left_as_it_is(values: list[float]) -> None:
    whole = history(values)
    assert thinned(whole, len(values)) is whole


def test_each_bucket_keeps_its_own_extremes() -> None:
    values = np.zeros(1_002)
    values[[150, 350, 650, 950]] = [1.0, -1.0, 2.0, -2.0]

    assert {150, 350, 650, 950} <= set(kept_indices(values, 22).tolist())


def test_a_bucket_of_nan_stays_visible() -> None:
    values = np.ones(102)
    values[40:60] = np.nan

    kept = kept_indices(values, 22)

    assert np.isnan(values[kept]).any()
