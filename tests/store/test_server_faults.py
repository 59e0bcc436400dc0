"""Database servers that go away and come back, and disks that take no writes."""

from __future__ import annotations

import contextlib
import logging
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

import trackside
from trackside.client import runs as client_runs
from trackside.errors import InvalidParameter, PermissionDenied, StoreUnavailable
from trackside.store.sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX processes")


@pytest.fixture
def own_server() -> Iterator[tuple[str, list[str]]]:
    """A PostgreSQL server of the test's own: its URL, and the words of pg_ctl for it."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not programs:
        pytest.skip("PostgreSQL's server programs are not installed")
    folder = Path(tempfile.mkdtemp(prefix="trackside-"))
    user = None
    if os.getuid() == 0:  # which the server refuses to be
        try:
            user = pwd.getpwnam("postgres").pw_name
        except KeyError:
            pytest.skip("no user to run PostgreSQL as")
        shutil.chown(folder, user)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    control = [str(programs[-1]), "-D", str(folder / "data"), "-w", "-s"]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    initdb = [str(programs[-1].with_name("initdb")), "-D", str(folder / "data"), "-A", "trust"]
    run_as(user, [*initdb, "-U", "postgres", "--no-sync"])
    control += ["-l", str(folder / "log"), "-o", options]
    run_as(user, [*control, "start"])
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres", control
    finally:
        trackside.opening.close_all()
        run_as(user, [*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder)


def run_as(user: str | None, command: list[str]) -> None:
    subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL, cwd="/")


def test_a_server_that_crashes_and_restarts_under_load(
    own_server: tuple[str, list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    url, control = own_server
    caplog.set_level(logging.WARNING)
    trackside.set_tracking_uri(url)
    trackside.set_experiment("load")
    errors: list[BaseException] = []
    stop_at = time.monotonic() + 4
    logged: dict[str, int] = {}

    def train() -> None:
        try:
            with trackside.start_run() as run:
                step = 0
                while time.monotonic() < stop_at:
                    trackside.log_metric("loss", step / 7, step=step)
                    step += 1
                    if step % 100 == 0:
                        time.sleep(0.001)
                logged[run.info.run_id] = step
        except BaseException as error:  # noqa: BLE001 (told below)
            errors.append(error)

    threads = [threading.Thread(target=train) for _ in range(4)]
    for thread in threads:
        thread.start()
    user = "postgres" if os.getuid() == 0 else None
    for _ in range(2):
        time.sleep(0.7)
        run_as(user, [*control, "-m", "immediate", "restart"])
    for thread in threads:
        thread.join()

    assert errors == []
    assert len(logged) == 4
    for run_id, count in logged.items():
        steps = trackside.MlflowClient().get_history(run_id, "loss").steps.tolist()
        assert steps == list(range(count))


def test_addresses_that_lead_nowhere_say_so(empty_postgresql: str) -> None:
    url = sa.make_url(empty_postgresql)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    wrong = {
        StoreUnavailable: url.set(host="127.0.0.1", port=port),
        InvalidParameter: url.set(database="nowhere"),
    }
    for error, address in wrong.items():
        with pytest.raises(error, match=r"cannot be used"):
            SqlStore(address.render_as_string(hide_password=False), "file:///a")
    with pytest.raises(StoreUnavailable) as caught:
        SqlStore(
            url.set(password="s3cret", port=port).render_as_string(hide_password=False), "file:///a"
        )
    assert "s3cret" not in str(caught.value)


@contextlib.contextmanager
def read_only_mount(folder: Path) -> Iterator[None]:
    """Mount a folder onto itself so that it takes no writes; skips where that is not allowed."""
    words = (["--bind", str(folder), str(folder)], ["-o", "remount,ro,bind", str(folder)])
    for number, each in enumerate(words):
        done = subprocess.run(["mount", *each], capture_output=True, check=False)
        if done.returncode:
            if number:
                subprocess.run(["umount", str(folder)], check=True)
            pytest.skip("mounting needs root")
    try:
        yield
    finally:
        trackside.opening.close_all()
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux mounts")
def test_a_store_on_a_read_only_disk_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    trackside.set_tracking_uri(folder)
    with trackside.start_run() as run:
        trackside.log_metric("loss", 0.5)
        trackside.log_text("hello", "note.txt")
    trackside.opening.close_all()

    with read_only_mount(folder):
        found = trackside.get_run(run.info.run_id)
        assert found.data.metrics == {"loss": 0.5}
        assert len(trackside.search_runs()) == 1
        assert trackside.artifacts.load_text(f"{found.info.artifact_uri}/note.txt") == "hello"
        with pytest.raises(PermissionDenied, match="cannot be written"):
            trackside.start_run()


def test_the_clock_may_go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Order is by step, then time: nothing is lost and the latest is the greatest step's."""
    ticks = iter(range(10_000, 0, -7))
    monkeypatch.setattr(client_runs, "now_ms", lambda: next(ticks))
    with trackside.start_run() as run:
        for step in range(1_000):
            trackside.log_metric("loss", step / 7, step=step)

    found = trackside.get_run(run.info.run_id)
    assert found.info.status == "FINISHED"
    history = trackside.MlflowClient().get_history(run.info.run_id, "loss")
    assert history.values.tolist() == [step / 7 for step in range(1_000)]
    assert history.timestamps.tolist() == list(range(9_993, 2_993, -7))  # the run began at 10,000
    assert found.data.summaries["loss"].value == 999 / 7
