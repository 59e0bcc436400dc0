"""The bin is emptied: rows, files and shared content go, and what is needed stays."""

from __future__ import annotations

import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import trackside
from trackside.errors import InvalidParameter, NotImplementedHere
from trackside.lifecycle import emptying
from trackside.lifecycle.emptying import empty_bin
from trackside.store.lifecycle import BinChoice
from trackside.store.sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.store.lifecycle import Binned

LARGE = bytes(range(256)) * 512


def run_with_files() -> str:
    """Log a run with a small file and a large one, which equal runs share."""
    with trackside.start_run() as run:
        trackside.log_metric("loss", 0.5)
        trackside.log_text("hello", "notes/hello.txt")
        Path("large.bin").write_bytes(LARGE)
        trackside.log_artifact("large.bin")
    return run.info.run_id


def folder_of(run_id: str) -> Path:
    return Path(".trackside/artifacts/0") / run_id


def files_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_runs_go_with_their_files_and_others_keep_theirs() -> None:
    gone, kept = run_with_files(), run_with_files()
    trackside.delete_run(gone)
    emptied = trackside.Client().gc()

    assert [thing.id for thing in emptied.gone] == [gone]
    assert emptied.artifact_bytes == len(LARGE) + len("hello")
    assert (emptied.shared_bytes, emptied.problems, emptied.kept) == (0, [], [])
    assert not folder_of(gone).exists()
    assert files_below(folder_of(kept)) == ["hello.txt", "large.bin"]


def test_a_dry_run_says_what_would_go_and_leaves_it() -> None:
    run_id = run_with_files()
    trackside.delete_run(run_id)
    emptied = trackside.Client().gc(dry_run=True)

    assert emptied.is_dry_run
    assert [thing.id for thing in emptied.gone] == [run_id]
    assert emptied.artifact_bytes == len(LARGE) + len("hello")
    assert trackside.get_run(run_id).data.metrics == {"loss": 0.5}
    assert files_below(folder_of(run_id)) == ["hello.txt", "large.bin"]


@pytest.mark.skipif(sys.platform == "win32", reason="files are shared on POSIX")
def test_shared_content_goes_with_its_last_user() -> None:
    one, other = run_with_files(), run_with_files()
    trackside.delete_run(one)
    assert trackside.Client().gc().shared_bytes == 0
    trackside.delete_run(other)

    assert trackside.Client().gc().shared_bytes == len(LARGE)
    assert files_below(Path(".trackside/artifacts")) == []


def test_by_age_and_by_id() -> None:
    one, other = run_with_files(), run_with_files()
    trackside.delete_run(one)
    trackside.delete_run(other)
    client = trackside.Client()

    assert client.gc(older_than="1d").gone == []
    assert client.gc(older_than=timedelta(hours=1)).gone == []
    with pytest.raises(InvalidParameter, match="as long as asked for"):
        client.gc(run_ids=[one], older_than="1d")
    assert [thing.id for thing in client.gc(run_ids=[one]).gone] == [one]
    assert [thing.id for thing in client.gc(older_than="0s").gone] == [other]


@pytest.mark.parametrize(
    "age", ["", "d", "1w", "1d 2h", "-1d", "1h1d", "1..5d", timedelta(days=-1), 5]
)
def test_an_age_that_means_nothing_is_refused(age: object) -> None:
    with pytest.raises(InvalidParameter, match="Invalid age"):
        trackside.Client().gc(older_than=age)  # type: ignore[arg-type]


def test_a_registered_run_keeps_its_files() -> None:
    run_id = run_with_files()
    client = trackside.Client()
    client.create_registered_model("fruit")
    client.create_model_version("fruit", f"runs:/{run_id}/notes")
    trackside.delete_run(run_id)
    emptied = client.gc()

    assert emptied.gone == []
    assert [(t.id, t.kept_because) for t in emptied.kept] == [
        (run_id, "version 1 of the registered model 'fruit' needs its files")
    ]
    assert files_below(folder_of(run_id)) == ["hello.txt", "large.bin"]


def test_an_experiment_elsewhere_is_left_with_what_is_not_ours(tmp_path: Path) -> None:
    own = tmp_path / "own"
    experiment_id = trackside.create_experiment("apples", own.as_uri())
    trackside.set_experiment("apples")
    run_id = run_with_files()
    (own / "the user's.txt").write_text("mine")
    (own / run_id / "beside.txt").write_text("mine")
    trackside.delete_experiment(experiment_id)
    emptied = trackside.Client().gc()

    assert [(thing.kind, thing.id) for thing in emptied.gone] == [
        ("run", run_id),
        ("experiment", experiment_id),
    ]
    assert files_below(own) == ["beside.txt", "the user's.txt"]


