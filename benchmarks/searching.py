"""Searching many runs. The stores are filled through their tables: by the API it would take hours."""

from __future__ import annotations

import random
import statistics
import time
import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from benchmarks.trackers import store_url, tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# 10 params, 10 metrics and 5 tags a run.
PARAMS = [f"p{i}" for i in range(10)]
METRICS = [f"m{i}" for i in range(10)]
TAGS = [f"t{i}" for i in range(5)]
BATCH = 1_000
START = 1_700_000_000_000


def search(runs: int) -> Callable[[str], float]:
    """Return the scenario: filter by a metric and a param, order by another metric, 100 runs with their data."""

    def scenario(name: str) -> float:
        """Search, the median of five."""
        module = tracker(name)
        client = module.MlflowClient()
        experiment_id = client.create_experiment("searched")
        fill(name, int(experiment_id), runs)
        times = []
        for _ in range(6):
            started = time.perf_counter()
            found = client.search_runs(
                [experiment_id],
                "metrics.m1 > 0.5 and params.p2 = 'y'",
                order_by=["metrics.m3 DESC"],
                max_results=100,
            )
            times.append(time.perf_counter() - started)
            values = [run.data.metrics["m3"] for run in found]
            assert len(found) == 100
            assert values == sorted(values, reverse=True)
            assert len(found[0].data.params) == len(PARAMS)
        return statistics.median(times[1:])

    return scenario


def fill(name: str, experiment_id: int, runs: int) -> None:
    """Put made-up runs into a tracker's store."""
    (_fill_trackside if name == "trackside" else _fill_mlflow)(experiment_id, runs)
    _gather_statistics(name)


def _gather_statistics(name: str) -> None:
    """Have PostgreSQL look at what it holds, as it does by itself a minute after so many rows came."""
    engine = sa.create_engine(store_url(name))
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(sa.text("ANALYZE"))
    engine.dispose()


def _runs(count: int) -> Iterator[list[dict[str, Any]]]:
    """Give runs with made-up data, the same for both, a batch at a time."""
    rng = random.Random(1)
    for first in range(0, count, BATCH):
        yield [
            {
                "number": number,
                "run_id": uuid.UUID(int=rng.getrandbits(128)).hex,
                "params": {key: rng.choice("xyz") for key in PARAMS},
                "metrics": {key: rng.random() for key in METRICS},
                "tags": {key: rng.choice("abc") for key in TAGS},
            }
            for number in range(first, min(count, first + BATCH))
        ]


def _fill_trackside(experiment_id: int, count: int) -> None:
    from trackside.store.sql import tables

    engine = sa.create_engine(store_url("trackside"))
    with engine.begin() as connection:
        ids = {}
        for place, name in enumerate([*PARAMS, *METRICS, *TAGS], 1_000):
            connection.execute(tables.keys.insert().values(id=place, name=name))
            ids[name] = place
        for batch in _runs(count):
            connection.execute(
                tables.runs.insert(),
                [
                    {
                        "id": run["number"] + 1_000,
                        "run_id": run["run_id"],
                        "name": "run",
                        "experiment_id": experiment_id,
                        "user_id": "ada",
                        "status": "FINISHED",
                        "start_time": START + run["number"],
                        "end_time": START + run["number"],
                        "lifecycle_stage": "active",
                        "artifact_uri": "file:///nowhere",
                        "revision": 1,
                    }
                    for run in batch
                ],
            )
            for table, kind in ((tables.params, "params"), (tables.tags, "tags")):
                connection.execute(
                    table.insert(),
                    [
                        {
                            "run": run["number"] + 1_000,
                            "key": ids[key],
                            "head": value,
                            "value": value,
                        }
                        for run in batch
                        for key, value in run[kind].items()
                    ],
                )
            connection.execute(
                tables.series.insert(),
                [
                    {
                        "run": run["number"] + 1_000,
                        "key": ids[key],
                        **dict.fromkeys(("value", "min", "max", "first"), value),
                        "step": 0,
                        "timestamp": START,
                        "first_step": 0,
                        "points": 1,
                    }
                    for run in batch
                    for key, value in run["metrics"].items()
                ],
            )
    engine.dispose()


def _fill_mlflow(experiment_id: int, count: int) -> None:
    from mlflow.store.tracking.dbmodels import models

    engine = sa.create_engine(store_url("mlflow"))
    runs, params, tags, latest, metrics = (
        model.__table__
        for model in (
            models.SqlRun,
            models.SqlParam,
            models.SqlTag,
            models.SqlLatestMetric,
            models.SqlMetric,
        )
    )
    with engine.begin() as connection:
        for batch in _runs(count):
            connection.execute(
                runs.insert(),
                [
                    {
                        "run_uuid": run["run_id"],
                        "name": "run",
                        "source_type": "LOCAL",
                        "user_id": "ada",
                        "status": "FINISHED",
                        "start_time": START + run["number"],
                        "end_time": START + run["number"],
                        "lifecycle_stage": "active",
                        "artifact_uri": "file:///nowhere",
                        "experiment_id": experiment_id,
                    }
                    for run in batch
                ],
            )
            for table, kind in ((params, "params"), (tags, "tags")):
                connection.execute(
                    table.insert(),
                    [
                        {"run_uuid": run["run_id"], "key": key, "value": value}
                        for run in batch
                        for key, value in run[kind].items()
                    ],
                )
            points = [
                {
                    "run_uuid": run["run_id"],
                    "key": key,
                    "value": value,
                    "timestamp": START,
                    "step": 0,
                    "is_nan": False,
                }
                for run in batch
                for key, value in run["metrics"].items()
            ]
            connection.execute(latest.insert(), points)
            connection.execute(metrics.insert(), points)
    engine.dispose()
