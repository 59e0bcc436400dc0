"""Import from and export to a real MLflow server, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.interop.conftest import database_url

from trackside.errors import StoreUnavailable
from trackside.interop import export_to, import_from
from trackside.interop.server_export import FORMER_ID
from trackside.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.real_mlflow import RealMlflow
    from tests.tracking_servers import TrackingServer


@pytest.fixture
def server(empty_mlflow_server: TrackingServer) -> str:
    """The address of a MLflow server that holds nothing."""
    return empty_mlflow_server.url


def test_a_server_gives_all_it_has_and_takes_it_back(
    server: str, mlflow3: RealMlflow, tmp_path: Path
) -> None:
    mlflow3.run("write", server)

    linked = import_from(server, str(tmp_path / "linked"))
    copied = import_from(server, str(tmp_path / "store"), copy_artifacts=True)
    again = import_from(server, str(tmp_path / "store"), copy_artifacts=True)

    assert "can only be had from the MLflow server" in linked.problems[0]
    assert not copied.problems
    assert not again.has_changed
    original = mlflow3.read(server)
    imported = mlflow3.read(f"trackside://{(tmp_path / 'store').as_posix()}")
    assert imported["runs"] == original["runs"]
    assert imported["models"] == original["models"]
    assert imported["registry"] == original["registry"]


def test_an_export_to_a_server_gives_new_ids(
    server: str,
    mlflow3: RealMlflow,
    written: Callable[[RealMlflow, str], Path],
    tmp_path: Path,
) -> None:
    source = written(mlflow3, "database")
    import_from(source, str(tmp_path / "store"))

    report = export_to(server, str(tmp_path / "store"))
    again = export_to(server, str(tmp_path / "store"))

    assert not report.problems
    assert report.changed["runs"] == 5
    assert not again.has_changed
    original = mlflow3.read(database_url(source))
    exported = mlflow3.read(server)
    assert _by_name(exported) == _by_name(original)
    assert exported["registry"]["Flower model"]["aliases"] == {"champion": "3"}
    assert exported["registry"]["Flower model"]["versions"]["1"]["stage"] == "Production"
    assert set(exported["registry"]["Flower model"]["versions"]) == {"1", "3"}


def _by_name(found: dict[str, Any]) -> dict[str, Any]:
    """Return the runs by their names, with names for ids."""
    names = {run_id: run["name"] for run_id, run in found["runs"].items()}
    names |= {model_id: model["name"] for model_id, model in found["models"].items()}
    for run in found["runs"].values():
        run["experiment"] = found["experiments"][run["experiment"]]["name"]
        run["tags"].pop(FORMER_ID, None)
        run["tags"] = {key: names.get(value, value) for key, value in run["tags"].items()}
        run["models in"] = [names[each] for each in run["models in"]]
        run["models out"] = [[names[each], step] for each, step in run["models out"]]
    return {run["name"]: run for run in found["runs"].values()}


def test_a_server_that_is_away_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        import_from("http://127.0.0.1:9", str(tmp_path / "store"))
    assert open_store(str(tmp_path / "store")).store.search_runs(["0"]) == []
