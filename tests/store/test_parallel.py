"""Many processes and threads on one store, from its creation on: no error and nothing lost."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from tests.prepared_python import PreparedPython

import trackside
from trackside.store.sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Iterator

PROCESSES = 8
POINTS = 2_000

# What is told on the way is no error of the process, but wrong: it must print nothing.
CREATE_AND_LOG = """
    import sys
    import trackside
    sys.stderr = sys.stdout
    trackside.set_tracking_uri(sys.argv[1])
    trackside.set_experiment("shared")
    with trackside.start_run(run_name=sys.argv[2]):
        trackside.log_params({f"p{i}": i for i in range(10)})
        for step in range(int(sys.argv[3])):
            trackside.log_metric(f"m{step % 4}", step / 7, step=step)
"""

LOG_INTO_ONE_RUN = """
    import sys
    import trackside
    sys.stderr = sys.stdout
    trackside.set_tracking_uri(sys.argv[1])
    client = trackside.MlflowClient()
    number, points = int(sys.argv[3]), int(sys.argv[4])
    for step in range(number * points, (number + 1) * points):
        client.log_metric(sys.argv[2], "loss", step / 7, step=step)
    client.log_param(sys.argv[2], f"p{number}", number)
    trackside.flush()
"""


@pytest.fixture(params=["sqlite_file", "postgresql", "mariadb"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that nobody has created yet."""
    if request.param == "sqlite_file":
        return f"sqlite:///{tmp_path / 'shared.db'}"
    url: str = request.getfixturevalue(f"new_{request.param}")
    return url


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreparedPython]:
    """A Python that has imported what logging needs, so that processes begin at the same moment."""
    modules = (
        "trackside.fluent.active",
        "trackside.spool",
        "trackside.store.sql",
        "psycopg",
        "pymysql",
    )
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    prepared = PreparedPython(
        Path(sys.executable), modules, tmp_path_factory.mktemp("python"), environ
    )
    yield prepared
    prepared.close()


def run_at_once(python: PreparedPython, code: str, *arguments: tuple[object, ...]) -> None:
    printed = python.run_at_once(
        dedent(code),
        [[*map(str, each)] for each in arguments],
        folder=Path.cwd(),
        environ=os.environ,
    )
    assert printed == [""] * len(arguments)


def test_processes_create_the_store_and_log_at_once(new_store: str, python: PreparedPython) -> None:
    calls = [(new_store, f"run {n}", POINTS) for n in range(PROCESSES)]
    run_at_once(python, CREATE_AND_LOG, *calls)

    trackside.set_tracking_uri(new_store)
    runs = trackside.search_runs(experiment_names=["shared"], output_format="list")
    assert sorted(run.info.run_name for run in runs) == [f"run {n}" for n in range(PROCESSES)]
    assert {run.info.status for run in runs} == {"FINISHED"}
    assert {len(run.data.params) for run in runs} == {10}
    client = trackside.MlflowClient()
    for run in runs:
        for place in range(4):
            history = client.get_history(run.info.run_id, f"m{place}")
            assert history.steps.tolist() == list(range(place, POINTS, 4))
            assert history.values.tolist() == [step / 7 for step in range(place, POINTS, 4)]


def test_processes_log_into_one_run_while_others_read(
    new_store: str, python: PreparedPython
) -> None:
    trackside.set_tracking_uri(new_store)
    with trackside.start_run() as run:
        run_id = run.info.run_id
    counts: list[int] = []
    is_done = threading.Event()

    def watch() -> None:
        store = SqlStore(new_store, "file:///a")
        while not is_done.is_set():
            history = store.get_history(run_id, "loss")
            summaries = store.get_run(run_id).data.summaries
            assert len(set(history.steps.tolist())) == len(history)
            assert not len(history) or summaries["loss"].count >= len(history)
            counts.append(len(history))
        store.close()

    reader = threading.Thread(target=watch)
    reader.start()
    try:
        calls = [(new_store, run_id, n, POINTS) for n in range(PROCESSES)]
        run_at_once(python, LOG_INTO_ONE_RUN, *calls)
    finally:
        is_done.set()
        reader.join()

    history = trackside.MlflowClient().get_history(run_id, "loss")
    assert history.steps.tolist() == list(range(PROCESSES * POINTS))
    assert counts == sorted(counts)
    assert len(counts) > 1
    assert len(trackside.get_run(run_id).data.params) == PROCESSES


THREADS = 8


def test_threads_log_into_runs_of_their_own(new_store: str) -> None:
    trackside.set_tracking_uri(new_store)
    trackside.set_experiment("threads")
    errors: list[BaseException] = []

    def train(number: int) -> None:
        try:
            with trackside.start_run(run_name=f"thread {number}"):
                for step in range(500):
                    trackside.log_metric("loss", number + step / 1000, step=step)
        except BaseException as error:  # noqa: BLE001 (told below)
            errors.append(error)

    threads = [threading.Thread(target=train, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    runs = trackside.search_runs(experiment_names=["threads"], output_format="list")
    assert len(runs) == THREADS
    for run in runs:
        number = int(run.info.run_name.split()[1])
        history = trackside.MlflowClient().get_history(run.info.run_id, "loss")
        assert history.values.tolist() == [number + step / 1000 for step in range(500)]
