"""What every artifact repository does: on this disk, in memory, on a real S3 server and behind tracking servers."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import Any

import pytest

import trackside
from trackside.artifacts.paths import PARTIAL_PREFIX
from trackside.artifacts.repository import ArtifactRepository, repository_for
from trackside.entities import FileInfo
from trackside.errors import InvalidParameter, NotFound

# More than one part of an upload and one piece of a download.
LARGE_BYTES = 20 * (1 << 20) + 17
RUN = f"1/{1:032x}/artifacts"


@pytest.fixture(params=["local", "memory", "s3", "mlflow_server", "jupyter_server"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param in ("mlflow_server", "jupyter_server"):
        server = request.getfixturevalue(f"empty_{request.param}")
        if request.param == "mlflow_server" and "never_patterns" in request.node.name:
            request.applymarker(pytest.mark.xfail(reason="MLflow refuses names with #"))
        trackside.set_tracking_uri(server.url)
        return f"mlflow-artifacts:/{uuid.uuid4().hex}/{RUN}"
    if request.param == "local":
        return str(tmp_path / "store" / RUN)
    if request.param == "memory":
        return f"memory://{uuid.uuid4().hex}/{RUN}"
    return f"s3://{request.getfixturevalue('bucket')}/{RUN}"


@pytest.fixture
def repository(url: str) -> ArtifactRepository:
    return repository_for(url)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "deep" / "b.txt").write_text("bb")
    (folder / "deep" / "er" / "c.txt").write_text("ccc")
    return folder


def files_below(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def names(repository: ArtifactRepository, path: str | None = None) -> list[str]:
    return [info.path for info in repository.list_artifacts(path)]


def content(repository: ArtifactRepository, path: str) -> bytes:
    with repository.open(path) as stream:
        return stream.read()


def put(repository: ArtifactRepository, path: str, data: bytes = b"x") -> None:
    with repository.writing(path) as writer:
        writer.write(data)


def test_it_fulfils_the_protocol(repository: ArtifactRepository) -> None:
    assert isinstance(repository, ArtifactRepository)


def test_a_logged_file_is_listed_and_read(repository: ArtifactRepository, source: Path) -> None:
    repository.log_artifact(source / "a.txt")
    repository.log_artifact(str(source / "a.txt"), "x/y")
    assert repository.list_artifacts() == [
        FileInfo("x", is_dir=True),
        FileInfo("a.txt", is_dir=False, file_size=1),
    ]
    assert repository.list_artifacts("x/y") == [FileInfo("x/y/a.txt", False, 1)]
    assert content(repository, "x/y/a.txt") == b"a"


def test_a_logged_file_replaces_the_one_before(
    repository: ArtifactRepository, source: Path
) -> None:
    repository.log_artifact(source / "a.txt")
    assert names(repository) == ["a.txt"]
    (source / "a.txt").write_text("new")
    repository.log_artifact(source / "a.txt")
    assert content(repository, "a.txt") == b"new"


def test_a_folder_is_logged_with_all_it_holds(
    repository: ArtifactRepository, source: Path, tmp_path: Path
) -> None:
    repository.log_artifacts(source, "all")
    repository.log_artifact(source / "deep")
    assert files_below(repository.download("all", tmp_path / "out")) == files_below(source)
    assert names(repository) == ["all", "deep"]


def test_a_folder_of_a_store_is_logged_without_it(
    repository: ArtifactRepository, source: Path
) -> None:
    (source / ".trackside").mkdir()
    (source / ".trackside" / "trackside.db").touch()
    repository.log_artifacts(source)
    assert names(repository) == ["deep", "a.txt"]


@pytest.mark.parametrize("path", [None, "", "gone", "a.txt"])
def test_what_is_no_folder_lists_nothing(repository: ArtifactRepository, path: str | None) -> None:
    if path == "a.txt":
        put(repository, "a.txt")
    assert repository.list_artifacts(path) == []
    page = repository.list_page(path)
    assert (page.to_list(), page.token) == ([], None)


def test_a_listing_never_comes_from_memory(repository: ArtifactRepository, url: str) -> None:
    put(repository, "d/a")
    other = repository_for(url)
    assert names(other, "d") == ["d/a"]
    put(repository, "d/b")
    assert names(other, "d") == ["d/a", "d/b"]
    repository.delete("d/a")
    assert names(other, "d") == ["d/b"]


def test_pages_give_every_entry_once_in_order(repository: ArtifactRepository) -> None:
    for name in ("b", "a/1", "a/2", "c/x", "a-", "a0", "ä"):
        put(repository, f"f/{name}")
    put(repository, "z")
    everything = ["f/a-", "f/a", "f/a0", "f/b", "f/c", "f/ä"]
    for size in (1, 2, 3, 6, 100):
        found, token = [], None
        while True:
            page = repository.list_page("f", size, token)
            assert 0 < len(page) <= size
            found += [info.path for info in page]
            token = page.token
            if token is None:
                break
        assert found == everything
    first = repository.list_page("f", 2)
    assert first.to_list() == [FileInfo("f/a-", False, 1), FileInfo("f/a", is_dir=True)]


def test_pages_go_on_when_entries_come_and_go(repository: ArtifactRepository) -> None:
    for name in ("a", "c", "e"):
        put(repository, name)
    first = repository.list_page(None, 2)
    repository.delete("a")
    put(repository, "b")
    put(repository, "d")
    second = repository.list_page(None, 10, first.token)
    assert [info.path for info in second] == ["d", "e"]


@pytest.mark.parametrize("size", [0, -1, True, 1.5, "3"])
def test_a_page_of_no_size_is_refused(repository: ArtifactRepository, size: Any) -> None:
    with pytest.raises(InvalidParameter, match="max_results must be a whole number from 1"):
        repository.list_page(None, size)


def test_a_token_of_no_page_is_refused(repository: ArtifactRepository) -> None:
    put(repository, "a")
    with pytest.raises(InvalidParameter, match="token"):
        repository.list_page(None, 1, "made up")


def test_a_download_lands_in_the_destination_under_its_last_name(
    repository: ArtifactRepository, source: Path, tmp_path: Path
) -> None:
    repository.log_artifacts(source)
    out = tmp_path / "out"
    assert repository.download("deep/b.txt", out) == out / "b.txt"
    assert repository.download("deep", out) == out / "deep"
    assert files_below(out) == ["b.txt", "deep/b.txt", "deep/er/c.txt"]
    assert repository.download(None, tmp_path / "all") == tmp_path / "all"
    assert files_below(tmp_path / "all") == files_below(source)


def test_a_download_without_destination_is_readable(
    repository: ArtifactRepository, source: Path
) -> None:
    repository.log_artifacts(source)
    assert repository.download("deep/b.txt").read_text() == "bb"
    assert files_below(repository.download(None)) == files_below(source)


def test_a_run_without_artifacts_downloads_as_an_empty_folder(
    repository: ArtifactRepository, url: str, tmp_path: Path
) -> None:
    if ":" not in url:
        Path(url).mkdir(parents=True)
    assert list(repository.download(None, tmp_path / "out").iterdir()) == []


def test_a_file_is_read_from_any_position(repository: ArtifactRepository) -> None:
    put(repository, "data", bytes(range(256)) * 1000)
    with repository.open("data") as stream:
        assert stream.seek(0, os.SEEK_END) == 256_000
        stream.seek(255)
        assert stream.read(2) == b"\xff\x00"
        assert stream.tell() == 257
        stream.seek(0)
        assert len(stream.read()) == 256_000
        assert stream.read(1) == b""


def test_a_large_file_comes_back_as_it_went(repository: ArtifactRepository, tmp_path: Path) -> None:
    data = os.urandom(1 << 20) * 21
    (tmp_path / "large.bin").write_bytes(data[:LARGE_BYTES])
    repository.log_artifact(tmp_path / "large.bin", "x")
    repository.log_artifact(tmp_path / "large.bin", "x")
    assert repository.list_artifacts("x") == [FileInfo("x/large.bin", False, LARGE_BYTES)]
    copy = repository.download("x/large.bin", tmp_path / "out")
    assert copy.read_bytes() == data[:LARGE_BYTES]


def test_a_stream_becomes_a_file_when_it_ends(repository: ArtifactRepository) -> None:
    with repository.writing("x/data.bin") as writer:
        for number in range(12):
            writer.write(bytes([number]) * (1 << 20))
        assert names(repository, "x") == []
    assert content(repository, "x/data.bin")[-1] == 11
    with repository.writing("empty"):
        pass
    assert content(repository, "empty") == b""


@pytest.mark.parametrize("size", [10, 12 << 20])
def test_a_broken_stream_leaves_what_was_there(
    repository: ArtifactRepository, url: str, size: int
) -> None:
    def break_off(path: str, error: type[BaseException]) -> None:
        with repository.writing(path) as writer:
            writer.write(b"y" * size)
            raise error

    put(repository, "x/kept")
    for error in (KeyboardInterrupt, ConnectionResetError, ZeroDivisionError):
        for path in ("x/kept", "x/new"):
            with pytest.raises(error):
                break_off(path, error)
    assert content(repository, "x/kept") == b"x"
    assert names(repository, "x") == ["x/kept"]
    if ":" not in url:
        assert files_below(Path(url)) == ["x/kept"]


def test_a_file_a_folder_or_everything_is_deleted(
    repository: ArtifactRepository, source: Path
) -> None:
    repository.delete()
    repository.log_artifacts(source)
    put(repository, "deeper")
    repository.delete("deep/b.txt")
    assert names(repository, "deep") == ["deep/er"]
    repository.delete("deep")
    assert names(repository) == ["a.txt", "deeper"]
    repository.delete()
    assert names(repository) == []
    repository.log_artifact(source / "a.txt")
    assert names(repository) == ["a.txt"]


def test_names_are_never_patterns(repository: ArtifactRepository, tmp_path: Path) -> None:
    for name in ("*", "a[1]/b?.txt", "a1/b1.txt", "100%.txt", "a b#c.txt", "größe"):
        put(repository, name, name.encode())
    for name in ("*", "a[1]/b?.txt", "100%.txt", "a b#c.txt", "größe"):
        assert content(repository, name) == name.encode()
        assert repository.download(name, tmp_path).read_bytes() == name.encode()
        repository.delete(name)
    assert names(repository) in (["a1"], ["a1", "a[1]"])
    repository.log_artifact(tmp_path / "größe", "a[1]")
    assert names(repository, "a[1]") == ["a[1]/größe"]
    assert content(repository, "a1/b1.txt") == b"a1/b1.txt"
    repository.delete("a[1]")
    assert names(repository) == ["a1"]


@pytest.mark.parametrize(
    "call",
    [
        lambda r: r.download("gone"),
        lambda r: r.open("gone/er"),
        lambda r: r.delete("gone"),
        lambda r: r.log_artifact("gone"),
        lambda r: r.log_artifacts("gone"),
    ],
)
def test_what_is_missing_is_not_found_and_named(repository: ArtifactRepository, call: Any) -> None:
    with pytest.raises(NotFound, match="gone"):
        call(repository)


def test_a_folder_cannot_be_opened(repository: ArtifactRepository) -> None:
    put(repository, "folder/file")
    with pytest.raises(InvalidParameter, match="not a file"):
        repository.open("folder")


PATHS_OUT = ["../x", "a/../../x", "/x", "C:x", "%2e%2e/x", "a%2f..%2f..%2fx", "a\\b", "a\0"]


@pytest.mark.parametrize("path", [*PATHS_OUT, f"{PARTIAL_PREFIX}1"])
@pytest.mark.parametrize(
    "verb", ["download", "open", "delete", "list_artifacts", "list_page", "log", "write"]
)
def test_no_verb_takes_a_path_that_leads_out(
    repository: ArtifactRepository, source: Path, verb: str, path: str
) -> None:
    calls = {
        "log": lambda path: repository.log_artifact(source / "a.txt", path),
        "write": lambda path: put(repository, path),
    }
    with pytest.raises(InvalidParameter, match="Invalid artifact path"):
        calls.get(verb, getattr(repository, verb, None))(path)  # type: ignore[misc]
    assert names(repository) == []


@pytest.mark.parametrize("path", ["", "."])
def test_a_stream_needs_a_name(repository: ArtifactRepository, path: str) -> None:
    with pytest.raises(InvalidParameter, match="names no file"):
        put(repository, path)


def test_a_file_name_with_a_backslash_is_refused_before_anything_is_sent(
    repository: ArtifactRepository, source: Path
) -> None:
    (source / "z\\y").touch()
    with pytest.raises(InvalidParameter, match="backslash"):
        repository.log_artifacts(source)
    assert [name for name in names(repository) if name.endswith("y")] == []


def test_a_link_to_a_file_is_logged_as_what_it_leads_to(
    repository: ArtifactRepository, source: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.txt").write_text("x")
    (source / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    (source / "deep" / "loop").symlink_to(source)
    repository.log_artifacts(source)
    assert content(repository, "link.txt") == b"x"
    assert names(repository, "deep") == ["deep/er", "deep/b.txt"]
