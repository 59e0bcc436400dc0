"""The command line, called as a shell calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import trackside
from trackside.cli import COMMANDS, main
from trackside.entities import ViewType


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def said(*arguments: str) -> str:
    """Return what a command that succeeds writes."""
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments: str) -> str:
    """Return the one line that a command that fails writes on stderr."""
    result = call(*arguments)
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.splitlines()
    return line


@pytest.fixture
def run_id() -> str:
    with trackside.start_run(run_name="first") as run:
        trackside.log_metric("loss", 0.5)
        trackside.log_param("lr", 0.1)
        trackside.log_text("hello", "notes.txt")
    return run.info.run_id


def test_the_help_is_quick_to_say() -> None:
    code = "import sys; from trackside.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}

    assert "delete for good" in done.stdout.lower()
    assert not loaded & {"sqlalchemy", "numpy", "pandas", "alembic", "fsspec"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_there_and_explains_itself(name: str) -> None:
    assert COMMANDS[name][1] in said("--help").replace("\n", " ")
    assert "Usage:" in said(name, "--help")


def test_an_unknown_command_is_refused() -> None:
    result = call("nothing")
    assert result.exit_code == 2
    assert "No such command 'nothing'" in result.stderr


def test_runs_are_listed_described_deleted_and_restored(run_id: str) -> None:
    assert run_id in said("runs", "list", "--experiment-id", "0")
    described = json.loads(said("runs", "describe", "--run-id", run_id))
    assert described["data"]["params"] == {"lr": "0.1"}
    said("runs", "delete", "--run-id", run_id)
    assert run_id not in said("runs", "list", "-x", "0")
    assert run_id in said("runs", "list", "-x", "0", "--view", "deleted_only")
    said("runs", "restore", "--run-id", run_id)
    assert trackside.get_run(run_id).info.lifecycle_stage == "active"
    assert (
        refused("runs", "describe", "--run-id", "x" * 32)
        == f"Error: Run with id={'x' * 32} not found"
    )


def test_experiments_are_made_renamed_deleted_restored_and_listed() -> None:
    assert (
        said("experiments", "create", "-n", "apples") == "Created experiment 'apples' with id 1\n"
    )
    assert "already exists" in refused("experiments", "create", "--experiment-name", "apples")
    said("experiments", "rename", "-x", "1", "--new-name", "pears")
    assert "pears" in said("experiments", "list")
    said("experiments", "delete", "--experiment-id", "1")
    assert "pears" not in said("experiments", "search")
    assert "pears" in said("experiments", "search", "-v", "all", "--max-results", "1")
    described = json.loads(said("experiments", "get", "-x", "1", "--output", "json"))
    assert (described["name"], described["lifecycle_stage"]) == ("pears", "deleted")
    assert "deleted" in said("experiments", "get", "-n", "pears")
    assert "'plums'" in refused("experiments", "get", "-n", "plums")
    assert call("experiments", "get").exit_code == 2
    said("experiments", "restore", "-x", "1")
    assert trackside.get_experiment("1").name == "pears"


def test_an_experiment_as_csv(run_id: str) -> None:
    assert run_id in said("experiments", "csv", "-x", "0")
    said("experiments", "csv", "-x", "0", "-o", "runs.csv")
    assert Path("runs.csv").read_text().splitlines()[0].startswith("run_id,")
    assert "id=7" in refused("experiments", "csv", "-x", "7")


def test_gc_says_what_goes_and_what_stays(run_id: str) -> None:
    assert "0 deleted" in said("gc")
    trackside.delete_run(run_id)
    assert "0 would be deleted" in said("gc", "--dry-run", "--older-than", "1d")
    assert "1 would be deleted, 0 kept; artifacts: 5 B" in said("gc", "--dry-run")
    assert trackside.search_runs(run_view_type=ViewType.DELETED_ONLY, output_format="list")
    trackside.Client().create_registered_model("fruit")
    trackside.Client().create_model_version("fruit", f"runs:/{run_id}/model")
    assert "kept: version 1 of the registered model 'fruit'" in said("gc")
    trackside.Client().delete_registered_model("fruit")
    assert f"run {run_id} (first) deleted" in said("gc", "--run-ids", f"{run_id},")
    assert f"no run '{run_id}'" in refused("gc", "--run-ids", run_id)
    assert "not in the bin" in refused("gc", "--experiment-ids", "0")
    assert "Invalid age" in refused("gc", "--older-than", "soon")
    assert "names nothing" in refused("gc", "--run-ids", ",")


def test_a_store_is_named_as_under_mlflow(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    said("experiments", "create", "-n", "apples", "--tracking-uri", url)

    assert "0 deleted" in said("gc", "--backend-store-uri", url)
    assert "no store" in refused("gc", "--tracking-uri", str(tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()


def test_a_servers_store_is_looked_after_where_its_database_is() -> None:
    server = "http://127.0.0.1:9"
    for command in (
        ["gc", "--tracking-uri", server],
        ["store", "check", "--tracking-uri", server],
        ["store", "vacuum", "--tracking-uri", server],
        ["store", "move", "--from", server, "--to", "new"],
        ["store", "export", "backup", "--tracking-uri", server],
    ):
        assert "run this where the database is" in refused(*command)


def test_a_store_is_checked_tidied_up_backed_up_and_moved(run_id: str, tmp_path: Path) -> None:
    assert said("store", "check") == "The store is sound.\n"
    assert "before" in said("store", "vacuum")
    assert "runs" in said("store", "info")
    assert "1 files" in said("store", "export", "backup")
    assert "not empty" in refused("store", "export", "backup")
    assert "1 files" in said("store", "restore", "backup", "--to", str(tmp_path / "new"))
    assert trackside.Client(str(tmp_path / "new")).get_run(run_id).data.metrics == {"loss": 0.5}
    moved = f"sqlite:///{tmp_path / 'moved.db'}"
    assert "1 runs" in said("store", "move", "--from", ".trackside", "--to", moved)
    assert trackside.Client(moved).get_run(run_id).data.metrics == {"loss": 0.5}
    assert "no store" in refused("store", "check", "--tracking-uri", "nowhere")


def test_damage_is_said_and_mended(run_id: str) -> None:
    import sqlite3
    from contextlib import closing

    trackside.opening.close_all()
    with closing(sqlite3.connect(".trackside/trackside.db")) as database:
        database.execute("UPDATE series SET max = 99")
        database.commit()

    result = call("store", "check")
    assert result.exit_code == 1
    assert "DAMAGED: Metric 'loss'" in result.stdout
    assert "--repair mends it" in result.stdout
    assert said("store", "check", "--repair") == "mended 1 series\nThe store is sound.\n"
