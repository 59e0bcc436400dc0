"""From the real MLflow through our store and back: it reads the same again."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.interop.conftest import database_url, without_marks

from trackside.client import Client
from trackside.errors import InvalidParameter
from trackside.interop import export_to, import_from
from trackside.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.real_mlflow import RealMlflow

pytestmark = [
    # MLflow's tables under the newest SQLAlchemy.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*:sqlalchemy.exc.SADeprecationWarning"),
]


@pytest.mark.parametrize("kind", ["database", "folder"])
def test_mlflow_reads_the_same_after_a_round_trip(
    kind: str, mlflow3: RealMlflow, written: Callable[[RealMlflow, str], Path], tmp_path: Path
) -> None:
    source = written(mlflow3, kind)
    import_from(source, str(tmp_path / "store"))
    target = tmp_path / "exported.db"

    report = export_to(target, str(tmp_path / "store"))
    again = export_to(target, str(tmp_path / "store"))

    assert not report.problems
    assert report.changed["runs"] == 5
    assert not again.has_changed
    exported = without_marks(mlflow3.read(database_url(target)))
    imported = without_marks(mlflow3.read(f"trackside://{(tmp_path / 'store').as_posix()}"))
    if kind == "folder":
        exported, imported = _without_experiment_ids(exported), _without_experiment_ids(imported)
    assert exported == imported


def _without_experiment_ids(found: dict[str, Any]) -> dict[str, Any]:
    """Return what was read by names: the ids of MLflow's folders do not fit into its databases."""
    names = {number: each["name"] for number, each in found["experiments"].items()}
    for each in (*found["runs"].values(), *found["models"].values()):
        each["experiment"] = names[each["experiment"]]
    return {**found, "experiments": {e["name"]: e for e in found["experiments"].values()}}


def test_a_database_on_a_server_is_written(
    new_postgresql: str, database: Path, mlflow3: RealMlflow, tmp_path: Path
) -> None:
    import_from(database, str(tmp_path / "store"))
    target = new_postgresql

    export_to(target, str(tmp_path / "store"))

    assert not export_to(target, str(tmp_path / "store")).has_changed
    assert without_marks(mlflow3.read(target)) == without_marks(
        mlflow3.read(database_url(database))
    )
    # The next experiment that MLflow makes gets an id of its own.
    mlflow3.run_code(
        f"import mlflow; mlflow.set_tracking_uri({target!r}); mlflow.create_experiment('next')"
    )
    assert import_from(target, str(tmp_path / "back")).found["experiments"] == 4


def test_a_database_of_an_older_mlflow_takes_what_it_has_room_for(
    mlflow2: RealMlflow,
    blank: Callable[[RealMlflow], Path],
    database: Path,
    tmp_path: Path,
) -> None:
    import_from(database, str(tmp_path / "store"))
    old = blank(mlflow2)

    report = export_to(old, str(tmp_path / "store"))

    assert report.left_out["logged models (MLflow 2 has none)"] == 1
    found = mlflow2.read(database_url(old))
    (run,) = [run for run in found["runs"].values() if run["name"] == "first run"]
    assert len(run["histories"]["loss"]) == 3000
    assert run["inputs"][0]["dataset"]["name"] == "six"
    assert run["files"] == {"notes/hello.txt": "hello"}


def test_what_is_new_is_written_by_the_next_export(
    mlflow3: RealMlflow, blank: Callable[[RealMlflow], Path], tmp_path: Path
) -> None:
    client = Client(str(tmp_path / "store"))
    run = client.create_run("0", tags={"note": "a"})
    client.log_metric(run.info.run_id, "loss", 1.0, 5, 0)
    client.log_metric(run.info.run_id, "loss", float("inf"), 6, 1)
    target = blank(mlflow3)
    export_to(target, str(tmp_path / "store"))
    client.log_metric(run.info.run_id, "loss", 0.5, 7, 2)
    client.log_metric(run.info.run_id, "loss", 0.5, 7, 2)
    client.set_tag(run.info.run_id, "note", "b")
    client.set_terminated(run.info.run_id, end_time=9)

    report = export_to(target, str(tmp_path / "store"))

    assert report.changed["points"] == 1
    found = mlflow3.read(database_url(target))["runs"][run.info.run_id]
    # MLflow has no infinities, and no exact repetitions.
    assert [point[2] for point in found["histories"]["loss"]] == [
        "1.0",
        "1.7976931348623157e+308",
        "0.5",
    ]
    assert (found["tags"]["note"], found["status"], found["metrics"]) == (
        "b",
        "FINISHED",
        {"loss": "0.5"},
    )


def test_a_long_history_is_written_whole(
    mlflow3: RealMlflow, blank: Callable[[RealMlflow], Path], tmp_path: Path
) -> None:
    client = Client(str(tmp_path / "store"))
    run = client.create_run("0")
    values = np.random.default_rng(2).normal(size=120_000)
    for step, value in enumerate(values.tolist()):
        client.log_metric(run.info.run_id, "loss", value, 1000 + step, step)
    target = blank(mlflow3)
    export_to(target, str(tmp_path / "store"))

    import_from(target, str(tmp_path / "back"))

    history = open_store(str(tmp_path / "back")).settled().get_history(run.info.run_id, "loss")
    assert np.array_equal(history.values, values)


def test_an_id_that_is_taken_there_is_left_alone(
    mlflow3: RealMlflow, database: Path, tmp_path: Path
) -> None:
    target = database
    client = Client(str(tmp_path / "store"))
    mine = client.create_experiment("mine")
    run = client.create_run(mine)

    export_to(target, str(tmp_path / "store"))

    found = mlflow3.read(database_url(target))
    assert mine == "1"
    assert found["experiments"]["1"]["name"] == "iris"
    number = found["runs"][run.info.run_id]["experiment"]
    assert found["experiments"][number]["name"] == "mine"


def test_without_mlflow_a_new_database_cannot_be_made(tmp_path: Path) -> None:
    open_store(str(tmp_path / "store")).store.create_experiment("mine")
    code = (
        "import sys; sys.modules['mlflow'] = None\n"
        "from trackside.errors import InvalidParameter\n"
        "from trackside.interop import export_to\n"
        "try:\n    export_to('new.db', 'store')\n"
        "except InvalidParameter as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert "pip install mlflow" in done.stdout


def test_our_own_database_is_no_target(tmp_path: Path) -> None:
    open_store(str(tmp_path / "store")).store.create_experiment("mine")

    with pytest.raises(InvalidParameter, match="a Trackside store already"):
        export_to(tmp_path / "store" / "trackside.db", str(tmp_path / "store"))
