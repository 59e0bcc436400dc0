"""Servers that lack what came later: these verbs fail, and say why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from trackside.errors import NotImplementedHere, StoreUnavailable
from trackside.store.rest import RestStore

if TYPE_CHECKING:
    from pathlib import Path

MISSING = (404, b"<!doctype html><title>404 Not Found</title>")
RUN = {"info": {"run_id": "r", "experiment_id": "1", "status": "RUNNING"}, "data": {}}


def test_a_server_without_logged_models_does_the_rest(scripted: Any, tmp_path: Path) -> None:
    script = scripted(MISSING)
    store = RestStore(script.url, tmp_path)
    for call in (
        lambda: store.create_logged_model("1"),
        lambda: store.get_logged_model("m-1"),
        lambda: store.search_logged_models(["1"]),
        lambda: store.finalize_logged_model("m-1", "READY"),
    ):
        with pytest.raises(NotImplementedHere, match="too old"):
            call()
    script.answers[:] = [MISSING, (200, {"run": RUN})]

    assert store.get_run("r").info.status == "RUNNING"
    assert [request[1] for request in script.requests[-2:]] == [
        "/api/2.0/trackside/info",
        "/api/2.0/mlflow/runs/get?run_id=r&run_uuid=r",
    ]
    store.close()


def test_what_a_server_is_is_asked_again_while_it_is_away(scripted: Any, tmp_path: Path) -> None:
    script = scripted((503, b""))
    store = RestStore(script.url, tmp_path)
    with pytest.raises(StoreUnavailable):
        store.get_run("r")
    script.answers[:] = [(200, {"trackside": "1.0"}), (200, {"run": {**RUN, "revision": 7}})]

    assert store.get_run("r").revision == 7
    assert script.requests[-1][1] == "/api/2.0/trackside/runs/get?run_id=r"
    store.close()
