"""``trackside.artifacts`` over a client of which only the answers are known."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from trackside import artifacts
from trackside.entities import PagedList
from trackside.errors import InvalidParameter, NotFound, TracksideException


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "1" / "ab12" / "artifacts"
    (root / "model").mkdir(parents=True)
    (root / "model" / "MLmodel").write_text("flavors: {}\n")
    (root / "note.txt").write_text("größe", encoding="utf-8")
    (root / "config.json").write_text('{"lr": 0.1}')
    (root / "config.yaml").write_text("lr: 0.1\n")
    return root


@pytest.fixture(autouse=True)
def client(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Put a client with one run and one model in place; return the tracking URIs it was made with."""
    asked: list[str | None] = []
    sources = {"1": "runs:/ab12/model", "2": str(root / "model"), "3": "models:/iris/3", "4": None}
    versions = {v: SimpleNamespace(version=v, source=s) for v, s in sources.items()}

    class Client:
        def __init__(self, tracking_uri: str | None) -> None:
            asked.append(tracking_uri)

        def get_run(self, run_id: str) -> Any:
            if run_id != "ab12":
                raise NotFound(f"Run with id={run_id} not found")
            return SimpleNamespace(
                info=SimpleNamespace(run_id="ab12", experiment_id="1", artifact_uri=root.as_uri()),
            )

        def search_logged_models(self, *_condition: Any, page_token: str | None) -> Any:
            assert page_token is None
            return PagedList()

        def get_model_version(self, name: str, version: str) -> Any:
            assert name == "iris"
            return versions[version]

        def get_model_version_by_alias(self, name: str, alias: str) -> Any:
            assert (name, alias) == ("iris", "best")
            return versions["2"]

        def get_latest_versions(self, name: str, stages: list[str] | None) -> list[Any]:
            assert name == "iris"
            found = {None: ["1", "2"], "Production": ["1"]}
            return [versions[v] for v in found.get(stages[0] if stages else None, [])]

    monkeypatch.setitem(sys.modules, "trackside.client", SimpleNamespace(Client=Client))
    return asked


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"run_id": "ab12"}, ""),
        ({"run_id": "ab12", "artifact_path": "model/MLmodel"}, "model/MLmodel"),
        ({"artifact_uri": "runs:/ab12/model"}, "model"),
        ({"artifact_uri": "models:/iris/1"}, "model"),
        ({"artifact_uri": "models:/iris/1/MLmodel"}, "model/MLmodel"),
        ({"artifact_uri": "models:/iris/2"}, "model"),
        ({"artifact_uri": "models:/iris@best/MLmodel"}, "model/MLmodel"),
        ({"artifact_uri": "models:/iris/latest"}, "model"),
        ({"artifact_uri": "models:/iris/Production"}, "model"),
    ],
)
def test_what_is_local_is_not_copied(root: Path, arguments: dict[str, str], expected: str) -> None:
    assert artifacts.download_artifacts(**arguments) == str(root / expected)


def test_a_path_or_file_uri_names_a_file_itself(root: Path) -> None:
    for uri in (str(root / "note.txt"), (root / "note.txt").as_uri()):
        assert artifacts.download_artifacts(uri) == str(root / "note.txt")


