from __future__ import annotations

import re

import pytest

from trackside.display import SHOWN_VALUES, RunCard, duration_text
from trackside.entities import MetricSummary, Run, RunData, RunInfo


def run(status: str = "FINISHED", name: str = "first", metrics: int = 1, param: str = "3") -> Run:
    info = RunInfo("ab12cd34ef", "0", "me", status, 1000, 3500, run_name=name)
    if status == "RUNNING":
        info = RunInfo("ab12cd34ef", "0", "me", status, 1000, run_name=name)
    summaries = {
        f"m{index}": MetricSummary(f"m{index}", index / 3, 0, 0, 0, 0, 0, 0, 1, 0)
        for index in range(metrics)
    }
    return Run(info, RunData(summaries, {"depth": param}, {}))


def test_the_text_says_it_in_three_lines() -> None:
    assert repr(RunCard.of(run(metrics=2))).splitlines() == [
        "✓ first finished · 2.5 s · ab12cd34",
        "  metrics: m0=0  m1=0.33333",
        "  params: depth=3",
    ]


@pytest.mark.parametrize(
    ("status", "start"),
    [("FAILED", "✗ first failed · 2.5 s"), ("KILLED", "■ first killed"), ("RUNNING", "● first")],
)
def test_every_status_has_a_sign(status: str, start: str) -> None:
    assert repr(RunCard.of(run(status))).startswith(start)


def test_many_and_long_values_are_cut() -> None:
    card = RunCard.of(run(metrics=SHOWN_VALUES + 2, param="x\n" * 100))

    assert len(card.metrics) == SHOWN_VALUES
    assert repr(card).endswith("… 2 more")
    assert len(card.params[0][1]) == 40


def test_html_is_escaped_and_takes_its_colours_from_the_theme() -> None:
    html = RunCard.of(run(name="<b>", param="<script>"))._repr_html_()

    assert "&lt;b&gt;" in html
    assert "<script>" not in html
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b|rgb", html)


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(80, "80 ms"), (4210, "4.2 s"), (185_000, "3 min 5 s"), (7_800_000, "2 h 10 min")],
)
def test_durations_as_people_say_them(milliseconds: int, text: str) -> None:
    assert duration_text(milliseconds) == text
