"""``runs:/`` and ``models:/`` addresses by table."""

from __future__ import annotations

import pytest

from trackside.artifacts.uris import (
    ModelsUri,
    RunsUri,
    is_models_uri,
    is_runs_uri,
    parse_models_uri,
    parse_runs_uri,
)
from trackside.errors import InvalidParameter


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("runs:/ab12/model", RunsUri("ab12", "model")),
        ("runs:/ab12/a/b.txt", RunsUri("ab12", "a/b.txt")),
        ("runs:/ab12", RunsUri("ab12", "")),
        ("runs:/ab12/", RunsUri("ab12", "")),
        ("runs:///ab12/a", RunsUri("ab12", "a")),
    ],
)
def test_a_runs_uri_means_this(uri: str, expected: RunsUri) -> None:
    assert parse_runs_uri(uri) == expected


def test_a_runs_uri_is_written_as_it_is_read() -> None:
    assert str(RunsUri("ab12", "a/b")) == "runs:/ab12/a/b"
    assert str(RunsUri("ab12", "")) == "runs:/ab12"


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("models:/iris/3", ModelsUri("iris", version="3")),
        ("models:/iris/Production", ModelsUri("iris", stage="Production")),
        ("models:/iris/latest", ModelsUri("iris")),
        ("models:/iris/LATEST/MLmodel", ModelsUri("iris", path="MLmodel")),
        ("models:/iris@champion", ModelsUri("iris", alias="champion")),
        ("models:/a@b@champion/x/y", ModelsUri("a@b", alias="champion", path="x/y")),
        ("models:/my iris/3/x/y", ModelsUri("my iris", version="3", path="x/y")),
    ],
)
def test_a_models_uri_means_this(uri: str, expected: ModelsUri) -> None:
    assert parse_models_uri(uri) == expected


def test_the_latest_is_what_names_nothing_else() -> None:
    latest = parse_models_uri("models:/iris/latest")
    assert (latest.version, latest.stage, latest.alias) == (None, None, None)
    assert parse_models_uri("models:/iris/3").version == "3"


@pytest.mark.parametrize(
    ("uri", "problem"),
    [
        ("models:/iris", "version, stage or alias is missing"),
        ("models:/iris/", "version, stage or alias is missing"),
        ("models:/", "the name is missing"),
        ("models://3", "names a server"),
        ("models:/ /3", "the name is missing"),
        ("models:/@a", "name or alias is missing"),
        ("models:/iris@", "name or alias is missing"),
        ("models:iris/3", "a slash is missing"),
        ("models://profile@databricks/iris/3", "names a server"),
        ("runs:/iris/3", "does not begin with models:/"),
        ("iris", "does not begin with models:/"),
    ],
)
def test_a_wrong_models_uri_is_quoted_with_the_right_form(uri: str, problem: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        parse_models_uri(uri)
    assert repr(uri) in caught.value.message
    assert problem in caught.value.message
    assert "models:/<name>@<alias>" in caught.value.message


@pytest.mark.parametrize(
    ("uri", "problem"),
    [
        ("runs:/", "the run id is missing"),
        ("runs:", "a slash is missing"),
        ("runs://host/ab12/x", "names a server"),
        ("models:/ab12", "does not begin with runs:/"),
        ("runs:/ab12/../x", "leads upwards"),
    ],
)
def test_a_wrong_runs_uri_is_refused(uri: str, problem: str) -> None:
    with pytest.raises(InvalidParameter, match=problem):
        parse_runs_uri(uri)


def test_the_two_kinds_are_told_apart() -> None:
    assert is_runs_uri("runs:/1/x")
    assert is_models_uri("models:/m/1")
    assert not is_runs_uri("/runs/1")
    assert not is_models_uri("runs:/1/x")


@pytest.mark.parametrize(
    "uri",
    ["models:/iris/3", "models:/iris/Production", "models:/iris/latest", "models:/iris@champion"],
)
def test_a_models_uri_is_read_as_mlflow_reads_it(uri: str) -> None:
    utils = pytest.importorskip("mlflow.store.artifact.utils.models")
    theirs = utils._parse_model_uri(uri)
    ours = parse_models_uri(uri)
    assert (ours.name, ours.version, ours.stage, ours.alias) == (
        theirs.name,
        theirs.version,
        theirs.stage,
        theirs.alias,
    )
