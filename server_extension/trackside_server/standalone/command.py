"""``trackside server`` and ``trackside server-password``."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

import click
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from trackside.errors import InvalidParameter
from trackside.store.location import ARTIFACT_ROOT_VARIABLE, default_tracking_uri
from trackside_server.base import STORE_SETTING
from trackside_server.standalone.application import make_application
from trackside_server.standalone.identity import Credentials, read_users
from trackside_server.standalone.workers import is_worker

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Sequence

    from tornado.web import Application

TOKEN_VARIABLE = "TRACKSIDE_SERVER_TOKEN"  # noqa: S105 (its name)
# What a client may send in one body; uploads of files are streamed and not limited by this.
MAX_BODY_BYTES = 64 << 20


@click.command()
@click.option(
    "--store",
    "--backend-store-uri",
    "store",
    help="The store: a folder, sqlite:///runs.db or a database's URL. Default: the current one.",
)
@click.option(
    "--artifact-root",
    "--default-artifact-root",
    "artifact_root",
    help="Where files go: a path or a URL such as s3://bucket/runs. Clients reach it through this server.",
)
@click.option("--host", "-h", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", "-p", default=5000, show_default=True, help="0 for any free one.")
@click.option("--workers", "-w", default=1, show_default=True, help="How many processes.")
@click.option("--users", type=click.Path(path_type=Path), help="A file of lines name:hash.")
@click.option(
    "--no-auth", is_flag=True, help="Let everybody in who reaches the port; for this machine only."
)
@click.option("--certfile", type=click.Path(exists=True), help="Serve https with this certificate.")
@click.option("--keyfile", type=click.Path(exists=True), help="The certificate's key.")
def server(
    store: str | None,
    artifact_root: str | None,
    host: str,
    port: int,
    workers: int,
    users: Path | None,
    no_auth: bool,
    certfile: str | None,
    keyfile: str | None,
) -> None:
    """Serve a store to a team: MLflow's protocol, for mlflow's clients and for Trackside's.

    Clients log in by the token in TRACKSIDE_SERVER_TOKEN (made up and printed if it is not set), or
    with --users by name and password.
    """
    tracking_uri = store or default_tracking_uri(os.environ, Path.cwd())
    if artifact_root:
        os.environ[ARTIFACT_ROOT_VARIABLE] = artifact_root
    credentials = _credentials(users, no_auth)
    _check(tracking_uri, host, workers, credentials)
    tls = None
    if certfile:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certfile, keyfile)
    sockets = bind_sockets(port, host)
    scheme = "https" if tls else "http"
    click.echo(
        f"Trackside serves {_without_password(tracking_uri)} at "
        f"{scheme}://{host}:{sockets[0].getsockname()[1]} (Ctrl-C to stop)"
    )
    if workers > 1 and not is_worker(workers):
        return
    asyncio.run(_serve(lambda: make_application(tracking_uri, credentials), sockets, tls))


@click.command("server-password")
@click.argument("name")
@click.password_option(help="Asked for if it is not given.")
def server_password(name: str, password: str) -> None:
    """Print the line of a file for --users that lets NAME in."""
    from jupyter_server.auth.security import passwd

    if ":" in name:
        raise InvalidParameter(f"A user's name holds no colon: {name!r}.")
    hashed: str = passwd(password)  # type: ignore[no-untyped-call]
    click.echo(f"{name}:{hashed}")


def _credentials(users: Path | None, no_auth: bool) -> Credentials:
    if no_auth:
        return Credentials()
    token = os.environ.get(TOKEN_VARIABLE)
    if users is not None:
        return Credentials(token, read_users(users))
    if not token:
        token = secrets.token_urlsafe(32)
        click.echo(f"MLFLOW_TRACKING_TOKEN={token}")
    return Credentials(token)


def _check(tracking_uri: str, host: str, workers: int, credentials: Credentials) -> None:
    if workers < 1:
        raise InvalidParameter(f"--workers is at least 1, not {workers}.")
    if workers > 1 and tracking_uri in ("sqlite://", "sqlite:///:memory:"):
        raise InvalidParameter("A store in memory cannot be shared by several workers.")
    if credentials.is_open and host not in ("127.0.0.1", "localhost", "::1"):
        raise InvalidParameter(
            f"--no-auth on {host!r} would let everybody in who reaches this machine; listen on 127.0.0.1, "
            "or put a proxy in front that asks who they are."
        )


def _without_password(url: str) -> str:
    from trackside.store.sql.engines import parse

    return parse(url).render_as_string(hide_password=True) if "://" in url else url


async def _serve(
    make: Callable[[], Application], sockets: Sequence[socket.socket], tls: ssl.SSLContext | None
) -> None:
    """Serve until the process is told to stop; then finish what is under way."""
    application = make()
    http = HTTPServer(application, ssl_options=tls, xheaders=True, max_buffer_size=MAX_BODY_BYTES)
    http.add_sockets(sockets)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
    http.stop()
    await http.close_all_connections()
    await application.settings[STORE_SETTING].close()
