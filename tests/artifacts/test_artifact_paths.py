"""Which artifact paths are allowed, and local paths as URIs."""

from __future__ import annotations

import ntpath
from pathlib import Path

import pytest

from trackside.artifacts.local_uri import path_from_uri, uri_from_path, uri_scheme
from trackside.artifacts.paths import artifact_parts, joined
from trackside.errors import InvalidParameter


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        (None, ()),
        ("", ()),
        (".", ()),
        ("model", ("model",)),
        ("model/", ("model",)),
        ("./a//b/./c", ("a", "b", "c")),
        ("100%.txt", ("100%.txt",)),
        ("a b#c?d.txt", ("a b#c?d.txt",)),
        ("größe/…", ("größe", "…")),
        ("...", ("...",)),
        ("a..b/..c", ("a..b", "..c")),
        (Path("a/b"), ("a", "b")),
    ],
)
def test_a_path_is_made_of_these_names(path: str | None, parts: tuple[str, ...]) -> None:
    assert artifact_parts(path) == parts


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("..", "leads upwards"),
        ("a/../b", "leads upwards"),
        ("a/..", "leads upwards"),
        ("/etc/passwd", "is absolute"),
        ("//host/share", "is absolute"),
        ("C:", "drive letter"),
        ("c:/x", "drive letter"),
        ("C:x", "drive letter"),
        ("a\\b", "backslash"),
        ("..\\b", "backslash"),
        ("a\0b", "NUL"),
        ("%2e%2e/x", "leads upwards"),
        ("a/%2E%2E", "leads upwards"),
        ("%252e%252e", "leads upwards"),
        ("%2fetc", "is absolute"),
        ("a%5c..%5cb", "backslash"),
        ("a%00", "NUL"),
        ("%25252525252525252e", "encoded over and over"),
        ("a/.trackside-partial-1", "reserved"),
    ],
)
def test_a_path_that_could_lead_out_is_refused_and_named(path: str, problem: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        artifact_parts(path)
    assert f"Invalid artifact path {path!r}: " in caught.value.message
    assert problem in caught.value.message


def test_backslashes_separate_folders_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trackside.artifacts.paths.os.sep", ntpath.sep)
    assert artifact_parts("a\\b") == ("a", "b")
    with pytest.raises(InvalidParameter, match="leads upwards"):
        artifact_parts("a\\..\\b")


def test_paths_are_joined_with_slashes() -> None:
    assert joined("a/", None, "", "b/c") == "a/b/c"


@pytest.mark.parametrize(
    ("uri", "scheme"),
    [("/a", ""), ("a/b:c", ""), (r"C:\work", ""), ("c:/work", ""), ("S3://b/k", "s3"),
     ("file:/a", "file"), ("runs:/1", "runs"), ("mlflow-artifacts:/1", "mlflow-artifacts")],
)  # fmt: skip
def test_the_scheme_of_a_uri_is_told_from_a_drive(uri: str, scheme: str) -> None:
    assert uri_scheme(uri) == scheme


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("/a/b c", "/a/b c"),
        ("/a/b%20c", "/a/b%20c"),
        ("a/b", "a/b"),
        ("file:///a/b%20c", "/a/b c"),
        ("file:/a/b", "/a/b"),
        ("file://localhost/a", "/a"),
        ("FILE:///a#1?x", "/a#1?x"),
        ("file:a/b", "a/b"),
    ],
)
def test_a_local_uri_means_this_path(uri: str, path: str) -> None:
    assert path_from_uri(uri) == Path(path)


def test_other_schemes_and_other_hosts_are_no_local_path() -> None:
    with pytest.raises(InvalidParameter, match="is not a local path"):
        path_from_uri("s3://bucket/key")
    with pytest.raises(InvalidParameter, match="names another host"):
        path_from_uri("file://server/share")


@pytest.mark.parametrize("name", ["plain", "with space", "100%", "größe", "a#b?c"])
def test_a_path_comes_back_from_its_uri(tmp_path: Path, name: str) -> None:
    assert path_from_uri(uri_from_path(tmp_path / name)) == tmp_path / name
