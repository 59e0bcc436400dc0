"""A small real HTTP server that answers as it is told."""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

Answer = tuple[int, Any]


@dataclass
class Scripted:
    """Answers requests with what ``answers`` holds, the last one again and again; notes what came.

    An answer is a status and a body (a dictionary is sent as JSON), or None: the connection is
    closed without one.
    """

    answers: list[Answer | None]
    url: str = ""
    requests: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def sent_by(self) -> str | None:
        """Who sent the last request, by its header."""
        return self.requests[-1][2].get("Authorization")


@pytest.fixture
def scripted() -> Iterator[Callable[..., Scripted]]:
    """Return a function that starts a server with the answers given, over TLS with a context."""
    servers: list[ThreadingHTTPServer] = []

    def start(*answers: Answer | None, context: ssl.SSLContext | None = None) -> Scripted:
        script = Scripted(list(answers))
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(script))
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "http" if context is None else "https"
        script.url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return script

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def _handler(script: Scripted) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            script.requests.append((self.command, self.path, dict(self.headers), body))
            told = script.answers.pop(0) if len(script.answers) > 1 else script.answers[0]
            if told is None:
                self.close_connection = True
                return
            status, content = told
            data = json.dumps(content).encode() if isinstance(content, dict) else content
            self.send_response(status)
            if status in (301, 302, 307, 308):
                self.send_header("Location", data.decode())
                data = b""
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815 (http.server's names)

        def log_message(self, *arguments: Any) -> None:
            """Keep quiet."""

    return Handler


@pytest.fixture
def unused_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]
