"""The page about importing says what works: its commands and snippets run in their order."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from trackside.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real_mlflow import RealMlflow

PAGE = Path(__file__).resolve().parents[2] / "docs/importing.md"
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore:.*:sqlalchemy.exc.SADeprecationWarning")
def test_what_the_page_shows_works(
    mlflow3: RealMlflow, written: Callable[[RealMlflow, str], Path], tmp_path: Path
) -> None:
    writers = pytest.importorskip("tensorboardX")
    shutil.copy(written(mlflow3, "database"), tmp_path / "mlflow.db")
    with writers.SummaryWriter("logs") as writer:
        writer.add_scalar("loss", 1.0, 0)
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    commands = [line for kind, block in blocks if kind == "sh" for line in block.splitlines()]
    assert len(commands) == 5

    for kind, block in blocks:
        if kind == "sh":
            for line in block.splitlines():
                program, *arguments = shlex.split(line)
                if program == "trackside":
                    done = CliRunner().invoke(main, arguments)
                    assert done.exit_code == 0, done.output
                    assert " -> sqlite:///" in done.output
        else:
            mlflow3.run_code(block)

    exported = mlflow3.read(f"sqlite:///{tmp_path.as_posix()}/exported.db")
    assert {"first run", "logs"} <= {run["name"] for run in exported["runs"].values()}


def test_problems_end_a_command_with_a_failure(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["import", "nowhere.db"])

    assert done.exit_code == 1
    assert "Nothing is there" in done.output
