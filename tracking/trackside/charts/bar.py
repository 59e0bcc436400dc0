"""One metric over runs, a bar each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from trackside.charts.palette import neutral_axis, neutral_layout, run_colour
from trackside.charts.selection import run_labels
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import MetricSummary, Run

SUMMARIES = ("last", "min", "max", "best")
# Words in a metric's name that tell that less of it is better.
_LESS_IS_BETTER = ("loss", "error", "mse", "mae", "mape", "perplexity", "deviance", "brier")
_BAR_HEIGHT = 28


@dataclass(frozen=True, slots=True)
class BarInfo:
    """What a bar chart shows; runs without the metric are not in it."""

    metric: str
    summary: str
    run_ids: tuple[str, ...]
    labels: tuple[str, ...]
    colours: tuple[str, ...]
    values: tuple[float, ...]


def bar_info(runs: Sequence[Run], metric: str, summary: str = "last") -> BarInfo:
    """Decide what a bar chart shows, with the runs in their order.

    ``summary`` is ``last``, ``min``, ``max`` or ``best``: the lowest value of a metric with a name
    such as ``loss``, ``error`` or ``rmse``, the highest of any other.
    """
    if summary not in SUMMARIES:
        raise InvalidParameter(f"summary must be one of {', '.join(SUMMARIES)}, not {summary!r}.")
    if summary == "best":
        summary = "min" if any(word in metric.lower() for word in _LESS_IS_BETTER) else "max"
    shown = []
    for index, (run, label) in enumerate(zip(runs, run_labels(runs), strict=True)):
        found = run.data.summaries.get(metric)
        value = _summary_value(found, summary) if found else math.nan
        if math.isfinite(value):
            shown.append((run.info.run_id, label, run_colour(index), value))
    if not shown:
        raise InvalidParameter(
            f"Nothing to compare: no run has a finite value of the metric {metric!r}."
        )
    ids, labels, colours, values = zip(*shown, strict=True)
    return BarInfo(metric, summary, ids, labels, colours, values)


def _summary_value(found: MetricSummary, summary: str) -> float:
    return {"last": found.value, "min": found.min, "max": found.max}[summary]


def bar_figure(info: BarInfo) -> go.Figure:
    """Draw a bar chart: lying bars, so that the names of runs can be read."""
    bars = go.Bar(
        x=info.values,
        y=info.labels,
        orientation="h",
        marker={"color": info.colours},
        text=[f"{value:.4g}" for value in info.values],
        textposition="auto",
        hovertemplate="%{y}: %{x}<extra></extra>",
    )
    layout = neutral_layout(
        height=_BAR_HEIGHT * len(info.values) + 110, showlegend=False, bargap=0.25
    )
    figure = go.Figure(bars, layout)
    figure.update_xaxes(neutral_axis(title={"text": f"{info.metric} ({info.summary})"}))
    figure.update_yaxes(neutral_axis(autorange="reversed", type="category"))
    return figure
