"""A real little HTTP server is asked for the notebook of a kernel."""

from __future__ import annotations

import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from trackside.context.server import ask_server_for_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = tuple[int, dict[str, str], bytes]


class FakeServer:
    """Answers each request as told and remembers it."""

    def __init__(self) -> None:
        self.answer: Answer = (200, {}, b'{"path": "a/b.ipynb"}')
        self.requests: list[tuple[str, str | None]] = []
        self.release = threading.Event()
        self.release.set()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fake.requests.append((self.path, self.headers.get("Authorization")))
                fake.release.wait(10)
                status, headers, body = fake.answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """Stay quiet."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/lab/trackside/"


@pytest.fixture
def server() -> Iterator[FakeServer]:
    fake = FakeServer()
    thread = threading.Thread(target=fake.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield fake
    fake.release.set()
    fake.http.shutdown()
    fake.http.server_close()
    thread.join()


def environ(server: FakeServer) -> dict[str, str]:
    return {"TRACKSIDE_SERVER_URL": server.url, "TRACKSIDE_SERVER_TOKEN": "s3cret"}


def test_the_server_says_which_notebook(server: FakeServer) -> None:
    assert ask_server_for_notebook(environ(server), "k 1/2") == "a/b.ipynb"
    path = "/lab/trackside/panel/kernels/k%201%2F2/notebook"
    assert server.requests == [(path, "token s3cret")]


def test_without_a_token_none_is_sent(server: FakeServer) -> None:
    assert ask_server_for_notebook({"TRACKSIDE_SERVER_URL": server.url}, "k") == "a/b.ipynb"
    assert server.requests[0][1] is None


def test_no_proxy_is_used_for_loopback(server: FakeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert ask_server_for_notebook(environ(server), "k") == "a/b.ipynb"


@pytest.mark.parametrize(
    "answer",
    [
        (404, {}, b'{"message": "no such kernel"}'),
        (500, {}, b"oops"),
        (200, {}, b"<html>"),
        (200, {}, b"\xff\xfe"),
        (200, {}, b"[]"),
        (200, {}, b"null"),
        (200, {}, b"{}"),
        (200, {}, b'{"path": null}'),
        (200, {}, b'{"path": ""}'),
        (200, {}, b'{"path": 5}'),
        (200, {}, b"[" * 60_000),
        (200, {"Content-Length": "99"}, b"short"),
    ],
)
def test_any_other_answer_is_no_answer(server: FakeServer, answer: Answer) -> None:
    server.answer = answer
    assert ask_server_for_notebook(environ(server), "k") is None


def test_a_redirect_is_not_followed_so_the_token_stays_here(server: FakeServer) -> None:
    server.answer = (302, {"Location": server.url + "login"}, b"")
    assert ask_server_for_notebook(environ(server), "k") is None
    assert len(server.requests) == 1


def test_a_server_that_does_not_answer_in_time_is_given_up(server: FakeServer) -> None:
    server.release.clear()
    assert ask_server_for_notebook(environ(server), "k", timeout_s=0.05) is None


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/", "file:///etc/passwd", "nonsense", "http://[bad/", "http://a b/", ""],
)
def test_a_server_that_is_not_there_is_no_error(url: str) -> None:
    assert ask_server_for_notebook({"TRACKSIDE_SERVER_URL": url}, "k") is None


@pytest.mark.parametrize("kernel", [None, ""])
def test_without_a_kernel_nobody_is_asked(server: FakeServer, kernel: str | None) -> None:
    assert ask_server_for_notebook(environ(server), kernel) is None
    assert server.requests == []


def test_a_token_that_no_header_can_carry_is_no_error(server: FakeServer) -> None:
    bad = environ(server) | {"TRACKSIDE_SERVER_TOKEN": "a\r\nb"}
    assert ask_server_for_notebook(bad, "k") is None


def test_the_token_is_not_logged(server: FakeServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.answer = (403, {}, b"")
    ask_server_for_notebook(environ(server), "k")
    assert "s3cret" not in caplog.text


def test_a_host_beyond_loopback_goes_by_the_proxy(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", server.url)
    ask: Callable[[str], str | None] = lambda url: ask_server_for_notebook(  # noqa: E731
        {"TRACKSIDE_SERVER_URL": url}, "k"
    )
    assert ask("http://hub.invalid/trackside") == "a/b.ipynb"
    assert server.requests[0][0] == "http://hub.invalid/trackside/panel/kernels/k/notebook"
