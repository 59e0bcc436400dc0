from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from textwrap import dedent

import pytest

import trackside
from trackside.errors import ActiveRunExists, InvalidParameter, NotFound, TracksideException


def reload(run: trackside.ActiveRun) -> trackside.entities.Run:
    return trackside.get_run(run.info.run_id)


def test_a_run_ends_with_its_block() -> None:
    with trackside.start_run(run_name="gala", description="**crisp**", tags={"kind": "red"}) as run:
        assert trackside.active_run() is run
        assert reload(run).info.status == "RUNNING"

    ended = reload(run)
    assert trackside.active_run() is None
    assert (ended.info.run_name, ended.info.status) == ("gala", "FINISHED")
    assert ended.info.end_time is not None
    assert ended.info.end_time >= ended.info.start_time
    assert ended.data.tags["mlflow.note.content"] == "**crisp**"
    assert ended.data.tags["kind"] == "red"


def test_an_exception_fails_the_run_and_is_kept_with_it() -> None:
    with pytest.raises(ZeroDivisionError), trackside.start_run() as run:
        _ = 1 / 0

    ended = reload(run)
    assert ended.info.status == "FAILED"
    error = json.loads(ended.data.tags["trackside.error"])
    assert (error["type"], error["message"]) == ("ZeroDivisionError", "division by zero")
    assert "1 / 0" in error["traceback"]


def test_an_interrupt_kills_the_run() -> None:
    with pytest.raises(KeyboardInterrupt), trackside.start_run() as run:
        raise KeyboardInterrupt

    assert reload(run).info.status == "KILLED"


def test_leaving_with_exit_code_zero_is_no_failure() -> None:
    with pytest.raises(SystemExit), trackside.start_run() as run:
        sys.exit(0)

    assert reload(run).info.status == "FINISHED"


def test_a_second_run_must_be_nested() -> None:
    with trackside.start_run() as parent:
        with pytest.raises(
            ActiveRunExists, match=f"Run with UUID {parent.info.run_id} is already active"
        ):
            trackside.start_run()
        with (
            trackside.start_run(nested=True) as child,
            trackside.start_run(nested=True) as grandchild,
        ):
            assert trackside.active_run() is grandchild
        assert trackside.active_run() is parent

    assert reload(child).data.tags["mlflow.parentRunId"] == parent.info.run_id
    assert reload(grandchild).data.tags["mlflow.parentRunId"] == child.info.run_id
    found = trackside.get_parent_run(grandchild.info.run_id)
    assert found is not None
    assert found.info.run_id == child.info.run_id


def test_a_parent_can_be_named() -> None:
    with trackside.start_run() as parent:
        pass
    with trackside.start_run(parent_run_id=parent.info.run_id) as child:
        pass

    assert reload(child).data.tags["mlflow.parentRunId"] == parent.info.run_id
    with pytest.raises(NotFound):
        trackside.start_run(parent_run_id="nobody")


def test_leaving_an_outer_block_ends_what_was_left_open_inside() -> None:
    with trackside.start_run() as outer:
        inner = trackside.start_run(nested=True)

    assert trackside.active_run() is None
    assert (reload(inner).info.status, reload(outer).info.status) == ("FINISHED", "FINISHED")


def test_end_run_takes_a_status() -> None:
    run = trackside.start_run()
    trackside.end_run("FAILED")
    trackside.end_run()  # nothing is active: nothing happens

    assert reload(run).info.status == "FAILED"
    trackside.start_run()
    with pytest.raises(InvalidParameter, match="DONE"):
        trackside.end_run("DONE")


def test_a_run_goes_on_by_its_id() -> None:
    with trackside.start_run() as run:
        trackside.log_metric("loss", 1.0)
    with trackside.start_run(run_id=run.info.run_id, tags={"again": "yes"}):
        assert reload(run).info.status == "RUNNING"
        trackside.log_metric("loss", 0.5, step=1)

    ended = reload(run)
    assert ended.info.status == "FINISHED"
    assert ended.data.tags["again"] == "yes"
    assert [m.value for m in trackside.Client().get_metric_history(run.info.run_id, "loss")] == [
        1.0,
        0.5,
    ]


def test_a_run_that_cannot_go_on_is_refused() -> None:
    with trackside.start_run() as run:
        pass
    trackside.delete_run(run.info.run_id)
    with pytest.raises(InvalidParameter, match="deleted state"):
        trackside.start_run(run_id=run.info.run_id)
    with pytest.raises(NotFound, match="not found"):
        trackside.start_run(run_id="nobody")
    assert trackside.active_run() is None


def test_the_environment_can_name_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    with trackside.start_run() as run:
        pass
    monkeypatch.setenv("MLFLOW_RUN_ID", run.info.run_id)
    with trackside.start_run() as again:
        pass

    assert again.info.run_id == run.info.run_id
    assert "MLFLOW_RUN_ID" not in os.environ


def test_logging_without_a_run_opens_one() -> None:
    trackside.log_metric("loss", 0.5)
    opened = trackside.active_run()

    assert opened is not None
    assert trackside.last_active_run() == reload(opened)
    assert reload(opened).data.metrics == {"loss": 0.5}


def test_each_thread_has_its_own_run() -> None:
    seen: dict[str, str] = {}

    def work(name: str) -> None:
        with trackside.start_run(run_name=name) as run:
            trackside.log_param("name", name)
            seen[name] = run.info.run_id

    with trackside.start_run(run_name="main"):
        threads = [threading.Thread(target=work, args=(f"thread {n}",)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(set(seen.values())) == 4
    for name, run_id in seen.items():
        run = trackside.get_run(run_id)
        assert (run.info.run_name, run.data.params, run.info.status) == (
            name,
            {"name": name},
            "FINISHED",
        )


def script_status(code: str, folder: str) -> str:
    """Run a script that prints its run's id, and return the status it left behind."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "TRACKSIDE_TRACKING_URI": folder,
        },
    )
    trackside.set_tracking_uri(folder)
    return trackside.get_run(done.stdout.split()[0]).info.status


@pytest.mark.parametrize(
    ("last_line", "status"),
    [("", "FINISHED"), ("raise ValueError('no')", "FAILED"), ("raise KeyboardInterrupt", "KILLED")],
)
def test_a_script_that_ends_ends_its_run(tmp_path: object, last_line: str, status: str) -> None:
    code = f"""
    import trackside
    print(trackside.start_run().info.run_id, flush=True)
    trackside.log_metric("loss", 1.0)
    {last_line}
    """
    assert script_status(code, f"{tmp_path}/store") == status


def test_a_store_that_cannot_take_the_end_does_not_fail_the_block(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from trackside.errors import StoreUnavailable
    from trackside.store.sql import SqlStore

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable("the disk is full")

    with trackside.start_run(), monkeypatch.context() as patch:
        patch.setattr(SqlStore, "update_run", away)
        trackside.end_run()

    assert "kept back for now and nothing is lost: the disk is full" in caplog.text


def test_errors_are_mlflows() -> None:
    from trackside.exceptions import MlflowException

    with pytest.raises(MlflowException) as caught:
        trackside.get_run("nobody")

    assert caught.value.error_code == "RESOURCE_DOES_NOT_EXIST"
    assert caught.value.get_http_status_code() == 404
    assert isinstance(caught.value, TracksideException)
    assert json.loads(caught.value.serialize_as_json())["message"] == "Run with id=nobody not found"
