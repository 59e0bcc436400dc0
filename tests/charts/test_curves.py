"""Histories on other axes, smoothed and grouped: the options of the compare tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from trackside.charts import CurveOptions, history_figure, history_info
from trackside.charts.grouping import spread_of
from trackside.charts.smoothing import smoothed
from trackside.entities import History
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trackside.entities import Run

    MakeRun = Callable[..., Run]

START = 1_767_225_600_000


def series(run_id: str, values: Sequence[float]) -> History:
    steps = np.arange(len(values), dtype=np.int64)
    return History(run_id, "loss", steps, START + steps * 2000, np.array(values, dtype=np.float64))


@pytest.mark.parametrize(
    ("values", "weight", "expected"),
    [
        ([2.0, 2.0, 2.0], 0.9, [2.0, 2.0, 2.0]),
        ([1.0, 2.0], 0.5, [1.0, 1.25 / 0.75]),
        ([1.0, None, 1.0], 0.5, [1.0, None, 1.0]),
        ([1.0, 5.0], 0.0, [1.0, 5.0]),
    ],
)
def test_smoothing_is_tensorboards(
    values: list[float | None], weight: float, expected: list[float | None]
) -> None:
    assert smoothed(values, weight) == pytest.approx(expected)


def test_a_mean_spans_what_any_line_has() -> None:
    lines = [((0, 2), (0.0, 4.0)), ((0, 1, 2), (2.0, None, 2.0))]

    in_range, by_deviation = spread_of(lines, "range"), spread_of(lines, "std")

    assert in_range.x == (0.0, 2.0)
    assert in_range.mean == (1.0, 3.0)
    assert (in_range.low, in_range.high) == ((0.0, 2.0), (2.0, 4.0))
    assert (by_deviation.low, by_deviation.high) == ((0.0, 2.0), (2.0, 4.0))
    assert spread_of([((0,), (None,))], "range").x == ()


@pytest.mark.parametrize(
    ("options", "x", "kind"),
    [
        (CurveOptions(), (0, 1), "linear"),
        (CurveOptions(log_x=True), (0, 1), "log"),
        (CurveOptions(x="relative"), (0.0, 2.0), "linear"),
        (CurveOptions(x="wall"), (START / 1000, START / 1000 + 2), "date"),
    ],
)
def test_lines_run_along_steps_or_time(
    make_run: MakeRun, options: CurveOptions, x: tuple[float, ...], kind: str
) -> None:
    run = make_run("a", loss=[3.0, 2.0])

    info = history_info([run], ["loss"], lambda run_id, _key: series(run_id, [3.0, 2.0]), options)

    assert info.lines[0][0].x == x
    assert history_figure(info).layout.xaxis.type == kind


def test_a_smoothed_line_has_what_was_logged_behind_it(make_run: MakeRun) -> None:
    options = CurveOptions(smoothing=0.5)

    info = history_info(
        [make_run("a", loss=1.0)], ["loss"], lambda run_id, _: series(run_id, [0.0, 1.0]), options
    )

    faint, drawn = history_figure(info).data
    assert list(faint.y) == [0.0, 1.0]
    assert list(drawn.y) == pytest.approx([0.0, 2 / 3])
    assert (faint.showlegend, drawn.showlegend) == (False, True)


def test_runs_with_the_same_param_are_one_line(make_run: MakeRun) -> None:
    curves = {"a": [0.0, 2.0], "b": [2.0, 4.0], "c": [9.0, 9.0]}
    runs = [
        make_run("a", {"lr": "1"}, loss=1.0),
        make_run("b", {"lr": "1"}, loss=1.0),
        make_run("c", loss=1.0),
    ]

    info = history_info(
        runs,
        ["loss"],
        lambda run_id, _: series(run_id, curves[run_id]),
        CurveOptions(group_by="lr"),
    )

    (group,) = info.groups[0]
    assert group.label == "lr = 1 (2)"
    assert group.spread.mean == (1.0, 3.0)
    band, mean = history_figure(info).data
    assert list(band.y) == [2.0, 4.0, 2.0, 0.0]
    assert list(mean.y) == [1.0, 3.0]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"x": "time"}, "x must be one of step, relative, wall, not 'time'"),
        ({"band": "all"}, "band must be one of range, std, not 'all'"),
        ({"smoothing": 1.0}, "smoothing must be at least 0 and below 1, not 1.0"),
        ({"x": "wall", "log_x": True}, "has no logarithmic axis"),
    ],
)
def test_what_cannot_be_drawn_is_said(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidParameter, match=said):
        CurveOptions(**wrong)
