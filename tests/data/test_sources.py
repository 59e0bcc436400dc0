"""Where data comes from: addresses, what a store keeps of them, and fetching."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from trackside import data
from trackside.data.code_dataset_source import CodeDatasetSource
from trackside.data.dataset_source_registry import (
    get_dataset_source_from_json,
    resolve_dataset_source,
)
from trackside.data.filesystem_dataset_source import FileSystemDatasetSource
from trackside.data.http_dataset_source import HTTPDatasetSource
from trackside.entities import Dataset, DatasetInput
from trackside.errors import InvalidParameter, NotFound, PermissionDenied, TracksideException

if TYPE_CHECKING:
    from collections.abc import Iterator

# What the server below answers: status, file name told in a header.
ANSWERS = {
    "/apples.csv": (200, None),
    "/a%20b.csv": (200, None),
    "/": (200, None),
    "/named": (200, "pears.csv"),
    "/evil": (200, "../pears.csv"),
    "/dots": (200, ".."),
    "/gone": (410, None),
    "/secret": (403, None),
    "/broken": (500, None),
}
CONTENT = b"kind,weight\nred,1\n"


class _Web(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, name = ANSWERS[self.path]
        self.send_response(status)
        if name:
            self.send_header("Content-Disposition", f'attachment; filename="{name}"')
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT)

    def log_message(self, *_: Any) -> None:
        """Keep the tests' output quiet."""


@pytest.fixture
def web() -> Iterator[str]:
    """The address of a server on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Web) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "name"),
    [("/apples.csv", "apples.csv"), ("/a%20b.csv", "a b.csv"), ("/named", "pears.csv"), ("/", "dataset_source")],
)  # fmt: skip
def test_a_file_of_the_web_is_fetched(web: str, tmp_path: Path, path: str, name: str) -> None:
    source = resolve_dataset_source(web + path)
    assert isinstance(source, HTTPDatasetSource)

    fetched = Path(source.load(tmp_path / "new" / "folder"))
    assert fetched == tmp_path / "new" / "folder" / name
    assert fetched.read_bytes() == CONTENT
    assert Path(source.load()).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("path", "error", "code"),
    [
        ("/gone", NotFound, "RESOURCE_DOES_NOT_EXIST"),
        ("/secret", PermissionDenied, "PERMISSION_DENIED"),
        ("/broken", TracksideException, "TEMPORARILY_UNAVAILABLE"),
        ("/evil", InvalidParameter, "INVALID_PARAMETER_VALUE"),
        ("/dots", InvalidParameter, "INVALID_PARAMETER_VALUE"),
    ],
)
def test_what_the_web_refuses_has_a_code(
    web: str, tmp_path: Path, path: str, error: type[TracksideException], code: str
) -> None:
    with pytest.raises(error) as caught:
        HTTPDatasetSource(web + path).load(tmp_path)
    assert caught.value.error_code == code
    assert list(tmp_path.iterdir()) == []


def test_nobody_at_the_address_is_no_user_error() -> None:
    with pytest.raises(TracksideException, match="cannot be fetched") as caught:
        HTTPDatasetSource("http://127.0.0.1:9/x").load()
    assert caught.value.error_code == "TEMPORARILY_UNAVAILABLE"


def test_a_web_source_opens_no_file() -> None:
    with pytest.raises(InvalidParameter, match="no http: or https: address"):
        HTTPDatasetSource("file:///etc/passwd").load()


def test_a_local_file_stays_where_it_is_unless_a_copy_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "apples.csv").write_bytes(CONTENT)
    source = resolve_dataset_source(tmp_path / "apples.csv")
    assert isinstance(source, FileSystemDatasetSource)

    assert source.load() == str(tmp_path / "apples.csv")
    assert Path(source.load(tmp_path / "copy")).read_bytes() == CONTENT
    with pytest.raises(NotFound):
        FileSystemDatasetSource(str(tmp_path / "pears.csv")).load()


def test_what_a_store_keeps_becomes_a_source_again() -> None:
    for address in ("apples.csv", "s3://bucket/apples", "https://x/apples"):
        dataset = data.from_numpy(np.arange(2), address)
        told = dataset.to_dict()
        kept = Dataset(told["name"], told["digest"], told["source_type"], told["source"])
        for each in (kept, DatasetInput(kept)):
            assert type(data.get_source(each)) is type(dataset.source)
            assert data.get_source(each).to_json() == dataset.source.to_json()
        assert data.get_source(dataset) is dataset.source


def test_a_source_that_cannot_be_understood_is_refused() -> None:
    with pytest.raises(InvalidParameter, match="Unrecognized dataset type"):
        data.get_source("apples.csv")  # type: ignore[arg-type]
    with pytest.raises(NotFound, match="unrecognized source type: delta_table"):
        get_dataset_source_from_json("{}", "delta_table")
    for kind, key in (("local", "uri"), ("s3", "uri"), ("http", "url")):
        with pytest.raises(InvalidParameter, match=f'Missing expected key: "{key}"'):
            get_dataset_source_from_json("{}", kind)
    for text in ("", "no JSON", "[]", "3"):
        with pytest.raises(InvalidParameter, match="JSON of a dictionary"):
            get_dataset_source_from_json(text, "code")


def test_code_is_a_source_that_has_nothing_to_load() -> None:
    source = data.from_numpy(np.arange(2)).source

    assert isinstance(source, CodeDatasetSource)
    assert set(source.to_dict()["tags"]) >= {"mlflow.user", "mlflow.source.name"}
    with pytest.raises(NotImplementedError, match="nothing to load"):
        source.load()
