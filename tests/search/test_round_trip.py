"""Whatever can be said in the grammar is read back as it was meant."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from trackside.errors import InvalidParameter
from trackside.search import Comparison, Entity, parse_filter
from trackside.search.vocabulary import DATASET_KEYS, NUMERIC, VOCABULARIES

VOCABULARY = VOCABULARIES["runs"]
free_keys = st.text(st.characters(exclude_characters="`", exclude_categories=["Cs"]), min_size=1)
# A text cannot hold the quote that it is written in; a closing backslash would hide that quote.
values = st.text(st.characters(exclude_characters="'\\", exclude_categories=["Cs"]))
numbers = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Draw any comparison of runs."""
    entity = draw(st.sampled_from(get_args(Entity)))
    fixed: dict[str, tuple[str, ...]] = {
        "attribute": tuple(VOCABULARY.attributes),
        "dataset": DATASET_KEYS,
    }
    key = draw(st.sampled_from(fixed[entity]) if entity in fixed else free_keys)
    operators = VOCABULARY.operators(entity, key)
    operator = draw(st.sampled_from(operators))
    if operators == NUMERIC:
        return Comparison(entity, key, operator, draw(numbers))
    if operator in ("IN", "NOT IN"):
        return Comparison(entity, key, operator, tuple(draw(st.lists(values, min_size=1))))
    if operator.startswith("IS"):
        return Comparison(entity, key, operator, None)
    return Comparison(entity, key, operator, draw(values))


def rendered(comparison: Comparison) -> str:
    """Write a comparison as a user would."""
    value = comparison.value
    if value is None:
        right = ""
    elif isinstance(value, tuple):
        right = "(" + ", ".join(f"'{item}'" for item in value) + ")"
    else:
        right = f"'{value}'" if isinstance(value, str) else repr(value)
    return f"{comparison.entity}.`{comparison.key}` {comparison.operator} {right}"


@given(st.lists(comparisons(), max_size=4))
def test_rendered_comparisons_parse_to_themselves(given_comparisons: list[Comparison]) -> None:
    text = " AND ".join(rendered(comparison) for comparison in given_comparisons)
    assert parse_filter(text, "runs") == tuple(given_comparisons)


@given(st.text())
def test_any_text_is_parsed_or_refused_with_our_error(text: str) -> None:
    try:
        parsed = parse_filter(text, "runs")
    except InvalidParameter:
        return
    assert isinstance(parsed, tuple)
