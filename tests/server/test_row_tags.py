"""A list carries what its rows show, and a run's detail everything."""

from __future__ import annotations

from trackside.context.tags import ENVIRONMENT, ERROR
from trackside.entities import Run, RunData, RunInfo
from trackside_server.wire import run_wire, runs_wire


def test_long_tags_come_with_the_detail_only() -> None:
    info = RunInfo("r", "1", "ada", "FAILED", 1)
    run = Run(info, RunData(tags={"kind": "red", ENVIRONMENT: "{}", ERROR: "{}"}))

    assert runs_wire([run])[0]["tags"] == {"kind": "red"}
    assert run_wire(run)["tags"] == {"kind": "red", ENVIRONMENT: "{}", ERROR: "{}"}
