"""Page tokens."""

from __future__ import annotations

import base64

import pytest

from trackside.errors import InvalidParameter
from trackside.search import decode_page_token, encode_page_token


@pytest.mark.parametrize("offset", [0, 1, 1000, 2**63 - 1])
def test_a_token_gives_its_offset_back(offset: int) -> None:
    assert decode_page_token(encode_page_token(offset)) == offset


@pytest.mark.parametrize("token", [None, ""])
def test_no_token_is_the_first_page(token: str | None) -> None:
    assert decode_page_token(token) == 0


def test_tokens_are_mlflows() -> None:
    search_utils = pytest.importorskip("mlflow.utils.search_utils").SearchUtils
    assert encode_page_token(10) == search_utils.create_page_token(10).decode()
    assert search_utils.parse_start_offset_from_page_token(encode_page_token(7)) == 7


@pytest.mark.parametrize(
    "content",
    [b"null", b"[]", b"{}", b'{"offset": -1}', b'{"offset": "x"}', b'{"offset": 1.5}', b"\xff",
     b'{"offset": true}', b'{"offset": 9223372036854775808}', b'{"offset": null}', b"{"],
)  # fmt: skip
def test_a_token_of_other_content_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidParameter, match="Invalid page token"):
        decode_page_token(base64.b64encode(content).decode())


@pytest.mark.parametrize("token", ["abc", "!!!!", "é", "eyJvZmZzZXQiOiAxMH0=x"])
def test_a_token_that_is_not_base64_is_refused(token: str | None) -> None:
    with pytest.raises(InvalidParameter, match="Invalid page token"):
        decode_page_token(token)
