"""What is derived from MLflow's protocol on a server that has no more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from trackside.entities import History
from trackside.errors import StoreUnavailable
from trackside.store.base import SpoolRange
from trackside.store.rest import RestStore
from trackside.store.rest.plain_server import GRAIN_MS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MISSING = (404, b"")
FINE: tuple[int, dict[str, Any]] = (200, {})


@pytest.fixture
def store(empty_mlflow_server: Any, tmp_path: Path) -> Iterator[RestStore]:
    opened = RestStore(empty_mlflow_server.url, tmp_path / "spool")
    yield opened
    opened.close()


def series(run_id: str, count: int, key: str = "loss") -> History:
    steps = np.arange(count, dtype=np.int64)
    return History(run_id, key, steps, 1_000 + steps, steps / 7)


def steps_sent(script: Any) -> list[int]:
    bodies = (json.loads(request[3]) for request in script.requests if "log-batch" in request[1])
    return [metric["step"] for body in bodies for metric in body["metrics"]]


def test_a_stretch_goes_on_where_it_was_interrupted(scripted: Any, tmp_path: Path) -> None:
    script = scripted(MISSING, FINE, (500, b""))
    store = RestStore(script.url, tmp_path)
    with pytest.raises(StoreUnavailable):
        store.append_points([series("r", 2_500)], SpoolRange("s", 0, 80_000))
    assert store.folded_until("s") == 0
    sent = len(steps_sent(script))

    script.answers[:] = [FINE]
    # Meanwhile it has grown.
    assert store.append_points([series("r", 2_600)], SpoolRange("s", 0, 83_200))
    assert steps_sent(script)[:1_000] == list(range(1_000))
    assert steps_sent(script)[sent:] == list(range(1_000, 2_600))
    assert store.folded_until("s") == 83_200
    assert not store.append_points([series("r", 2_600)], SpoolRange("s", 0, 83_200))
    # Another process of this machine goes on from there.
    assert RestStore(script.url, tmp_path).folded_until("s") == 83_200
    store.forget_spool("s")
    assert list(tmp_path.iterdir()) == []


def test_points_that_the_server_refuses_hold_up_no_others(
    scripted: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    refusal = (
        404,
        {"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "Run with id=gone not found"},
    )
    script = scripted(MISSING, refusal, FINE)
    store = RestStore(script.url, tmp_path)

    assert store.append_points([series("gone", 1_500), series("r", 3)], SpoolRange("s", 0, 64))
    assert len(script.requests) == 3
    assert "1500 point(s) of metric 'loss' are dropped" in caplog.text
    assert "id=gone not found" in caplog.text


@pytest.mark.parametrize(
    "said",
    [
        "(sqlite3.IntegrityError) UNIQUE constraint failed: metrics.key, metrics.timestamp",
        '(psycopg2.errors.UniqueViolation) duplicate key value violates unique constraint "metric_pk"',
        "(pymysql.err.IntegrityError) (1062, \"Duplicate entry 'loss-1-0' for key 'PRIMARY'\")",
    ],
)
def test_points_that_collide_with_their_first_sending_are_sent_again(
    scripted: Any, tmp_path: Path, said: str
) -> None:
    script = scripted(MISSING, (400, {"error_code": "BAD_REQUEST", "message": said}))
    store = RestStore(script.url, tmp_path)
    with pytest.raises(StoreUnavailable, match="still writing"):
        store.append_points([series("r", 3)], SpoolRange("s", 0, 64))

    script.answers[:] = [FINE]
    assert store.append_points([series("r", 3)], SpoolRange("s", 0, 64))
    assert steps_sent(script) == [0, 1, 2, 0, 1, 2]


def test_a_history_longer_than_a_page(store: RestStore) -> None:
    run_id = store.create_run("0", "ada", 1, {}).info.run_id
    store.append_points([series(run_id, 26_000)], SpoolRange("s", 0, 64))

    assert store.get_history(run_id, "loss").steps.tolist() == list(range(26_000))
    assert store.get_history(run_id, "loss", 25_990, 25_992).values.tolist() == [
        step / 7 for step in (25_990, 25_991, 25_992)
    ]


def test_changes_are_told_by_times(store: RestStore) -> None:
    experiment_id = store.create_experiment("apples")
    before = store.revision()
    long_ago = before - 100 * GRAIN_MS
    running, ended, old = (
        store.create_run(experiment_id, "ada", start, {}).info.run_id
        for start in (long_ago, long_ago, long_ago)
    )
    store.update_run(ended, "FINISHED", before + 1)
    store.update_run(old, "FINISHED", long_ago + 1)

    changes = store.changes_since(before)
    assert before % GRAIN_MS == 0
    assert changes.revision >= before
    assert set(changes.run_ids[experiment_id]) == {running, ended}
    assert experiment_id in changes.experiment_ids
    assert not changes.registry
    store.create_registered_model("fruit")
    assert store.changes_since(before).registry
    later = store.changes_since(before + 100 * GRAIN_MS)
    assert list(later.run_ids[experiment_id]) == [running]
    assert list(later.experiment_ids) == []


def test_a_notebook_whose_path_holds_both_quotes(store: RestStore) -> None:
    path = 'it\'s "mine".ipynb'
    own = store.open_notebook(path)

    assert store.open_notebook(path) == own
    store.note_notebook_logged(path, own)
    store.move_notebooks(path, "plain.ipynb")
    notebook = store.get_notebook("plain.ipynb")
    assert notebook is not None
    assert (notebook.experiment_id, notebook.last_experiment_id) == (own, own)
    assert store.get_experiment(own).name == "plain"
