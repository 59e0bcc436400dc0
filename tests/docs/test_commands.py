"""The commands in the documents run, in their order."""

from __future__ import annotations

import re
import shlex
import uuid
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

import trackside
from trackside.cli import main

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^ *```bash\n(.*?)^ *```", re.DOTALL | re.MULTILINE)

SNIPPET = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def commands_of(page: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [line for block in BLOCK.findall(text) for line in dedent(block).splitlines()]


def run_commands(commands: list[str]) -> None:
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "trackside"
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, f"{command}: {result.output}"


def test_the_commands_of_a_stores_life() -> None:
    with trackside.start_run():
        trackside.log_metric("loss", 0.5)
        trackside.log_text("hello", "notes.txt")
    commands = commands_of("lifecycle.md")
    assert len(commands) == 13
    run_commands(commands)
    (snippet,) = SNIPPET.findall((ROOT / "docs/lifecycle.md").read_text(encoding="utf-8"))
    exec(compile(snippet, "docs/lifecycle.md", "exec"), {})

    (run,) = trackside.search_runs(output_format="list")
    assert trackside.Client("restored").get_run(run.info.run_id).data == run.data


@pytest.fixture
def memory() -> str:
    return f"memory://docs-{uuid.uuid4().hex}"


def test_the_commands_of_a_move(new_postgresql: str, memory: str, tmp_path: Path) -> None:
    with trackside.start_run() as run:
        trackside.log_metric("loss", 0.5)
        trackside.log_text("hello", "notes.txt")
    move, export, restore, back, check = (
        command.replace("postgresql://user@host/trackside", new_postgresql).replace(
            "s3://bucket/trackside", memory
        )
        for command in commands_of("moving-to-postgresql.md")
    )
    run_commands([move, back, check])
    moved = trackside.Client(new_postgresql).get_run(run.info.run_id)
    assert moved == trackside.get_run(run.info.run_id)
    copied = trackside.Client("sqlite:///copy.db").get_run(run.info.run_id)
    assert copied.data == moved.data

    run_commands([export, restore.replace(new_postgresql, f"sqlite:///{tmp_path / 'far.db'}")])
    client = trackside.Client(f"sqlite:///{tmp_path / 'far.db'}")
    assert client.get_run(run.info.run_id).info.artifact_uri.startswith(memory)
    path = client.download_artifacts(run.info.run_id, "notes.txt")
    assert Path(path).read_text() == "hello"
