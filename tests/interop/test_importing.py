"""What the real MLflow wrote is here as it was, and the real MLflow itself says so."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.interop.conftest import database_url, without_marks

from trackside.errors import InvalidParameter
from trackside.interop import import_from
from trackside.interop.importing import Import
from trackside.interop.sources import open_source
from trackside.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.real_mlflow import RealMlflow


def store_of(folder: Path) -> Any:
    return open_store(str(folder)).settled()


@pytest.mark.parametrize("age", ["mlflow2", "mlflow3"])
@pytest.mark.parametrize("kind", ["database", "folder"])
def test_everything_is_as_mlflow_reads_it(
    age: str,
    kind: str,
    request: pytest.FixtureRequest,
    mlflow3: RealMlflow,
    written: Callable[[RealMlflow, str], Path],
    tmp_path: Path,
) -> None:
    mlflow = request.getfixturevalue(age)
    source = written(mlflow, kind)
    original = mlflow.read(database_url(source) if kind == "database" else source.as_uri())

    report = import_from(source, str(tmp_path / "store"))

    assert not report.problems
    assert (report.found["runs"], report.changed["runs"]) == (5, 5)
    imported = mlflow3.read(f"trackside://{(tmp_path / 'store').as_posix()}")
    expected, found = without_marks(original), without_marks(imported)
    if kind == "folder" and age == "mlflow3":
        # MLflow's own reader takes a point with a dataset for one of step 0.
        (run,) = (each for each in expected["runs"].values() if each["histories"].get("val/acc"))
        run["histories"]["val/acc"][1][0] = 1
    assert found == expected


@pytest.mark.parametrize("kind", ["database", "folder"])
def test_a_second_import_changes_nothing(
    kind: str, mlflow3: RealMlflow, written: Callable[[RealMlflow, str], Path], tmp_path: Path
) -> None:
    source = written(mlflow3, kind)
    first = import_from(source, str(tmp_path / "store"))
    revision = store_of(tmp_path / "store").revision()

    second = import_from(source, str(tmp_path / "store"))

    assert store_of(tmp_path / "store").revision() == revision
    assert second.found == first.found
    assert first.has_changed
    assert not second.has_changed


def test_a_second_import_brings_what_is_new(database: Path, tmp_path: Path) -> None:
    import_from(database, str(tmp_path / "store"))
    with closing(sqlite3.connect(database)) as connection, connection:
        (run_id,) = connection.execute(
            "SELECT run_uuid FROM runs WHERE name = 'still running'"
        ).fetchone()
        (whole,) = connection.execute(
            "SELECT run_uuid FROM runs WHERE name = 'first run'"
        ).fetchone()
        connection.execute(
            "UPDATE runs SET status = 'FINISHED', end_time = 7 WHERE run_uuid = ?", [run_id]
        )
        connection.execute(
            "INSERT INTO params (key, value, run_uuid) VALUES ('seed', '1', ?)", [run_id]
        )
        connection.execute(
            "UPDATE tags SET value = 'new' WHERE run_uuid = ? AND key = 'note'", [whole]
        )
        add = "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, 0)"
        # Between the points that are there, and again what is there at another time.
        connection.execute(add, ["loss", 9.5, 1_700_000_000_500, whole, 10])
        connection.execute(add, ["fresh", 1.0, 5, run_id, 0])

    report = import_from(database, str(tmp_path / "store"))

    assert (report.changed["runs"], report.changed["points"]) == (2, 2)
    store = store_of(tmp_path / "store")
    ended = store.get_run(run_id)
    assert (ended.info.status, ended.info.end_time) == ("FINISHED", 7)
    assert (ended.data.params, ended.data.metrics) == ({"seed": "1"}, {"fresh": 1.0})
    assert store.get_run(whole).data.tags["note"] == "new"
    history = store.get_history(whole, "loss")
    assert len(history) == 3001
    assert history.values[history.steps == 10].tolist() == [1 / 11, 9.5]


def test_what_was_done_here_stays(database: Path, tmp_path: Path) -> None:
    import_from(database, str(tmp_path / "store"))
    store = store_of(tmp_path / "store")
    (run,) = [run for run in store.search_runs(["1"]) if run.info.run_name == "child"]
    store.delete_run(run.info.run_id)

    import_from(database, str(tmp_path / "store"))

    assert store.get_run(run.info.run_id).info.lifecycle_stage == "deleted"


def test_an_import_that_was_stopped_goes_on(
    database: Path, mlflow3: RealMlflow, tmp_path: Path
) -> None:
    store = store_of(tmp_path / "store")
    source = open_source(database)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Import(source, store, advance=stop).run()
    source.close()
    report = import_from(database, str(tmp_path / "store"))

    assert report.found["runs"] == 5
    original = without_marks(mlflow3.read(database_url(database)))
    imported = without_marks(mlflow3.read(f"trackside://{(tmp_path / 'store').as_posix()}"))
    assert imported == original


def test_a_history_of_a_million_points_comes_in_whole(database: Path, tmp_path: Path) -> None:
    count = 1_000_000
    values = np.random.default_rng(1).normal(size=count)
    with closing(sqlite3.connect(database)) as connection, connection:
        (run_id,) = connection.execute("SELECT run_uuid FROM runs WHERE name = 'child'").fetchone()
        connection.executemany(
            "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('long', ?, ?, ?, ?, 0)",
            ((value, 1000 + step, run_id, step) for step, value in enumerate(values.tolist())),
        )

    report = import_from(database, str(tmp_path / "store"))

    assert report.changed["points"] == count + 3005
    history = store_of(tmp_path / "store").get_history(run_id, "long")
    assert np.array_equal(history.values, values)
    assert np.array_equal(history.steps, np.arange(count))
    assert not import_from(database, str(tmp_path / "store")).has_changed


def test_copied_artifacts_no_longer_need_the_original(
    database: Path, mlflow3: RealMlflow, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(database)) as connection:
        (location,) = connection.execute(
            "SELECT artifact_location FROM experiments WHERE name = 'iris'"
        ).fetchone()
    files = tmp_path / "files"
    shutil.copytree(location.removeprefix("file://"), files)
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, column in (
            ("experiments", "artifact_location"),
            ("runs", "artifact_uri"),
            ("logged_models", "artifact_location"),
            ("model_versions", "source"),
        ):
            connection.execute(
                f"UPDATE {table} SET {column} = replace({column}, ?, ?)", [location, files.as_uri()]
            )
    import_from(database, str(tmp_path / "store"))
    report = import_from(database, str(tmp_path / "store"), copy_artifacts=True)
    again = import_from(database, str(tmp_path / "store"))
    shutil.rmtree(files)

    assert report.changed["copied files"] == 2
    assert not again.changed["runs"]
    store = store_of(tmp_path / "store")
    (run,) = [run for run in store.search_runs(["1"]) if run.info.run_name == "first run"]
    assert run.info.artifact_uri.startswith(store.artifact_root)
    version = store.get_model_version("Flower model", "3")
    assert version.source == f"{run.info.artifact_uri}/notes"
    imported = mlflow3.read(f"trackside://{(tmp_path / 'store').as_posix()}")
    assert imported["runs"][run.info.run_id]["files"] == {"notes/hello.txt": "hello"}


def test_an_id_that_is_taken_is_not_taken_away(database: Path, tmp_path: Path) -> None:
    store = store_of(tmp_path / "store")
    mine = store.create_experiment("mine")
    joined = store.create_experiment("iris")
    assert mine == "1"

    import_from(database, str(tmp_path / "store"))

    assert store.get_experiment(mine).name == "mine"
    assert len(store.search_runs([joined], run_view_type=3)) == 4
    assert not import_from(database, str(tmp_path / "store")).has_changed


@pytest.mark.parametrize("server", ["new_postgresql", "new_mariadb"])
def test_a_store_on_a_database_server_is_filled(
    server: str, request: pytest.FixtureRequest, database: Path, mlflow3: RealMlflow
) -> None:
    url = request.getfixturevalue(server)
    import_from(database, url)

    assert not import_from(database, url).has_changed
    imported = without_marks(mlflow3.read(f"trackside://{url}"))
    assert imported == without_marks(mlflow3.read(database_url(database)))


def test_one_experiment_is_brought_without_the_rest(database: Path, tmp_path: Path) -> None:
    report = import_from(database, str(tmp_path / "store"), experiments=["binned"])

    assert {kind: count for kind, count in report.found.items() if count} == {
        "experiments": 1,
        "runs": 1,
    }
    restored = store_of(tmp_path / "store")
    restored.restore_experiment("2")
    assert [run.info.status for run in restored.search_runs(["2"])] == ["KILLED"]


def test_tables_and_columns_of_later_times_may_be_missing(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in (
            *("alembic_version", "experiment_tags", "inputs", "input_tags", "datasets"),
            *("logged_models", "registered_model_aliases", "registered_model_tags", "trace_info"),
        ):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("ALTER TABLE runs DROP COLUMN deleted_time")
        connection.execute("UPDATE runs SET name = '', source_name = 'train.py'")

    report = import_from(database, str(tmp_path / "store"))

    assert (report.found["runs"], report.found["points"]) == (5, 3005)
    runs = store_of(tmp_path / "store").search_runs(["1"], run_view_type=3)
    assert {run.info.run_name for run in runs} == {"first run", "child", "gone", "still running"}
    assert {run.data.tags["mlflow.source.name"] for run in runs} == {"train.py"}


def test_what_has_no_place_is_counted(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO trace_info (request_id, experiment_id, timestamp_ms, status) VALUES ('tr-1', 1, 5, 'OK')"
        )
        connection.execute(
            "INSERT INTO registered_model_tags (key, value, name, workspace) "
            "VALUES ('mlflow.prompt.is_prompt', 'true', 'empty', 'default')"
        )

    report = import_from(database, str(tmp_path / "store"))

    assert dict(report.left_out) == {"prompts": 1, "traces": 1}
    assert "1 traces left out" in str(report)


def test_workspaces_are_part_of_the_name(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE experiments SET workspace = 'team' WHERE name = 'iris'")

    import_from(database, str(tmp_path / "store"))

    assert store_of(tmp_path / "store").get_experiment("1").name == "team/iris"


def test_a_folder_that_was_moved_has_its_artifacts_beside_it(
    mlflow3: RealMlflow, written: Callable[[RealMlflow, str], Path], tmp_path: Path
) -> None:
    original = written(mlflow3, "folder")
    moved = tmp_path / "elsewhere"
    shutil.copytree(original, moved)
    for meta in moved.rglob("meta.yaml"):
        text = meta.read_text(encoding="utf-8").replace(original.as_uri(), "file:///gone/mlruns")
        meta.write_text(text, encoding="utf-8")

    import_from(moved, str(tmp_path / "store"))

    found = mlflow3.read(f"trackside://{(tmp_path / 'store').as_posix()}")
    files = [run["files"] for run in found["runs"].values() if run["files"]]
    assert files == [{"notes/hello.txt": "hello"}]


def test_what_is_no_store_of_mlflows_is_said(tmp_path: Path) -> None:
    store = tmp_path / "ours"
    store_of(store)
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("hello")

    with pytest.raises(InvalidParameter, match="a Trackside store already"):
        import_from(store / "trackside.db", str(tmp_path / "store"))
    with pytest.raises(InvalidParameter, match="holds no MLflow store"):
        import_from(tmp_path / "empty", str(tmp_path / "store"))
    with pytest.raises(InvalidParameter, match="no SQLite database"):
        import_from(tmp_path / "note.txt", str(tmp_path / "store"))
    with pytest.raises(InvalidParameter, match="Nothing is there"):
        import_from(tmp_path / "missing", str(tmp_path / "store"))
    with pytest.raises(InvalidParameter, match="no database"):
        import_from("sqlite:///missing.db", str(tmp_path / "store"))
