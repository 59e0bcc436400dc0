"""``trackside server``: a store for a team, without Jupyter; real processes, real clients."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from trackside.cli import main
from trackside.client import Client
from trackside_server.standalone.identity import Credentials, read_users

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.real_mlflow import RealMlflow

TOKEN = "team-token"


@contextmanager
def serving(*words: str, token: str | None = TOKEN) -> Iterator[str]:
    """Run the command on a free port and give its address."""
    environ = {name: value for name, value in os.environ.items() if name != "MLFLOW_TRACKING_URI"}
    if token is not None:
        environ["TRACKSIDE_SERVER_TOKEN"] = token
    process = subprocess.Popen(
        [sys.executable, "-m", "trackside.cli", "server", "--port", "0", *words],
        stdout=subprocess.PIPE,
        text=True,
        env={
            **environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONUNBUFFERED": "1",
        },
    )
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        found = re.search(r"at (https?://\S+)", line)
        if found:
            break
    else:
        raise AssertionError(f"It ended with {process.wait()}: {lines}")
    rest = threading.Thread(target=process.stdout.read)
    rest.start()
    try:
        yield found[1]
    finally:
        process.terminate()
        assert process.wait(timeout=20) == 0
        rest.join()
        process.stdout.close()


def answer(url: str, authorization: str | None = None) -> tuple[int, str]:
    headers = {"Authorization": authorization} if authorization else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as found:
            return found.status, found.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


@pytest.fixture
def run_mlflow(mlflow3: RealMlflow) -> Callable[..., dict[str, Any]]:
    """Return a function that logs to a server; it returns what can be read there."""

    def run(url: str, **environ: str) -> dict[str, Any]:
        printed = mlflow3.run_code(LOG, environ={"MLFLOW_TRACKING_URI": url, **environ})
        said: dict[str, Any] = json.loads(printed.splitlines()[-1])
        return said

    return run


LOG = """
import json, mlflow
with mlflow.start_run() as run:
    mlflow.log_param("depth", 3)
    mlflow.log_metric("loss", 0.5)
    mlflow.log_text("hello", "note.txt")
text = mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/note.txt")
print(json.dumps({"run_id": run.info.run_id, "text": text}))
"""


def test_mlflow_logs_into_it_by_token(
    run_mlflow: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    with serving("--store", str(tmp_path / "runs")) as url:
        assert answer(f"{url}/health") == (200, "OK")
        assert answer(f"{url}/version", f"Bearer {TOKEN}") == (200, "3.17.2")
        assert answer(f"{url}/version")[0] == 403
        assert answer(f"{url}/version", "Bearer wrong")[0] == 403
        said = run_mlflow(url, MLFLOW_TRACKING_TOKEN=TOKEN)
        _, figures = answer(f"{url}/metrics", f"Bearer {TOKEN}")
        assert 'trackside_request_seconds_count{route="CallHandler",status="200"' in figures
        assert answer(f"{url}/metrics")[0] == 403
        assert json.loads(answer(f"{url}/nothing", f"Bearer {TOKEN}")[1])["error_code"] == (
            "ENDPOINT_NOT_FOUND"
        )

    assert said["text"] == "hello"
    run = Client(str(tmp_path / "runs")).get_run(said["run_id"])
    assert (run.data.params, run.data.metrics) == ({"depth": "3"}, {"loss": 0.5})


def test_several_workers_on_postgresql(
    run_mlflow: Callable[..., dict[str, Any]], new_postgresql: str, tmp_path: Path
) -> None:
    root = tmp_path / "files"
    words = ["--store", new_postgresql, "--artifact-root", str(root), "--workers", "3"]
    with serving(*words) as url:
        said = [run_mlflow(url, MLFLOW_TRACKING_TOKEN=TOKEN) for _ in range(2)]

    assert [each["text"] for each in said] == ["hello", "hello"]
    assert len(list(root.rglob("note.txt"))) == 2
    assert Client(new_postgresql).get_run(said[0]["run_id"]).info.status == "FINISHED"


def test_users_log_in_with_their_passwords(
    run_mlflow: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    made = CliRunner().invoke(main, ["server-password", "ada", "--password", "s3cret"])
    assert made.exit_code == 0
    assert "s3cret" not in made.output
    users = tmp_path / "users"
    users.write_text(f"# the team\n{made.output}")
    words = ["--store", str(tmp_path / "runs"), "--users", str(users)]
    with serving(*words, token=None) as url:
        assert answer(f"{url}/version", basic("ada", "s3cret"))[0] == 200
        assert answer(f"{url}/version", basic("ada", "wrong"))[0] == 403
        assert answer(f"{url}/version", basic("bob", "s3cret"))[0] == 403
        assert answer(f"{url}/version", "Basic nonsense")[0] == 403
        credentials = {"MLFLOW_TRACKING_USERNAME": "ada", "MLFLOW_TRACKING_PASSWORD": "s3cret"}
        assert run_mlflow(url, **credentials)["text"] == "hello"


def test_the_whole_internet_is_not_let_in_by_mistake(tmp_path: Path) -> None:
    refused = CliRunner().invoke(main, ["server", "--no-auth", "--host", "0.0.0.0"])

    assert refused.exit_code == 1
    assert "would let everybody in" in refused.output


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--workers", "0"], "--workers is at least 1"),
        (["--workers", "2", "--store", "sqlite://"], "cannot be shared"),
        (["--users", "nowhere"], "Cannot read the users"),
    ],
)
def test_a_wrong_option_is_said_in_one_line(words: list[str], complaint: str) -> None:
    refused = CliRunner().invoke(main, ["server", *words], env={"TRACKSIDE_SERVER_TOKEN": "x"})

    assert refused.exit_code == 1
    assert complaint in refused.output
    assert "Traceback" not in refused.output


def test_a_damaged_users_file_is_named(tmp_path: Path) -> None:
    from trackside.errors import InvalidParameter

    users = tmp_path / "users"
    users.write_text("ada\n")
    with pytest.raises(InvalidParameter, match=r"Line 1 of .* is not 'name:hash'"):
        read_users(users)


def test_credentials_without_a_scheme_let_nobody_in() -> None:
    credentials = Credentials(token="secret")

    assert credentials.user_of("Bearer secret") == "token"
    assert credentials.user_of("secret") is None
    assert credentials.user_of("") is None
    assert credentials.user_of(basic("", "")) is None
