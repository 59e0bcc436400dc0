"""Parallel coordinates: how the params that differ lead to the metrics."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from trackside.charts.palette import neutral_layout, run_colour
from trackside.charts.selection import run_labels
from trackside.charts.words import run_value
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import Run

MISSING = "-"
_HEIGHT = 420
# From one end of the axis to the other: learning rates and the like are read by their power of ten.
_LOG_FROM_RATIO = 100
_MOST_LOG_TICKS = 8


@dataclass(frozen=True, slots=True)
class Dimension:
    """One axis: a number for each run, and where the numbers stand for something else, what."""

    label: str
    values: tuple[float, ...]
    ticks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ParallelInfo:
    """What a parallel chart shows; the lines are coloured by ``colour``, else by the first metric."""

    labels: tuple[str, ...]
    params: tuple[Dimension, ...]
    metrics: tuple[Dimension, ...]
    left_out: tuple[str, ...] = ()
    colour: Dimension | None = None


def parallel_info(
    runs: Sequence[Run],
    metrics: Sequence[str],
    params: Sequence[str] | None = None,
    colour_by: str | None = None,
) -> ParallelInfo:
    """Decide what a parallel chart shows: ``params`` (default: those that differ), then ``metrics``.

    Runs without a finite value of each metric are left out. Raises ``InvalidParameter`` if fewer
    than two axes or two runs remain.
    """
    is_complete = [
        all(math.isfinite(run.data.metrics.get(key, math.nan)) for key in metrics) for run in runs
    ]
    labelled = tuple(zip(runs, run_labels(runs), is_complete, strict=True))
    shown = [run for run, _label, has_all in labelled if has_all]
    if len(shown) < 2:  # noqa: PLR2004
        raise InvalidParameter(
            f"Nothing to compare: parallel coordinates take at least two runs with {', '.join(metrics)}, "
            f"and there are {len(shown)}."
        )
    keys = differing_params(shown) if params is None else tuple(params)
    if len(keys) + len(metrics) < 2:  # noqa: PLR2004
        raise InvalidParameter(
            "Nothing to compare: the runs do not differ in any param. Give more metrics, or kind='bar'."
        )
    return ParallelInfo(
        labels=tuple(label for _run, label, has_all in labelled if has_all),
        params=tuple(
            param_dimension(key, [run.data.params.get(key) for run in shown]) for key in keys
        ),
        metrics=tuple(
            Dimension(key, tuple(run.data.metrics[key] for run in shown)) for key in metrics
        ),
        left_out=tuple(label for _run, label, has_all in labelled if not has_all),
        colour=None
        if colour_by is None
        else param_dimension(
            colour_by.partition(".")[2], [run_value(run, colour_by) for run in shown]
        ),
    )


def differing_params(runs: Sequence[Run]) -> tuple[str, ...]:
    """Return the params that are not the same in all runs, in the order of first appearance."""
    keys = dict.fromkeys(key for run in runs for key in run.data.params)
    return tuple(key for key in keys if len({run.data.params.get(key) for run in runs}) > 1)


def param_dimension(key: str, values: Sequence[str | None]) -> Dimension:
    """Return the axis of a param: numbers where all are, by power of ten where they span far; else categories."""
    numbers = [_number(value) for value in values]
    if any(number is None for number in numbers):
        return _categories(key, values)
    found = [number for number in numbers if number is not None]
    if min(found) > 0 and max(found) / min(found) >= _LOG_FROM_RATIO:
        return Dimension(key, tuple(map(math.log10, found)), _log_ticks(found))
    return Dimension(key, tuple(found))


def _log_ticks(numbers: Sequence[float]) -> tuple[tuple[float, str], ...]:
    """Return a tick for each number, or for each power of ten where that is too many."""
    if len(set(numbers)) <= _MOST_LOG_TICKS:
        return tuple((math.log10(number), f"{number:g}") for number in sorted(set(numbers)))
    powers = range(math.floor(math.log10(min(numbers))), math.ceil(math.log10(max(numbers))) + 1)
    return tuple((float(power), f"{10.0**power:g}") for power in powers)


def _categories(key: str, values: Sequence[str | None]) -> Dimension:
    texts = [MISSING if value is None else value for value in values]
    ordered = sorted(set(texts), key=_natural)
    place = {text: float(index) for index, text in enumerate(ordered)}
    return Dimension(
        key, tuple(place[text] for text in texts), tuple((place[text], text) for text in ordered)
    )


def _natural(text: str) -> tuple[bool, float, str]:
    """Order numbers by their size and before words."""
    number = _number(text)
    return (number is None, number or 0.0, text)


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def parallel_figure(info: ParallelInfo) -> go.Figure:
    """Draw a parallel chart; drag along an axis to keep only the runs that pass there."""
    line: dict[str, Any] = {}
    first = info.colour or next(iter(info.metrics), None)
    if first:
        line = {
            "color": first.values,
            "colorscale": [[0, run_colour(0)], [1, run_colour(1)]],
            "showscale": True,
            "colorbar": {"title": {"text": first.label}, "thickness": 12, **_ticks(first)},
        }
    drawn = go.Parcoords(dimensions=[*map(_axis, (*info.params, *info.metrics))], line=line)
    # The shadow behind ticks is white without a background of our own; plotly before 5.23 has no
    # setting for it.
    if "shadow" in drawn.tickfont:
        drawn.tickfont.shadow = "none"
    title = f"without the metric: {', '.join(info.left_out)}" if info.left_out else None
    layout = neutral_layout(
        height=_HEIGHT,
        margin={"l": 72, "r": 40, "t": 72, "b": 32},
        title={"text": title, "font": {"size": 11}, "y": 0.02, "yanchor": "bottom"},
    )
    return go.Figure(drawn, layout)


def _axis(dimension: Dimension) -> dict[str, Any]:
    return {"label": dimension.label, "values": dimension.values, **_ticks(dimension)}


def _ticks(dimension: Dimension) -> dict[str, Any]:
    if not dimension.ticks:
        return {}
    return {
        "tickvals": [value for value, _text in dimension.ticks],
        "ticktext": [text for _value, text in dimension.ticks],
    }
