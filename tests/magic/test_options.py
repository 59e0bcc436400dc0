from __future__ import annotations

import pytest
from IPython.core.error import UsageError

from trackside.magic.options import TrackOptions, parse_options
from trackside.magic.tracking import TrackMagics


def parsed(line: str) -> TrackOptions:
    return parse_options(TrackMagics.track, line)


def test_an_empty_line_asks_for_nothing() -> None:
    assert parsed("") == TrackOptions(None, (), (), {}, is_nested=False, experiment=None)


def test_every_option() -> None:
    found = parsed("first --nested --experiment models/train -p lr -m loss -t stage=draft")

    assert found == TrackOptions(
        "first", ("lr",), ("loss",), {"stage": "draft"}, is_nested=True, experiment="models/train"
    )


@pytest.mark.parametrize(
    "line",
    ["--param a,b,c", "--param a b c", "--param a --param b,c", "--param a, b -p c", "-p a,a b c"],
)
def test_lists_take_commas_spaces_and_repetition(line: str) -> None:
    assert parsed(line).params == ("a", "b", "c")
    assert parsed(line).names_variables


def test_quotes_keep_spaces_together() -> None:
    found = parsed("""'my run' --tag note="two words" a=b=c""")

    assert (found.name, found.tags) == ("my run", {"note": "two words", "a": "b=c"})


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("--lr", "unrecognized arguments: --lr"),
        ("a b", "unrecognized arguments: b"),
        ("--param", "expected at least one argument"),
        ("--tag x", "--tag takes KEY=VALUE, not 'x'"),
        ("'open", "No closing quotation"),
    ],
)
def test_a_wrong_line_is_a_usage_error(line: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem) as caught:
        parsed(line)
    assert "Usage: %%track [name]" in str(caught.value)
