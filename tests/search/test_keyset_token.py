"""Page tokens that hold a place in an order."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackside.errors import InvalidParameter
from trackside.search import Part, decode_keyset, encode_keyset, parse_order_by

ORDER = parse_order_by(["metrics.a DESC", "params.b"], "runs")
parts = st.lists(
    st.none()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
)


@given(parts)
def test_a_token_gives_its_parts_back_exactly(given_parts: list[Part]) -> None:
    found = decode_keyset(encode_keyset(ORDER, given_parts), ORDER)

    assert found == tuple(given_parts)
    assert [type(part) for part in found or ()] == [type(part) for part in given_parts]


@pytest.mark.parametrize("token", [None, ""])
def test_no_token_is_no_place(token: str | None) -> None:
    assert decode_keyset(token, ORDER) is None


def test_a_token_fits_into_an_address_unquoted() -> None:
    assert set("+/") & set(encode_keyset((), ["ÿ?>~" * 20])) == set()


@pytest.mark.parametrize(
    "other", [[], ["metrics.a"], ["metrics.a DESC"], ["params.b", "metrics.a DESC"], ["metrics.`a`.min DESC", "params.b"]]
)  # fmt: skip
def test_a_token_belongs_to_its_order(other: list[str]) -> None:
    token = encode_keyset(ORDER, [0, 1.0])

    with pytest.raises(InvalidParameter, match="another order_by"):
        decode_keyset(token, parse_order_by(other, "runs"))


@given(st.text() | st.binary().map(lambda content: base64.b64encode(content).decode()))
def test_whatever_else_comes_is_refused(token: str) -> None:
    if token:
        with pytest.raises(InvalidParameter):
            decode_keyset(token, ORDER)
