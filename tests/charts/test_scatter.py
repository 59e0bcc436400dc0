"""Values of runs against one another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from trackside.charts import parallel_figure, parallel_info, scatter_figure, scatter_info
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackside.entities import Run

    MakeRun = Callable[..., Run]


@pytest.fixture
def runs(make_run: MakeRun) -> list[Run]:
    return [
        make_run("a", {"depth": "2", "kind": "x"}, acc=0.5),
        make_run("b", {"depth": "3", "kind": "y"}, acc=0.9),
        make_run("c", {"depth": "3", "kind": "x"}, acc=math.nan),
        make_run("d", {"kind": "x"}, acc=0.7),
    ]


def test_runs_that_have_both_values_are_points(runs: list[Run]) -> None:
    info = scatter_info(runs, "params.depth", "params.kind")

    assert info.labels == ("run-a", "run-b", "run-c")
    (points,) = scatter_figure(info).data
    assert list(points.x) == [2.0, 3.0, 3.0]
    assert scatter_figure(info).layout.yaxis.ticktext == ("x", "y")


def test_a_third_value_is_the_colour_or_a_contour(runs: list[Run]) -> None:
    words = ("params.depth", "params.kind", "metrics.acc")

    (points,) = scatter_figure(scatter_info(runs, *words)).data
    contour, own = scatter_figure(scatter_info(runs, *words, contour=True)).data

    assert list(points.marker.color) == [0.5, 0.9]
    assert (contour.type, list(contour.z)) == ("contour", [0.5, 0.9])
    assert len(own.x) == 2


def test_parallel_lines_are_coloured_by_what_is_asked_for(runs: list[Run]) -> None:
    info = parallel_info(runs[:2], ["acc"], ["depth"], "params.kind")

    line = parallel_figure(info).data[0].line
    assert list(line.color) == [0.0, 1.0]
    assert list(line.colorbar.ticktext) == ["x", "y"]


@pytest.mark.parametrize(
    ("words", "contour", "said"),
    [
        (
            ("lr", "params.depth"),
            False,
            "Name a value as params.<name> or metrics.<name>, not 'lr'",
        ),
        (("params.gone", "params.depth"), False, "no run has all of params.gone, params.depth"),
        (("params.kind", "params.depth"), True, "give colour_by too"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    runs: list[Run], words: tuple[str, str], contour: bool, said: str
) -> None:
    with pytest.raises(InvalidParameter, match=said):
        scatter_info(runs, *words, contour=contour)
