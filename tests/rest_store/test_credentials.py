"""Which server a tracking URI means, and who asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.errors import InvalidParameter
from trackside.store.rest.credentials import address_of, shown

if TYPE_CHECKING:
    from pathlib import Path

PROFILES = """
[DEFAULT]
host = https://default.cloud/
token = dt%

[work]
host = work.cloud
username = ada
password = pw

[half]
host =
token =
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "profiles").write_text(PROFILES)
    return {"DATABRICKS_CONFIG_FILE": str(tmp_path / "profiles")}


@pytest.mark.parametrize(
    ("uri", "more", "base_url", "authorization"),
    [
        ("databricks", {}, "https://default.cloud", "Bearer dt%"),
        ("databricks://", {}, "https://default.cloud", "Bearer dt%"),
        ("databricks://work", {}, "https://work.cloud", "Bearer dt%"),
        ("databricks", {"DATABRICKS_CONFIG_PROFILE": "work"}, "https://work.cloud", "Bearer dt%"),
        ("databricks", {"DATABRICKS_HOST": "https://h/", "DATABRICKS_TOKEN": "t"}, "https://h", "Bearer t"),
        ("databricks://work", {"DATABRICKS_HOST": "h", "DATABRICKS_TOKEN": "t"}, "https://work.cloud", "Bearer dt%"),
    ],
)  # fmt: skip
def test_databricks_profiles(
    environ: dict[str, str], uri: str, more: dict[str, str], base_url: str, authorization: str
) -> None:
    address = address_of(uri, {**environ, **more})

    assert (address.base_url, address.authorization) == (base_url, authorization)
    assert "dt%" not in repr(address)


def test_a_profile_with_user_and_password(tmp_path: Path) -> None:
    (tmp_path / "profiles").write_text("[x]\nhost = h\nusername = ada\npassword = pw\n")
    address = address_of("databricks://x", {"DATABRICKS_CONFIG_FILE": str(tmp_path / "profiles")})

    assert address.authorization == "Basic YWRhOnB3"


def test_profiles_that_do_not_say_enough(environ: dict[str, str], tmp_path: Path) -> None:
    for uri in ("databricks://half", "databricks://unheard"):
        with pytest.raises(InvalidParameter, match="does not give host and token"):
            address_of(uri, environ)
    with pytest.raises(InvalidParameter, match="databricks configure"):
        address_of("databricks", {"DATABRICKS_CONFIG_FILE": str(tmp_path / "none")})
    (tmp_path / "broken").write_text("token = s3cret\n")
    with pytest.raises(InvalidParameter, match="cannot be read") as caught:
        address_of("databricks", {"DATABRICKS_CONFIG_FILE": str(tmp_path / "broken")})
    assert "s3cret" not in caught.value.message


@pytest.mark.parametrize("uri", ["http://", "http://host:port", "http://host?token=s3cret", "http:///x"])  # fmt: skip
def test_addresses_that_name_no_server(uri: str) -> None:
    with pytest.raises(InvalidParameter, match="http://host:port") as caught:
        address_of(uri, {})
    assert "s3cret" not in caught.value.message


@pytest.mark.parametrize(
    ("uri", "text"),
    [
        ("https://ada:pw@host:5/x/?t=1#f", "https://host:5/x"),
        ("http://host", "http://host"),
        ("databricks://p", "databricks://p"),
    ],
)
def test_addresses_are_shown_without_credentials(uri: str, text: str) -> None:
    assert shown(uri) == text
