"""Charts that compare runs, as plotly figures.

Each chart is two pure steps: ``*_info`` decides what is shown, ``*_figure`` draws it. :func:`compare`
reads the runs and puts the two together. Nothing in here writes to a store.
"""

from trackside.charts.bar import BarInfo, bar_figure, bar_info
from trackside.charts.comparing import compare
from trackside.charts.curve_options import CurveOptions
from trackside.charts.history import (
    HistoryGroup,
    HistoryInfo,
    HistoryLine,
    history_figure,
    history_info,
)
from trackside.charts.palette import RUN_COLOURS
from trackside.charts.parallel import Dimension, ParallelInfo, parallel_figure, parallel_info
from trackside.charts.scatter import ScatterInfo, scatter_figure, scatter_info

__all__ = [
    "RUN_COLOURS",
    "BarInfo",
    "CurveOptions",
    "Dimension",
    "HistoryGroup",
    "HistoryInfo",
    "HistoryLine",
    "ParallelInfo",
    "ScatterInfo",
    "bar_figure",
    "bar_info",
    "compare",
    "history_figure",
    "history_info",
    "parallel_figure",
    "parallel_info",
    "scatter_figure",
    "scatter_info",
]
