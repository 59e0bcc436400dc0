"""What the charts decide; that plotly takes it is a smoke test of each."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from trackside.charts import (
    RUN_COLOURS,
    BarInfo,
    CurveOptions,
    Dimension,
    bar_figure,
    bar_info,
    history_figure,
    history_info,
    parallel_figure,
    parallel_info,
)
from trackside.charts.parallel import param_dimension
from trackside.charts.selection import chosen_metrics, metric_keys, run_labels, selected_runs
from trackside.charts.thinning import kept_points
from trackside.entities import History
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackside.entities import Run

    MakeRun = Callable[..., Run]

SIDEBAR_PALETTE = Path(__file__).parents[2] / "labextension/src/model/palette.ts"


def series(values: list[float]) -> History:
    steps = np.arange(len(values), dtype=np.int64)
    return History("a", "loss", steps, steps, np.array(values, dtype=np.float64))


def test_colours_are_the_sidebars() -> None:
    text = SIDEBAR_PALETTE.read_text(encoding="utf-8").partition("];")[0]

    assert tuple(re.findall(r"'(#[0-9a-f]{6})'", text)) == RUN_COLOURS


def test_history_has_a_plot_a_metric_and_a_line_a_run(make_run: MakeRun) -> None:
    runs = [make_run("a", loss=[3.0, 2.0], acc=0.5), make_run("b", loss=[2.0, 1.0])]
    points = {"loss": [3.0, 2.0], "acc": [0.5]}

    info = history_info(runs, ["loss", "acc"], lambda _run_id, key: series(points[key]))

    assert [len(lines) for lines in info.lines] == [2, 1]
    first = info.lines[0][0]
    assert (first.label, first.colour, first.x) == ("run-a", RUN_COLOURS[0], (0, 1))
    assert first.values == (3.0, 2.0)
    figure = history_figure(info)
    assert [trace.showlegend for trace in figure.data] == [True, True, False]
    assert figure.data[2].mode == "markers"
    assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"


def test_what_cannot_be_drawn_is_a_gap(make_run: MakeRun) -> None:
    values = [1.0, math.nan, math.inf, 0.0, -1.0]
    runs = [make_run("a", loss=values)]

    linear = history_info(runs, ["loss"], lambda *_: series(values))
    logarithmic = history_info(runs, ["loss"], lambda *_: series(values), CurveOptions(log_y=True))

    assert linear.lines[0][0].values == (1.0, None, None, 0.0, -1.0)
    assert logarithmic.lines[0][0].values == (1.0, None, None, None, None)
    assert history_figure(logarithmic).layout.yaxis.type == "log"


def test_long_histories_keep_their_ends_and_extremes() -> None:
    values = np.sin(np.arange(100_000) / 100)
    values[55_555], values[77_777] = 9.0, -9.0
    values[1000:1010] = math.nan

    kept = kept_points(values, 200)

    assert len(kept) <= 200
    assert {0, 55_555, 77_777, 99_999} <= set(kept.tolist())
    assert (np.diff(kept) > 0).all()
    assert not np.isnan(values[kept]).any()


@pytest.mark.parametrize("count", [0, 1, 4, 5, 7])
def test_short_histories_stay_whole_or_nearly(count: int) -> None:
    kept = kept_points(np.arange(count, dtype=np.float64), 4)

    assert len(kept) == min(count, 4)


def test_parallel_shows_the_params_that_differ(make_run: MakeRun) -> None:
    runs = [
        make_run("a", {"depth": "3", "model": "tree", "same": "x"}, acc=0.5),
        make_run("b", {"depth": "10", "model": "net", "same": "x"}, acc=0.7),
        make_run("c", {"depth": "4", "model": "net", "same": "x"}, acc=math.nan),
    ]

    info = parallel_info(runs, ["acc"])

    assert info.params == (
        Dimension("depth", (3.0, 10.0)),
        Dimension("model", (1.0, 0.0), ((0.0, "net"), (1.0, "tree"))),
    )
    assert info.metrics == (Dimension("acc", (0.5, 0.7)),)
    assert (info.labels, info.left_out) == (("run-a", "run-b"), ("run-c",))
    figure = parallel_figure(info)
    assert [axis.label for axis in figure.data[0].dimensions] == ["depth", "model", "acc"]
    assert "run-c" in figure.layout.title.text


@pytest.mark.parametrize(
    ("values", "numbers", "ticks"),
    [
        (["1", "2.5"], (1.0, 2.5), []),
        (["0.001", "0.1"], (-3.0, -1.0), ["0.001", "0.1"]),
        (["10", None, "9"], (1.0, 2.0, 0.0), ["9", "10", "-"]),
        (["True", "False"], (1.0, 0.0), ["False", "True"]),
        (["nan", "1"], (1.0, 0.0), ["1", "nan"]),
    ],
)
def test_axis_of_a_param(
    values: list[str | None], numbers: tuple[float, ...], ticks: list[str]
) -> None:
    found = param_dimension("p", values)

    assert found.values == pytest.approx(numbers)
    assert [text for _value, text in found.ticks] == ticks


def test_many_numbers_far_apart_are_read_by_powers_of_ten() -> None:
    found = param_dimension("lr", [str(0.001 * 2**power) for power in range(12)])

    assert found.ticks == ((-3.0, "0.001"), (-2.0, "0.01"), (-1.0, "0.1"), (0.0, "1"), (1.0, "10"))


def test_parallel_says_why_there_is_nothing_to_compare(make_run: MakeRun) -> None:
    same = [make_run("a", {"p": "1"}, acc=1.0), make_run("b", {"p": "1"}, acc=2.0)]

    with pytest.raises(InvalidParameter, match="at least two runs with acc, and there are 1"):
        parallel_info(same[:1], ["acc"])
    with pytest.raises(InvalidParameter, match="do not differ in any param"):
        parallel_info(same, ["acc"])


@pytest.mark.parametrize(
    ("metric", "summary", "shown", "value"),
    [
        ("loss", "last", "last", 2.0),
        ("loss", "min", "min", 1.0),
        ("loss", "max", "max", 3.0),
        ("loss", "best", "min", 1.0),
        ("acc", "best", "max", 3.0),
        ("val_rmse", "best", "min", 1.0),
    ],
)
def test_bar_shows_a_summary(
    make_run: MakeRun, metric: str, summary: str, shown: str, value: float
) -> None:
    runs = [make_run("x"), make_run("a", **{metric: [3.0, 1.0, 2.0]})]

    info = bar_info(runs, metric, summary)

    assert info == BarInfo(metric, shown, ("a",), ("run-a",), (RUN_COLOURS[1],), (value,))
    assert bar_figure(info).data[0].x == (value,)


def test_bar_refuses_what_it_cannot_show(make_run: MakeRun) -> None:
    with pytest.raises(InvalidParameter, match="one of last, min, max, best, not 'mean'"):
        bar_info([make_run("a", acc=1.0)], "acc", "mean")
    with pytest.raises(InvalidParameter, match="no run has a finite value"):
        bar_info([make_run("a", acc=math.inf)], "acc")


def test_runs_of_the_same_name_are_told_apart(make_run: MakeRun) -> None:
    runs = [make_run("abcdefgh", name="x"), make_run("b", name="x"), make_run("c", name="y")]

    assert run_labels(runs) == ("x (abcdef)", "x (b)", "y")


def test_metrics_that_most_runs_have_as_curves_come_first(make_run: MakeRun) -> None:
    runs = [make_run("a", single=1.0, curve=[1.0, 2.0]), make_run("b", single=1.0, rare=2.0)]

    assert metric_keys(runs) == ("curve", "single", "rare")
    assert chosen_metrics(runs, None, 2) == ("curve", "single")
    assert chosen_metrics(runs, "rare", 2) == ("rare",)


def test_a_metric_that_no_run_has_lists_those_there_are(make_run: MakeRun) -> None:
    runs = [make_run("a", loss=1.0, acc=0.5)]

    with pytest.raises(
        InvalidParameter, match=r"has the metric 'auc'. Their metrics are: acc, loss\."
    ):
        chosen_metrics(runs, ["auc"], 1)
    with pytest.raises(InvalidParameter, match="none of the runs has a metric"):
        chosen_metrics([make_run("b")], None, 1)
    with pytest.raises(InvalidParameter, match="metrics is empty"):
        chosen_metrics(runs, [], 1)


@pytest.mark.parametrize(
    ("runs", "message"),
    [
        ([], "the list of runs is empty"),
        (None, "the current experiment has no runs yet"),
        (7, "not int"),
        ([7], "not as int"),
    ],
)
def test_what_is_no_selection_of_runs_is_said(runs: Any, message: str) -> None:
    with pytest.raises(InvalidParameter, match=message):
        selected_runs(runs, lambda _run_id: pytest.fail("read a run"), lambda _count: [])
