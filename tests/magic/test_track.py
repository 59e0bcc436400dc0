"""``%%track`` in a real shell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from IPython.core.error import UsageError

import trackside
from trackside import opening
from trackside.magic import register_magics

if TYPE_CHECKING:
    from tests.magic.conftest import Notebook


def test_a_cell_becomes_a_run_with_what_it_assigned(notebook: Notebook) -> None:
    notebook.run("%%track first", "lr = 0.1", "for step in range(3):", "    loss = 1 / (step + 1)")

    (run,) = notebook.runs
    assert (run.info.run_name, run.info.status) == ("first", "FINISHED")
    assert run.data.params == {"lr": "0.1"}
    assert run.data.metrics == {"loss": pytest.approx(1 / 3)}
    assert trackside.active_run() is None


def test_the_same_value_assigned_again_counts(notebook: Notebook) -> None:
    notebook.run("depth = 5")
    notebook.run("%%track", "depth = 5")

    assert notebook.runs[0].data.params == {"depth": "5"}


def test_named_variables_only(notebook: Notebook, caplog: pytest.LogCaptureFixture) -> None:
    notebook.run("earlier = 'kept'")
    notebook.run(
        "%%track -p earlier,lr -m score --tag stage=draft", "lr = 0.1", "score = 1", "other = 2"
    )
    notebook.run("%%track -p nope", "x = 1")

    second, first = notebook.runs
    assert first.data.params == {"earlier": "kept", "lr": "0.1"}
    assert first.data.metrics == {"score": 1.0}
    assert first.data.tags["stage"] == "draft"
    assert second.info.status == "FINISHED"
    assert "--param nope: there is no variable of that name" in caplog.text


def test_what_the_cell_logs_itself_stands(notebook: Notebook) -> None:
    result = notebook.run(
        "%%track",
        "import trackside",
        "depth = 3",
        "trackside.log_param('depth', 4)",
        "loss = sum([0.5])",
        "trackside.log_metric('loss', 0.25, step=1)",
    )

    (run,) = notebook.runs
    assert result.success
    assert (run.data.params, run.data.metrics) == ({"depth": "4"}, {"loss": 0.25})
    assert run.data.summaries["loss"].count == 1


def test_a_name_that_cannot_be_logged_does_not_take_the_others_with_it(
    notebook: Notebook, caplog: pytest.LogCaptureFixture
) -> None:
    notebook.run("%%track", "exec('globals()[\"no*name\"] = 1')", "depth = 3")

    assert notebook.runs[0].data.params == {"depth": "3"}
    assert caplog.text.count("%%track: could not log no*name") == 1


def test_outputs_and_history_are_those_of_any_cell(notebook: Notebook) -> None:
    result = notebook.run("%%track", "x = 20", "x + 1")

    assert result.result == 21
    count = result.execution_count
    assert notebook.shell.user_ns["_"] == 21
    assert notebook.shell.user_ns["Out"][count] == 21
    assert notebook.shell.user_ns["In"][count].count("x + 1") == 1
    assert len(notebook.shell.user_ns["In"]) == count + 1


def test_the_card_is_shown_below_the_output(notebook: Notebook) -> None:
    notebook.shown()
    notebook.run("%%track named", "depth = 3", "'result'")

    shown = notebook.shown()
    assert shown.index("'result'") < shown.index("✓ named finished")
    assert "params: depth=3" in shown
    assert notebook.runs[0].info.run_id[:8] in shown


def test_an_exception_ends_the_run_and_is_shown_once(notebook: Notebook) -> None:
    notebook.shown()
    result = notebook.run("%%track", "depth = 3", "1 / 0")

    shown = notebook.shown()
    (run,) = notebook.runs
    assert isinstance(result.error_in_exec, ZeroDivisionError)
    assert run.info.status == "FAILED"
    assert "ZeroDivisionError" in run.data.tags["trackside.error"]
    assert run.data.params == {"depth": "3"}
    assert shown.count("ZeroDivisionError: division by zero") == 1
    assert "----> 3 1 / 0" in shown or "line 3" in shown
    assert notebook.run("depth + 1").result == 4


@pytest.mark.parametrize(
    ("raised", "status"),
    [("KeyboardInterrupt", "KILLED"), ("SystemExit(0)", "FINISHED"), ("SystemExit(1)", "FAILED")],
)
@pytest.mark.filterwarnings("ignore:To exit:UserWarning")
def test_how_the_cell_ends_the_run_ends(notebook: Notebook, raised: str, status: str) -> None:
    notebook.run("%%track", f"raise {raised}")

    assert notebook.runs[0].info.status == status


def test_a_cell_that_was_cancelled_was_interrupted(notebook: Notebook) -> None:
    notebook.run("%%track", "import asyncio", "raise asyncio.CancelledError")

    assert notebook.runs[0].info.status == "KILLED"


def test_a_cell_that_cannot_be_compiled_makes_no_run(notebook: Notebook) -> None:
    result = notebook.run("%%track", "x = = 1")

    assert isinstance(result.error_before_exec, SyntaxError)
    assert notebook.runs == []


def test_await_works(notebook: Notebook) -> None:
    result = notebook.run("%%track", "import asyncio", "await asyncio.sleep(0, result=7)")

    assert result.result == 7
    assert notebook.runs[0].info.status == "FINISHED"


def test_magics_and_future_imports_work(notebook: Notebook) -> None:
    result = notebook.run(
        "%%track",
        "from __future__ import annotations",
        "%env TRACKSIDE_TEST=yes",
        "files = !echo hello",
        "files[0]",
    )
    timed = notebook.run("%%track timed", "%%time", "acc = sum([0.5])")
    captured = notebook.run("%%capture", "%%track captured", "acc = sum([0.5])")

    assert result.result == "hello"
    assert timed.success
    assert captured.success
    assert [run.info.status for run in notebook.runs] == ["FINISHED"] * 3
    assert [run.data.metrics for run in notebook.runs[:2]] == [{"acc": 0.5}] * 2


def test_a_cell_executed_within_a_tracked_one_does_not_end_its_run(notebook: Notebook) -> None:
    notebook.run("%%track", "get_ipython().run_cell('y = 1')", "import trackside", "z = 2")

    (run,) = notebook.runs
    assert run.info.status == "FINISHED"
    assert run.data.params == {"y": "1", "z": "2"}


def test_running_a_cell_again_makes_a_new_run(notebook: Notebook) -> None:
    for _ in range(2):
        notebook.run("%%track again", "x = 1")

    assert [run.info.run_name for run in notebook.runs] == ["again", "again"]


def test_nested_makes_a_child_of_the_active_run(notebook: Notebook) -> None:
    with trackside.start_run() as parent:
        notebook.run("%%track child --nested", "x = 1")
        still_active = trackside.active_run()

    child = next(run for run in notebook.runs if run.info.run_name == "child")
    assert child.data.tags["mlflow.parentRunId"] == parent.info.run_id
    assert still_active is not None
    assert still_active.info.run_id == parent.info.run_id


def test_another_active_run_is_a_clear_refusal(notebook: Notebook) -> None:
    with trackside.start_run(run_name="open"):
        result = notebook.run("%%track", "x = 1")

    assert isinstance(result.error_in_exec, UsageError)
    assert "the run 'open' is still active" in notebook.shown()
    assert "x" not in notebook.shell.user_ns


def test_a_cell_may_end_its_run_itself(notebook: Notebook) -> None:
    notebook.run("%%track", "import trackside", "trackside.end_run('KILLED')", "x = 1")

    assert notebook.runs[0].info.status == "KILLED"


def test_the_experiment_is_made_and_the_current_one_stays(notebook: Notebook) -> None:
    for _ in range(2):
        notebook.run("%%track --experiment side", "x = 1")

    experiment = trackside.get_experiment_by_name("side")
    assert experiment is not None
    assert {run.info.experiment_id for run in notebook.runs} == {experiment.experiment_id}
    with trackside.start_run() as run:
        assert run.info.experiment_id == "0"


def test_variables_of_python_stand_in_the_line(notebook: Notebook) -> None:
    notebook.run("depth = 4")
    notebook.run("%%track depth-{depth}", "x = 1")

    assert notebook.runs[0].info.run_name == "depth-4"


def test_the_run_keeps_the_cells_source(notebook: Notebook) -> None:
    notebook.run("%%track", "x = 1", "1 / 0")

    run_id = notebook.runs[0].info.run_id
    path = trackside.Client().download_artifacts(run_id, "cell.py")
    assert Path(path).read_text(encoding="utf-8") == "x = 1\n1 / 0"


@pytest.mark.parametrize("line", ["--lr 0.1", "a b", "--tag x"])
def test_a_wrong_line_is_said_shortly_and_nothing_runs(notebook: Notebook, line: str) -> None:
    notebook.shown()
    result = notebook.run(f"%%track {line}", "x = 1")

    shown = notebook.shown()
    assert isinstance(result.error_in_exec, UsageError)
    assert shown.startswith("UsageError: %%track: ")
    assert "Traceback" not in shown
    assert "x" not in notebook.shell.user_ns
    assert notebook.runs == []


def test_a_broken_store_leaves_the_cell_alone(
    notebook: Notebook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "broken.db").write_text("this is no database, whatever its name says" * 50)
    trackside.set_tracking_uri(f"sqlite:///{tmp_path / 'broken.db'}")

    result = notebook.run("%%track", "x = 1", "x + 1")

    assert result.result == 2
    assert caplog.text.count("%%track: this cell runs untracked") == 1
    opening.set_tracking_uri("")


def test_a_store_that_breaks_within_the_cell_does_not_fail_it(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    notebook.run("%%track", "x = 1")

    def away(*_args: object) -> None:
        raise trackside.errors.StoreUnavailable("the disk is full")

    monkeypatch.setattr("trackside.client.runs.RunVerbs.get_run", away)
    result = notebook.run("%%track", "x = 2", "x")

    assert result.result == 2
    assert "the disk is full" in caplog.text
    assert trackside.active_run() is None


def test_called_by_name_it_does_the_same(notebook: Notebook) -> None:
    notebook.shell.run_cell_magic("track", "named", "x = 1")
    notebook.run("%track as_a_line", "x = 2")
    with pytest.raises(ZeroDivisionError):
        notebook.shell.run_cell_magic("track", "fails", "1 / 0")

    assert [(run.info.run_name, run.info.status) for run in notebook.runs] == [
        ("fails", "FAILED"),
        ("as_a_line", "FINISHED"),
        ("named", "FINISHED"),
    ]


def test_loading_twice_changes_nothing(notebook: Notebook) -> None:
    register_magics(notebook.shell)
    notebook.run("%%track", "x = 1")

    assert len(notebook.runs) == 1
