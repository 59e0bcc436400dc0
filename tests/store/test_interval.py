"""Stretches of an index, brought down to one bound at each end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Double, column

from trackside.store.sql.interval import Interval

numbers = st.integers(-3, 3)
intervals = st.builds(
    Interval, st.none() | numbers, st.none() | numbers, st.booleans(), st.booleans()
)


def holds(interval: Interval, value: float) -> bool:
    low, high = interval.low, interval.high
    is_above = low is None or value > low or (value == low and interval.with_low)
    return is_above and (high is None or value < high or (value == high and interval.with_high))


@given(intervals, intervals, st.sampled_from([-4, -3, -0.5, 0, 0.5, 1, 2, 3, 4]))
def test_what_lies_within_both_lies_in_each(one: Interval, other: Interval, value: float) -> None:
    assert holds(one.within(other), value) == (holds(one, value) and holds(other, value))


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (Interval(), []),
        (Interval(1, 1), ["x = 1"]),
        (Interval(1, 1, with_low=False), ["x > 1", "x <= 1"]),
        (Interval(low=1), ["x >= 1"]),
        (Interval(high=2, with_high=False), ["x < 2"]),
        (Interval(1, 2), ["x >= 1", "x <= 2"]),
    ],
)
def test_an_interval_is_at_most_two_bounds(interval: Interval, expected: list[str]) -> None:
    bounds = interval.bounds(column("x", Double()))
    shown = [str(bound.compile(compile_kwargs={"literal_binds": True})) for bound in bounds]
    assert [text.replace(".0", "") for text in shown] == expected
