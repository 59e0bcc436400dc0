"""Where a store lies, by what the user wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside.errors import InvalidParameter
from trackside.store.location import default_tracking_uri, locate, prepare

if TYPE_CHECKING:
    from pathlib import Path


def test_the_environment_goes_before_the_folder(tmp_path: Path) -> None:
    environ = {"TRACKSIDE_TRACKING_URI": "sqlite:///a.db", "MLFLOW_TRACKING_URI": "sqlite:///b.db"}

    assert default_tracking_uri(environ, tmp_path) == "sqlite:///a.db"
    del environ["TRACKSIDE_TRACKING_URI"]
    assert default_tracking_uri(environ, tmp_path) == "sqlite:///b.db"


def test_the_nearest_store_upwards_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "project/src/deep"
    deep.mkdir(parents=True)
    here = default_tracking_uri({}, deep)
    assert here == f"sqlite:///{deep}/.trackside/trackside.db"

    (tmp_path / "project/.trackside").mkdir()
    assert default_tracking_uri({}, deep) == f"sqlite:///{tmp_path}/project/.trackside/trackside.db"


@pytest.mark.parametrize(
    ("uri", "database", "artifacts"),
    [
        ("runs", "runs/trackside.db", "runs/artifacts"),
        ("./with space", "with space/trackside.db", "with%20space/artifacts"),
        ("sqlite:///runs.db", "runs.db", "runs.trackside/artifacts"),
        ("sqlite:///.trackside/trackside.db", ".trackside/trackside.db", ".trackside/artifacts"),
    ],
)
def test_a_local_store_keeps_everything_together(
    tmp_path: Path, uri: str, database: str, artifacts: str
) -> None:
    location = locate(uri, tmp_path)

    assert location.url == f"sqlite:///{tmp_path}/{database}"
    assert location.artifact_root == f"{tmp_path.as_uri()}/{artifacts}"


def test_a_file_uri_names_a_folder(tmp_path: Path) -> None:
    assert locate((tmp_path / "a b").as_uri()).url == f"sqlite:///{tmp_path}/a b/trackside.db"


def test_a_database_server_has_its_spools_with_the_user(tmp_path: Path) -> None:
    location = locate("postgresql+psycopg://ada:secret@db/runs", tmp_path)

    assert location.url == "postgresql+psycopg://ada:secret@db/runs"
    assert location.artifact_root == f"{tmp_path.as_uri()}/.trackside/artifacts"
    elsewhere = locate("postgresql+psycopg://ada:changed@db/runs", tmp_path / "elsewhere")
    assert elsewhere.spool_folder == location.spool_folder
    assert locate("postgresql://db/other").spool_folder != location.spool_folder
    assert tmp_path / "state of the user" in location.spool_folder.parents


@pytest.mark.parametrize(
    ("root", "uri"),
    [
        ("s3://bucket/runs/", "s3://bucket/runs"),
        ("shared/files", "{here}/shared/files"),
        ("/mnt/files", "file:///mnt/files"),
    ],
)
@pytest.mark.parametrize("store", ["postgresql://db/runs", "runs", "sqlite:///runs.db"])
def test_the_artifact_root_can_be_chosen(tmp_path: Path, store: str, root: str, uri: str) -> None:
    location = locate(store, tmp_path, {"TRACKSIDE_ARTIFACT_ROOT": root})

    assert location.artifact_root == uri.format(here=tmp_path.as_uri())


@pytest.mark.parametrize(
    "uri", ["http://host:5000", "https://ada:secret@host/trackside", "databricks", "databricks://p"]
)
def test_a_tracking_server_has_its_spools_with_the_user(tmp_path: Path, uri: str) -> None:
    location = locate(f"{uri}/" if "://" in uri else uri, tmp_path)

    assert location.is_on_tracking_server
    assert (location.url, location.folder) == (uri, None)
    assert tmp_path / "state of the user" in location.spool_folder.parents
    assert locate("runs", tmp_path).is_on_tracking_server is False


@pytest.mark.parametrize("uri", ["uc", "databricks-uc", "databricks-uc://p", "ftp://host/x"])
def test_what_is_not_understood_is_said(tmp_path: Path, uri: str) -> None:
    with pytest.raises(InvalidParameter, match="Cannot open the tracking URI"):
        locate(uri, tmp_path)


def test_only_a_folder_that_we_make_is_kept_out_of_git(tmp_path: Path) -> None:
    users = tmp_path / "results"
    users.mkdir()
    prepare(locate("results", tmp_path))
    prepare(locate("fresh", tmp_path))

    assert not (users / ".gitignore").exists()
    assert (tmp_path / "fresh/.gitignore").read_text() == "*\n"
