"""Metrics over their steps or over time, one line a run or a group of runs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from trackside.charts.curve_options import CurveOptions
from trackside.charts.grouping import Spread, spread_of
from trackside.charts.palette import neutral_axis, neutral_layout, run_colour
from trackside.charts.selection import run_labels
from trackside.charts.smoothing import smoothed
from trackside.charts.thinning import kept_points

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trackside.entities import History, Run

_ROW_HEIGHT = 280
_COLUMNS = 2
_AXIS_TITLES = {"step": "step", "relative": "time [s]", "wall": "time"}
_PLAIN = CurveOptions()


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A metric of a run; None in ``values`` is a gap (NaN, infinite, or not positive on a log axis)."""

    run_id: str
    label: str
    colour: str
    x: tuple[float, ...]
    """Steps, or seconds: since the first point, or since 1970."""
    values: tuple[float | None, ...]
    raw: tuple[float | None, ...] | None = None
    """What was logged, if ``values`` are smoothed."""


@dataclass(frozen=True, slots=True)
class HistoryGroup:
    """A metric of the runs that have the same value of a param."""

    label: str
    colour: str
    spread: Spread


@dataclass(frozen=True, slots=True)
class HistoryInfo:
    """What a history chart shows: a plot for each metric, with a line for each run that has it.

    With ``options.group_by`` there are groups instead of lines.
    """

    metrics: tuple[str, ...]
    lines: tuple[tuple[HistoryLine, ...], ...]
    groups: tuple[tuple[HistoryGroup, ...], ...] = ()
    options: CurveOptions = _PLAIN


def history_info(
    runs: Sequence[Run],
    metrics: Sequence[str],
    history_of: Callable[[str, str], History],
    options: CurveOptions = _PLAIN,
) -> HistoryInfo:
    """Decide what a history chart shows; ``history_of(run_id, key)`` reads a series."""
    labels = run_labels(runs)
    plots = tuple(
        tuple(
            _line(run.info.run_id, history_of(run.info.run_id, key), labels[index], index, options)
            for index, run in enumerate(runs)
            if key in run.data.summaries
        )
        for key in metrics
    )
    if options.group_by is None:
        return HistoryInfo(tuple(metrics), plots, (), options)
    params = {run.info.run_id: run.data.params.get(options.group_by) for run in runs}
    groups = tuple(_groups(lines, params, options) for lines in plots)
    return HistoryInfo(tuple(metrics), (), groups, options)


def _line(
    run_id: str, history: History, label: str, place: int, options: CurveOptions
) -> HistoryLine:
    colour = run_colour(place)
    kept = kept_points(history.values, options.max_points)
    if options.x == "step":
        x = tuple(history.steps[kept].tolist())
    else:
        start = int(history.timestamps[0]) if options.x == "relative" and len(history) else 0
        x = tuple(((history.timestamps[kept] - start) / 1000).tolist())
    values = tuple(
        _drawn(value, options.log_y) if not options.log_x or where > 0 else None
        for where, value in zip(x, history.values[kept].tolist(), strict=True)
    )
    if options.smoothing == 0:
        return HistoryLine(run_id, label, colour, x, values)
    smooth = smoothed(values, options.smoothing)
    return HistoryLine(run_id, label, colour, x, smooth, values)


def _drawn(value: float, is_log: bool) -> float | None:
    return value if math.isfinite(value) and (not is_log or value > 0) else None


def _groups(
    lines: Sequence[HistoryLine], params: dict[str, str | None], options: CurveOptions
) -> tuple[HistoryGroup, ...]:
    members: dict[str, list[HistoryLine]] = {}
    for line in lines:
        value = params.get(line.run_id)
        if value is not None:
            members.setdefault(value, []).append(line)
    return tuple(
        HistoryGroup(
            f"{options.group_by} = {value} ({len(group)})",
            run_colour(index),
            spread_of([(line.x, line.values) for line in group], options.band),
        )
        for index, (value, group) in enumerate(sorted(members.items()))
    )


def history_figure(info: HistoryInfo) -> go.Figure:
    """Draw a history chart; a click in the legend hides a run in every plot."""
    columns = min(_COLUMNS, len(info.metrics))
    rows = math.ceil(len(info.metrics) / columns)
    figure = make_subplots(rows=rows, cols=columns, subplot_titles=info.metrics)
    in_legend: set[str] = set()
    options = info.options
    for place, traces in enumerate(_plots(info)):
        row, column = divmod(place, columns)
        for trace in traces:
            trace.showlegend = trace.showlegend and trace.legendgroup not in in_legend
            in_legend |= {trace.legendgroup} if trace.showlegend else set()
            figure.add_trace(trace, row=row + 1, col=column + 1)
    figure.update_layout(neutral_layout(height=_ROW_HEIGHT * rows + 60, showlegend=True))
    x_type = "date" if options.x == "wall" else "log" if options.log_x else "linear"
    title = {"text": _AXIS_TITLES[options.x], "standoff": 4}
    figure.update_xaxes(neutral_axis(title=title, type=x_type))
    figure.update_yaxes(neutral_axis(type="log" if options.log_y else "linear"))
    return figure


def _plots(info: HistoryInfo) -> list[list[Any]]:
    x_of = _local_times if info.options.x == "wall" else tuple
    if info.options.group_by is None:
        return [[trace for line in lines for trace in _traces(line, x_of)] for lines in info.lines]
    return [[trace for one in groups for trace in _bands(one, x_of)] for groups in info.groups]


def _local_times(seconds: Sequence[float]) -> tuple[Any, ...]:
    return tuple(datetime.fromtimestamp(second) for second in seconds)  # noqa: DTZ006 - as the clock on the wall


def _traces(line: HistoryLine, x_of: Callable[[Sequence[float]], tuple[Any, ...]]) -> list[Any]:
    x = x_of(line.x)
    shared = {"x": x, "legendgroup": line.run_id, "name": line.label}
    drawn = go.Scatter(
        **shared,
        y=line.values,
        showlegend=True,
        mode="markers" if len(line.x) == 1 else "lines",
        line={"color": line.colour, "width": 1.5},
        marker={"color": line.colour, "size": 7},
    )
    if line.raw is None:
        return [drawn]
    faint = go.Scatter(
        **shared,
        y=line.raw,
        showlegend=False,
        mode="lines",
        opacity=0.25,
        hoverinfo="skip",
        line={"color": line.colour, "width": 1},
    )
    return [faint, drawn]


def _bands(group: HistoryGroup, x_of: Callable[[Sequence[float]], tuple[Any, ...]]) -> list[Any]:
    spread = group.spread
    x = x_of(spread.x)
    shared = {"legendgroup": group.label, "name": group.label}
    band = go.Scatter(
        **shared,
        x=(*x, *reversed(x)),
        y=(*spread.high, *reversed(spread.low)),
        showlegend=False,
        mode="lines",
        fill="toself",
        fillcolor=group.colour,
        opacity=0.2,
        line={"width": 0},
        hoverinfo="skip",
    )
    mean = go.Scatter(
        **shared,
        x=x,
        y=spread.mean,
        showlegend=True,
        mode="lines" if len(x) > 1 else "markers",
        line={"color": group.colour, "width": 2},
    )
    return [band, mean]
