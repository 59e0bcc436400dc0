"""A stretch of an index: from a value to a value.

Several conditions on one column are brought down to one bound at each end before they are sent:
SQLite begins to read at the first lower bound that it meets in a statement, be there a better one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


@dataclass(frozen=True)
class Interval:
    """The values from ``low`` to ``high``, with or without these; None is no bound."""

    low: Any = None
    high: Any = None
    with_low: bool = True
    with_high: bool = True

    def above(self, value: Any, *, including: bool) -> Interval:
        """Return what lies above ``value`` within this interval."""
        is_tighter = self.low is None or value > self.low or (value == self.low and not including)
        return replace(self, low=value, with_low=including) if is_tighter else self

    def below(self, value: Any, *, including: bool) -> Interval:
        """Return what lies below ``value`` within this interval."""
        is_tighter = (
            self.high is None or value < self.high or (value == self.high and not including)
        )
        return replace(self, high=value, with_high=including) if is_tighter else self

    def within(self, other: Interval) -> Interval:
        """Return what both intervals hold."""
        found = self
        if other.low is not None:
            found = found.above(other.low, including=other.with_low)
        if other.high is not None:
            found = found.below(other.high, including=other.with_high)
        return found

    def bounds(self, column: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
        """Return the interval as conditions on a column."""
        if self.low is not None and self.low == self.high and self.with_low and self.with_high:
            return (column == self.low,)
        found = []
        if self.low is not None:
            found.append(column >= self.low if self.with_low else column > self.low)
        if self.high is not None:
            found.append(column <= self.high if self.with_high else column < self.high)
        return tuple(found)
