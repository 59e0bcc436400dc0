"""Servers of every kind whose line is cut: it costs delay and nothing else."""

from __future__ import annotations

import time
from typing import Any

import pytest
import sqlalchemy as sa

import trackside
from trackside.errors import StoreUnavailable


@pytest.fixture(params=["postgresql", "mariadb", "mlflow_server", "jupyter_server"])
def wired(request: pytest.FixtureRequest, new_wire: Any) -> tuple[str, Any]:
    """The address of an empty store on a server, and the wire that leads there."""
    server = request.getfixturevalue(f"empty_{request.param}")
    url = sa.make_url(getattr(server, "url", server))
    wire = new_wire(str(url.host), int(url.port or 0))
    return url.set(host="127.0.0.1", port=wire.port).render_as_string(hide_password=False), wire


def test_a_cut_wire_delays_everything_and_fails_nothing(
    wired: tuple[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    url, wire = wired
    trackside.set_tracking_uri(url)
    run = trackside.start_run()
    for step in range(1_000):
        trackside.log_metric("loss", step / 7, step=step)
        if step == 300:
            wire.cut()
    trackside.log_param("depth", 3)
    trackside.set_tag("kind", "gala")
    with pytest.raises(StoreUnavailable):
        trackside.flush()
    trackside.end_run()
    assert len([r for r in caplog.records if "nothing is lost" in r.message]) == 2

    wire.mend()
    found = trackside.get_run(run.info.run_id)
    assert (found.info.status, found.data.params) == ("FINISHED", {"depth": "3"})
    assert found.data.tags["kind"] == "gala"
    history = trackside.MlflowClient().get_history(run.info.run_id, "loss")
    assert history.values.tolist() == [step / 7 for step in range(1_000)]


def test_what_a_process_left_that_ended_meanwhile_arrives_later(wired: tuple[str, Any]) -> None:
    url, wire = wired
    trackside.set_tracking_uri(url)
    run = trackside.start_run()
    trackside.log_metric("loss", 0.0, step=0)
    wire.cut()
    for step in range(1, 500):
        trackside.log_metric("loss", step / 7, step=step)
    trackside.log_param("depth", 3)
    trackside.end_run()
    trackside.opening.close_all()  # as at the end of a process

    wire.mend()
    found = trackside.get_run(run.info.run_id)
    assert (found.info.status, found.data.params) == ("FINISHED", {"depth": "3"})
    history = trackside.MlflowClient().get_history(run.info.run_id, "loss")
    assert history.steps.tolist() == list(range(500))


def test_connections_that_break_off_over_and_over(wired: tuple[str, Any]) -> None:
    url, wire = wired
    trackside.set_tracking_uri(url)
    with trackside.start_run() as run:
        for step in range(3_000):
            trackside.log_metric("loss", step / 7, step=step)
            if step % 100 == 0:
                wire.cut()
                wire.mend()
                time.sleep(0.02)

    history = trackside.MlflowClient().get_history(run.info.run_id, "loss")
    assert history.steps.tolist() == list(range(3_000))
    assert history.values.tolist() == [step / 7 for step in range(3_000)]
