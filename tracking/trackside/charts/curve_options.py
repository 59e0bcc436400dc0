"""How histories are drawn: the options of the compare tab's *Charts*, by the same names."""

from __future__ import annotations

from dataclasses import dataclass

from trackside.errors import InvalidParameter

MAX_POINTS = 2000
AXES = ("step", "relative", "wall")
BANDS = ("range", "std")


@dataclass(frozen=True, slots=True)
class CurveOptions:
    """What runs along the axes, and whether lines are smoothed or grouped."""

    x: str = "step"
    """``step``, ``relative`` (time since a run's first point) or ``wall`` (time of day)."""
    log_x: bool = False
    log_y: bool = False
    smoothing: float = 0.0
    """Weight of what was before in a moving average; 0 draws what was logged."""
    group_by: str | None = None
    """The param whose equal values make one line of several runs."""
    band: str = "range"
    """About a group's mean: ``range`` from the least to the greatest, or ``std``."""
    max_points: int = MAX_POINTS

    def __post_init__(self) -> None:
        """Raise ``InvalidParameter`` for what cannot be drawn."""
        if self.x not in AXES:
            raise InvalidParameter(f"x must be one of {', '.join(AXES)}, not {self.x!r}.")
        if self.band not in BANDS:
            raise InvalidParameter(f"band must be one of {', '.join(BANDS)}, not {self.band!r}.")
        if not 0 <= self.smoothing < 1:
            raise InvalidParameter(
                f"smoothing must be at least 0 and below 1, not {self.smoothing!r}."
            )
        if self.log_x and self.x == "wall":
            raise InvalidParameter("x='wall' has no logarithmic axis: leave log_x out.")
