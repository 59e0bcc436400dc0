"""Metrics over their steps, one line a run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from trackside.charts.palette import neutral_axis, neutral_layout, run_colour
from trackside.charts.selection import run_labels
from trackside.charts.thinning import kept_points

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trackside.entities import History, Run

MAX_POINTS = 2000
_ROW_HEIGHT = 280
_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A metric of a run; None in ``values`` is a gap (NaN, infinite, or not positive on a log axis)."""

    run_id: str
    label: str
    colour: str
    steps: tuple[int, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class HistoryInfo:
    """What a history chart shows: a plot for each metric, with a line for each run that has it."""

    metrics: tuple[str, ...]
    lines: tuple[tuple[HistoryLine, ...], ...]
    is_log: bool = False


def history_info(
    runs: Sequence[Run],
    metrics: Sequence[str],
    history_of: Callable[[str, str], History],
    *,
    is_log: bool = False,
    max_points: int = MAX_POINTS,
) -> HistoryInfo:
    """Decide what a history chart shows; ``history_of(run_id, key)`` reads a series."""
    labels = run_labels(runs)
    plots = []
    for key in metrics:
        lines = []
        for index, run in enumerate(runs):
            if key not in run.data.summaries:
                continue
            history = history_of(run.info.run_id, key)
            kept = kept_points(history.values, max_points)
            values = tuple(_drawable(value, is_log) for value in history.values[kept].tolist())
            steps = tuple(history.steps[kept].tolist())
            lines.append(
                HistoryLine(run.info.run_id, labels[index], run_colour(index), steps, values)
            )
        plots.append(tuple(lines))
    return HistoryInfo(tuple(metrics), tuple(plots), is_log)


def _drawable(value: float, is_log: bool) -> float | None:
    return value if math.isfinite(value) and (not is_log or value > 0) else None


def history_figure(info: HistoryInfo) -> go.Figure:
    """Draw a history chart; a click in the legend hides a run in every plot."""
    columns = min(_COLUMNS, len(info.metrics))
    rows = math.ceil(len(info.metrics) / columns)
    figure = make_subplots(rows=rows, cols=columns, subplot_titles=info.metrics)
    in_legend: set[str] = set()
    for place, lines in enumerate(info.lines):
        row, column = divmod(place, columns)
        for line in lines:
            trace = _trace(line, is_first=line.run_id not in in_legend)
            figure.add_trace(trace, row=row + 1, col=column + 1)
            in_legend.add(line.run_id)
    figure.update_layout(neutral_layout(height=_ROW_HEIGHT * rows + 60, showlegend=True))
    figure.update_xaxes(neutral_axis(title={"text": "step", "standoff": 4}))
    figure.update_yaxes(neutral_axis(type="log" if info.is_log else "linear"))
    return figure


def _trace(line: HistoryLine, *, is_first: bool) -> Any:
    return go.Scatter(
        x=line.steps,
        y=line.values,
        name=line.label,
        legendgroup=line.run_id,
        showlegend=is_first,
        mode="markers" if len(line.steps) == 1 else "lines",
        line={"color": line.colour, "width": 1.5},
        marker={"color": line.colour, "size": 7},
    )
