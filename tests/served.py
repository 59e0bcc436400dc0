"""Running a server in a process of its own while a test needs it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

from tests.environ import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def serving(
    command: list[str],
    environ: dict[str, str],
    folder: Path,
    health_url: str,
    python: Path | None = None,
) -> Iterator[None]:
    """Run a server, of this environment or that of ``python``, until the block ends; it must answer within two minutes."""
    program = (python or Path(sys.executable)).with_name(command[0])
    own = {name: text for name, text in os.environ.items() if not name.startswith(VARIABLES)}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [program, *command[1:]],
            cwd=folder, env={**own, **environ}, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        _await_health(process, health_url, folder / "server.log")
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _await_health(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urlopen(url) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
