"""``trackside.compare``: from runs to a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside import fluent
from trackside.charts.bar import bar_figure, bar_info
from trackside.charts.curve_options import MAX_POINTS, CurveOptions
from trackside.charts.history import history_figure, history_info
from trackside.charts.parallel import parallel_figure, parallel_info
from trackside.charts.scatter import scatter_figure, scatter_info
from trackside.charts.selection import chosen_metrics, selected_runs
from trackside.errors import InvalidParameter
from trackside.fluent.current import client

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from trackside.entities import Run

# How many metrics each kind shows if none are named.
_SHOWN_METRICS = {"history": 6, "parallel": 3, "bar": 1, "scatter": 1}


def compare(
    runs: Any = None,
    metrics: str | Sequence[str] | None = None,
    kind: str = "history",
    *,
    summary: str = "last",
    params: Sequence[str] | None = None,
    x: str | None = None,
    y: str | None = None,
    colour_by: str | None = None,
    contour: bool = False,
    log_x: bool = False,
    log_y: bool = False,
    smoothing: float = 0.0,
    group_by: str | None = None,
    band: str = "range",
    max_points: int = MAX_POINTS,
) -> go.Figure:
    """Compare runs in a plotly figure.

    ``runs`` is one or several runs or run ids, or what ``search_runs`` returned; by default the
    newest 20 of the current experiment. ``metrics`` names one or several; by default those that
    most runs have. ``kind`` is one of

    - ``"history"``: each metric over ``x`` (``"step"``, ``"relative"`` or ``"wall"`` time), one line a
      run; ``log_x`` and ``log_y`` for logarithmic axes. ``smoothing`` below 1 is the weight of a moving
      average. ``group_by`` a param draws the mean of the runs with the same value, within a ``band`` from
      the least to the greatest (``"range"``) or of the standard deviation (``"std"``).
      Of longer series ``max_points`` points are drawn, the extremes among them;
    - ``"parallel"``: parallel coordinates of ``params`` (by default those that differ) and
      metrics, coloured by ``colour_by``;
    - ``"scatter"``: ``x`` against ``y``, coloured by ``colour_by``, each named ``"params.lr"`` or
      ``"metrics.loss"``; ``contour`` draws lines of equal colour between the runs;
    - ``"bar"``: one metric over runs; ``summary`` is ``"last"``, ``"min"``, ``"max"`` or ``"best"``.

    Raises ``NotFound`` for an unknown run, and ``InvalidParameter`` if there is nothing to compare.
    """
    if kind not in _SHOWN_METRICS:
        raise InvalidParameter(f"kind must be one of {', '.join(_SHOWN_METRICS)}, not {kind!r}.")
    found = selected_runs(runs, client().get_run, _newest_runs)
    if kind == "scatter":
        if x is None or y is None:
            raise InvalidParameter("kind='scatter' takes x and y, such as x='params.lr'.")
        return scatter_figure(scatter_info(found, x, y, colour_by, contour=contour))
    keys = chosen_metrics(found, metrics, _SHOWN_METRICS[kind])
    if kind == "history":
        options = CurveOptions(
            x or "step", log_x, log_y, smoothing, group_by, band, max_points=max_points
        )
        return history_figure(history_info(found, keys, client().get_history, options))
    if kind == "parallel":
        return parallel_figure(parallel_info(found, keys, params, colour_by))
    if len(keys) > 1:
        raise InvalidParameter(f"kind='bar' shows one metric, not {len(keys)}: {', '.join(keys)}.")
    return bar_figure(bar_info(found, keys[0], summary))


def _newest_runs(count: int) -> list[Run]:
    return fluent.search_runs(max_results=count, output_format="list")
