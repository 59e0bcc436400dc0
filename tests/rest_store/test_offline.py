"""Tracking servers that go away and come back: it costs delay and nothing else."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

import trackside
from trackside.errors import PermissionDenied, StoreUnavailable
from trackside.store.rest import RestStore

if TYPE_CHECKING:
    from pathlib import Path

TOKENS = ("TRACKSIDE_TRACKING_TOKEN", "MLFLOW_TRACKING_TOKEN")


def test_a_server_that_is_killed_and_restarted_under_load(mortal_jupyter_server: Any) -> None:
    server, restart = mortal_jupyter_server
    trackside.set_tracking_uri(server.url)
    trackside.set_experiment("load")
    errors: list[BaseException] = []
    is_over = threading.Event()
    logged: dict[str, int] = {}

    def train() -> None:
        try:
            with trackside.start_run() as run:
                step = 0
                while not is_over.is_set():
                    trackside.log_metric("loss", step / 7, step=step)
                    step += 1
                    if step % 100 == 0:
                        time.sleep(0.001)
                trackside.log_param("steps", step)
                logged[run.info.run_id] = step
        except BaseException as error:  # noqa: BLE001 (told below)
            errors.append(error)

    threads = [threading.Thread(target=train) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(2):
        time.sleep(0.5)
        restart()
    is_over.set()
    for thread in threads:
        thread.join()

    assert errors == []
    assert len(logged) == 3
    for run_id, count in logged.items():
        assert trackside.get_run(run_id).data.params == {"steps": str(count)}
        steps = trackside.MlflowClient().get_history(run_id, "loss").steps.tolist()
        assert steps == list(range(count))


def test_credentials_that_expire_delay_too(
    empty_jupyter_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    trackside.set_tracking_uri(empty_jupyter_server.url)
    run = trackside.start_run()
    monkeypatch.setenv(TOKENS[0], "expired")
    trackside.log_metric("loss", 0.5)
    trackside.log_param("depth", 3)
    with pytest.raises(StoreUnavailable, match="worked before and are refused now") as caught:
        trackside.flush()
    assert "expired" not in caught.value.message.replace("If they expired", "")
    trackside.end_run()

    monkeypatch.setenv(TOKENS[0], empty_jupyter_server.token)
    found = trackside.get_run(run.info.run_id)
    assert (found.info.status, found.data.metrics) == ("FINISHED", {"loss": 0.5})
    assert found.data.params == {"depth": "3"}


def test_whom_the_server_does_not_know_is_told_so(
    empty_jupyter_server: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(TOKENS[0])
    monkeypatch.setenv(TOKENS[1], "a wrong s3cret")
    store = RestStore(empty_jupyter_server.url, tmp_path)

    for call in (store.search_experiments, store.running_runs, lambda: store.get_run("x")):
        with pytest.raises(PermissionDenied, match="MLFLOW_TRACKING_TOKEN") as caught:
            call()
        assert "s3cret" not in caught.value.message
    monkeypatch.setenv(TOKENS[1], empty_jupyter_server.token)
    assert store.running_runs() == []
    assert store.revision() < 1_000  # which tells our server from a plain one: there it is a time
    store.close()
