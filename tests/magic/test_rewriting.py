from __future__ import annotations

import pytest

from trackside.magic.rewriting import rewrite_tracked_cell, tracked_source


def rewritten(cell: str) -> str:
    return "".join(rewrite_tracked_cell(cell.splitlines(keepends=True)))


def test_the_first_line_becomes_a_line_magic_and_the_rest_keeps_its_place() -> None:
    assert rewritten("%%track a 'b'\n\nx = 1\n") == (
        "get_ipython().run_line_magic('track', \"a 'b'\")\n\nx = 1\n"
    )


def test_a_cell_magic_below_still_applies() -> None:
    assert rewritten("%%track\n%%time\nx = 1\n") == (
        "get_ipython().run_line_magic('track', '')\n"
        "get_ipython().run_cell_magic('time', '', 'x = 1\\n')\n"
    )


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "x = 1\n",
        "%%tracked\nx\n",
        "%%track\n",
        "%%track a\n\n",
        "%%track?\n",
        "x\n%%track\ny\n",
    ],
)
def test_any_other_cell_is_left_alone(cell: str) -> None:
    assert rewritten(cell) == cell


@pytest.mark.parametrize(
    ("cell", "source"),
    [
        ("%%track a\nx = 1", "x = 1"),
        ("\n%%track\n\nx = 1\n", "\nx = 1\n"),
        ("%%time\n%%track a -p b\nx = 1", "x = 1"),
        ("y = 1\n%track\nx = 1", "x = 1"),
        ("x = 1", "x = 1"),
    ],
)
def test_the_source_is_what_stands_below(cell: str, source: str) -> None:
    assert tracked_source(cell) == source