def test_nothing_is_left_of_an_experiment() -> None:
    experiment_id = trackside.create_experiment("apples")
    trackside.set_experiment("apples")
    run_with_files()
    trackside.delete_experiment(experiment_id)
    trackside.Client().gc()

    assert not Path(".trackside/artifacts", experiment_id).exists()


def test_remote_files_go_too() -> None:
    experiment_id = trackside.create_experiment("apples", "memory://gc-test/apples")
    trackside.set_experiment("apples")
    run_id = run_with_files()
    uri = trackside.get_run(run_id).info.artifact_uri
    assert len(trackside.artifacts.list_artifacts(uri + "/")) == 2
    trackside.delete_experiment(experiment_id)

    assert trackside.Client().gc().artifact_bytes == len(LARGE) + len("hello")
    assert trackside.artifacts.list_artifacts(uri + "/") == []


def test_artifacts_that_nothing_here_can_reach_are_named() -> None:
    experiment_id = trackside.create_experiment("apples", "mlflow-artifacts:/apples")
    client = trackside.Client()
    client.create_run(experiment_id)
    client.delete_experiment(experiment_id)
    emptied = client.gc()

    assert len(emptied.gone) == 2
    assert len(emptied.problems) == 1
    assert "mlflow-artifacts:/apples" in emptied.problems[0]
    assert client.gc().problems == []


def test_files_that_cannot_be_deleted_now_are_deleted_later(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    trackside.create_experiment("apples", f"s3://{bucket}/apples")
    trackside.set_experiment("apples")
    run_id = run_with_files()
    uri = trackside.get_run(run_id).info.artifact_uri
    trackside.delete_run(run_id)
    with monkeypatch.context() as away:
        away.setenv("MLFLOW_S3_ENDPOINT_URL", "http://127.0.0.1:9")
        emptied = trackside.Client().gc()
    assert [thing.id for thing in emptied.gone] == [run_id]
    assert emptied.artifact_bytes == 0
    assert len(emptied.problems) == 1
    assert emptied.problems[0].endswith("The next gc tries again.")
    assert len(trackside.artifacts.list_artifacts(uri + "/")) == 2

    again = trackside.Client().gc()
    assert (again.gone, again.problems) == ([], [])
    assert again.artifact_bytes == len(LARGE) + len("hello")
    assert trackside.artifacts.list_artifacts(uri + "/") == []


def test_a_store_that_cannot_do_it_says_so() -> None:
    with pytest.raises(NotImplementedHere, match="where the store's database is"):
        empty_bin(object())


def test_runs_full_of_points_go_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emptying, "_AT_ONCE", 3)
    monkeypatch.setattr(emptying, "_POINTS_AT_ONCE", 100)
    for points in (1, 1, 1, 1, 60, 60, 500, 1):
        with trackside.start_run() as run:
            for step in range(points):
                trackside.log_metric("loss", 0.5, step=step)
        trackside.delete_run(run.info.run_id)
    batches: list[int] = []
    collect = SqlStore.collect

    def counted(store: SqlStore, chosen: Sequence[Binned]) -> list[Binned]:
        batches.append(len(chosen))
        return collect(store, chosen)

    monkeypatch.setattr(SqlStore, "collect", counted)
    assert len(trackside.Client().gc().gone) == 8
    assert batches == [3, 2, 1, 1, 1]


def test_others_log_meanwhile(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'other.db'}", (tmp_path / "files").as_uri())
    experiment_id = store.create_experiment("apples")
    for _ in range(150):
        store.delete_run(store.create_run(experiment_id, "ada", 1, {}).info.run_id)
    errors: list[Exception] = []
    logged: list[str] = []
    is_done = threading.Event()

    def log() -> None:
        own = SqlStore(f"sqlite:///{tmp_path / 'other.db'}", (tmp_path / "files").as_uri())
        try:
            while not is_done.is_set():
                logged.append(own.create_run(experiment_id, "bob", 1, {}).info.run_id)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is wrong)
            errors.append(error)
        own.close()

    thread = threading.Thread(target=log)
    thread.start()
    emptied = empty_bin(store)
    is_done.set()
    thread.join()

    assert len(emptied.gone) == 150
    assert errors == []
    assert len(store.get_runs(logged)) == len(logged) > 0
    assert store.list_bin(BinChoice()) == []
    store.close()
