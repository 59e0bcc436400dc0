"""The looks that all charts share: they must read well on a light and on a dark page."""

from __future__ import annotations

from typing import Any

# The same colours in the same order as the sidebar's labextension/src/model/palette.ts (a test
# compares them). Each has a contrast of at least 3:1 against white and against near-black.
RUN_COLOURS = (
    "#3b82d0",
    "#d9692b",
    "#2c9a62",
    "#c24fa0",
    "#8a6fdc",
    "#a8841a",
    "#1b93a5",
    "#d94a4a",
    "#6f8f24",
    "#9a6b52",
)
_CLEAR = "rgba(0,0,0,0)"
_TEXT = "#7f7f7f"
_GRID = "rgba(128,128,128,0.25)"


def run_colour(index: int) -> str:
    """Return the colour of the run at that place; colours repeat."""
    return RUN_COLOURS[index % len(RUN_COLOURS)]


def neutral_layout(**settings: Any) -> dict[str, Any]:
    """Return a plotly layout without a background, so that the page's theme shows through."""
    return {
        "template": "none",
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "font": {"color": _TEXT},
        "margin": {"l": 56, "r": 24, "t": 40, "b": 44},
        **settings,
    }


def neutral_axis(**settings: Any) -> dict[str, Any]:
    """Return settings of an axis that goes with :func:`neutral_layout`."""
    return {"gridcolor": _GRID, "zerolinecolor": _GRID, "automargin": True, **settings}
