"""Any two params or metrics of runs against one another, a third as the colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from trackside.charts.palette import neutral_axis, neutral_layout, run_colour
from trackside.charts.parallel import param_dimension
from trackside.charts.selection import run_labels
from trackside.charts.words import run_value
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.charts.parallel import Dimension
    from trackside.entities import Run

_HEIGHT = 460


@dataclass(frozen=True, slots=True)
class ScatterInfo:
    """What a scatter chart shows; runs that lack a value are not in it."""

    labels: tuple[str, ...]
    colours: tuple[str, ...]
    x: Dimension
    y: Dimension
    colour: Dimension | None
    contour: bool


def scatter_info(
    runs: Sequence[Run], x: str, y: str, colour_by: str | None = None, *, contour: bool = False
) -> ScatterInfo:
    """Decide what a scatter chart shows; values are named as in a filter, ``params.lr`` or ``metrics.loss``.

    Raises ``InvalidParameter`` if no run has all of the values, or for a contour without a colour.
    """
    if contour and colour_by is None:
        raise InvalidParameter("A contour takes three values: give colour_by too.")
    words = [x, y] if colour_by is None else [x, y, colour_by]
    values = {word: [run_value(run, word) for run in runs] for word in words}
    places = [
        place
        for place in range(len(runs))
        if all(values[word][place] is not None for word in words)
    ]
    if not places:
        raise InvalidParameter(f"Nothing to compare: no run has all of {', '.join(words)}.")
    labels = run_labels(runs)
    axes = {word: _dimension(word, [values[word][place] for place in places]) for word in words}
    return ScatterInfo(
        labels=tuple(labels[place] for place in places),
        colours=tuple(run_colour(place) for place in places),
        x=axes[x],
        y=axes[y],
        colour=None if colour_by is None else axes[colour_by],
        contour=contour,
    )


def _dimension(word: str, values: Sequence[str | None]) -> Dimension:
    return param_dimension(word.partition(".")[2], values)


def scatter_figure(info: ScatterInfo) -> go.Figure:
    """Draw a scatter chart: a point a run, over a contour if it is asked for."""
    figure = go.Figure(layout=neutral_layout(height=_HEIGHT, showlegend=False))
    scale = [[0, run_colour(0)], [1, run_colour(1)]]
    marker: dict[str, Any] = {"size": 9, "color": info.colours}
    if info.colour:
        colourbar = {"title": {"text": info.colour.label}, "thickness": 12}
        if info.contour:
            figure.add_trace(
                go.Contour(
                    x=info.x.values,
                    y=info.y.values,
                    z=info.colour.values,
                    connectgaps=True,
                    colorscale=scale,
                    colorbar=colourbar,
                    opacity=0.6,
                )
            )
        else:
            marker |= {"color": info.colour.values, "colorscale": scale, "colorbar": colourbar}
    figure.add_trace(
        go.Scatter(
            x=info.x.values, y=info.y.values, mode="markers", text=info.labels, marker=marker
        )
    )
    figure.update_xaxes(_axis(info.x))
    figure.update_yaxes(_axis(info.y))
    return figure


def _axis(dimension: Dimension) -> dict[str, Any]:
    ticks = {
        "tickvals": [value for value, _text in dimension.ticks],
        "ticktext": [text for _value, text in dimension.ticks],
    }
    title = {"text": dimension.label, "standoff": 4}
    return neutral_axis(title=title, **(ticks if dimension.ticks else {}))