def test_a_destination_is_made_and_gets_a_copy(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    got = artifacts.download_artifacts("runs:/ab12/model/MLmodel", dst_path=out)
    assert got == str(out / "MLmodel")
    assert Path(got).read_text() == "flavors: {}\n"
    assert artifacts.download_artifacts(run_id="ab12", dst_path=str(out)) == str(out)
    assert (out / "note.txt").exists()


@pytest.mark.parametrize("suffix", ["/note.txt", "/model", "/model/", ""])
def test_plain_paths_are_read_as_mlflow_reads_them(root: Path, tmp_path: Path, suffix: str) -> None:
    theirs = pytest.importorskip("mlflow.artifacts")
    uri = f"{root}{suffix}"
    for ours_to, theirs_to in ((None, None), (tmp_path / "ours", tmp_path / "theirs")):
        ours = artifacts.download_artifacts(uri, dst_path=ours_to)
        expected = theirs.download_artifacts(uri, dst_path=theirs_to and str(theirs_to))
        assert os.path.relpath(ours, ours_to) == os.path.relpath(expected, theirs_to)
    listed = [(i.path, i.is_dir, i.file_size) for i in artifacts.list_artifacts(uri)]
    assert sorted(listed) == sorted(
        (i.path, i.is_dir, i.file_size) for i in theirs.list_artifacts(uri)
    )


@pytest.mark.parametrize("name", ["tracking_uri", "registry_uri"])
def test_the_store_asked_is_the_one_named(client: list[str | None], name: str) -> None:
    artifacts.download_artifacts(run_id="ab12", **{name: "sqlite:///x.db"})
    artifacts.list_artifacts(run_id="ab12")
    assert client == ["sqlite:///x.db", None]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"run_id": "ab12"}, ["model", "config.json", "config.yaml", "note.txt"]),
        ({"run_id": "ab12", "artifact_path": "model"}, ["model/MLmodel"]),
        ({"artifact_uri": "runs:/ab12/model"}, ["model/MLmodel"]),
        ({"artifact_uri": "runs:/ab12/gone"}, []),
        ({"artifact_uri": "models:/iris/2"}, ["MLmodel"]),
    ],
)
def test_listings_are_relative_to_the_root(arguments: dict[str, str], expected: list[str]) -> None:
    assert [info.path for info in artifacts.list_artifacts(**arguments)] == expected


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({}, "Exactly one of"),
        ({"artifact_uri": "runs:/ab12", "run_id": "ab12"}, "Exactly one of"),
        ({"artifact_uri": "runs:/ab12", "artifact_path": "x"}, "cannot be specified if"),
        ({"run_id": "ab12", "artifact_path": "../x"}, "leads upwards"),
        ({"artifact_uri": "http://b/k"}, "scheme 'http' is not supported"),
        ({"artifact_uri": "models:/iris"}, "Not a proper address"),
    ],
)
def test_wrong_arguments_are_refused(arguments: dict[str, str], problem: str) -> None:
    for function in (artifacts.download_artifacts, artifacts.list_artifacts):
        with pytest.raises(InvalidParameter, match=problem):
            function(**arguments)


@pytest.mark.parametrize(
    ("uri", "problem"),
    [
        ("runs:/other/x", "Run with id=other not found"),
        ("runs:/ab12/gone.txt", r"no artifact 'gone\.txt'"),
        ("models:/iris/Staging", "has no version in stage 'Staging'"),
        ("models:/iris/3", "leads from model to model"),
        ("models:/iris/4", "does not say where"),
        ("/nowhere/at/all", "no artifact 'all'"),
    ],
)
def test_what_is_not_there_is_not_found(uri: str, problem: str) -> None:
    with pytest.raises(NotFound, match=problem):
        artifacts.download_artifacts(uri)


def test_text_is_loaded_as_utf_8() -> None:
    assert artifacts.load_text("runs:/ab12/note.txt") == "größe"


def test_json_and_yaml_are_loaded() -> None:
    assert artifacts.load_dict("runs:/ab12/config.json") == {"lr": 0.1}
    assert artifacts.load_dict("runs:/ab12/config.yaml") == {"lr": 0.1}


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", b"\xff", "is not UTF-8"),
        ("a.json", b"{", "is not JSON"),
        ("a.json", b"[" * 100_000, "is not JSON"),
        ("a.yaml", b"a: [", "is not YAML"),
    ],
)
def test_damaged_content_is_named(root: Path, name: str, content: bytes, problem: str) -> None:
    (root / name).write_bytes(content)
    with pytest.raises(TracksideException, match=problem) as caught:
        artifacts.load_dict(f"runs:/ab12/{name}")
    assert caught.value.get_http_status_code() == 400
    assert f"runs:/ab12/{name}" in caught.value.message


def test_an_image_is_loaded(root: Path) -> None:
    pytest.importorskip("PIL.Image").new("RGB", (3, 2)).save(root / "i.png")
    assert artifacts.load_image("runs:/ab12/i.png").size == (3, 2)


def test_a_damaged_image_is_named(root: Path) -> None:
    pytest.importorskip("PIL.Image").effect_noise((99, 99), 50).save(root / "i.png")
    whole = (root / "i.png").read_bytes()
    for damaged in (b"", whole[:4], whole[: len(whole) // 2]):
        (root / "i.png").write_bytes(damaged)
        with pytest.raises(TracksideException, match=r"i\.png' is not an image"):
            artifacts.load_image("runs:/ab12/i.png")


def test_without_pillow_an_image_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(ImportError, match="pip install Pillow"):
        artifacts.load_image("runs:/ab12/i.png")


def test_importing_the_rooms_brings_nothing_heavy() -> None:
    code = (
        "import sys, json\n"
        "import trackside.artifacts, trackside.search, trackside.artifacts.preview\n"
        "import trackside.context.git, trackside.context.environment, trackside.context.notebook\n"
        "import trackside.context.cell, trackside.context.source, trackside.context.user\n"
        "print(json.dumps([n for n in sys.modules if '.' not in n]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    heavy = {"sqlalchemy", "numpy", "pandas", "IPython", "plotly", "yaml", "PIL", "mlflow"}
    assert heavy & set(json.loads(done.stdout)) == set()
