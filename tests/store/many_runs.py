"""Stores with many runs, and searches over them of every kind that an index serves."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from trackside.store.sql.tables import keys, params, runs, series, tags

if TYPE_CHECKING:
    from trackside.store.sql import SqlStore

# One in fifty runs has logged "rare"; "epoch" has two values only.
METRICS = ("m1", "m2", "epoch")

# Where an index serves: filters, orders.
SEARCHES: dict[str, dict[str, Any]] = {
    "by default": {},
    "by a metric": {"order_by": ["metrics.m1"]},
    "by a metric, falling": {"order_by": ["metrics.m1 DESC"]},
    "by the least value": {"order_by": ["metrics.m1.min"]},
    "by the greatest value": {"order_by": ["metrics.m1.max DESC"]},
    "by a metric of two values": {"order_by": ["metrics.epoch DESC", "metrics.m1"]},
    "by a metric of few runs": {"order_by": ["metrics.rare"]},
    "by a param": {"order_by": ["params.p1 DESC"]},
    "by a tag": {"order_by": ["tags.t1", "metrics.m1 DESC"]},
    "by name": {"order_by": ["run_name"]},
    "by status": {"order_by": ["status"]},
    "by start": {"order_by": ["start_time ASC"]},
    "by end": {"order_by": ["end_time DESC"]},
    "by id": {"order_by": ["run_id"]},
    "a metric": {"filter_string": "metrics.m1 > 0.5", "order_by": ["metrics.m2 DESC"]},
    "a rare value": {"filter_string": "metrics.rare < 500"},
    "a statistic": {"filter_string": "metrics.m1.max > 0.5 AND metrics.m1.min < 0.9"},
    "a param": {"filter_string": "params.p1 = 'y'", "order_by": ["metrics.m2"]},
    "a pattern": {"filter_string": "params.p1 LIKE 'x%'"},
    "a tag": {"filter_string": "tags.t1 != 'a' AND params.p1 = 'x'"},
    "a status": {"filter_string": "status = 'FAILED'", "order_by": ["metrics.m1"]},
    "a name": {"filter_string": "run_name = 'run-7'"},
    "times": {"filter_string": "start_time > 100000 AND end_time < 900000"},
    "one or the other": {"filter_string": "metrics.m1 > 0.9 OR (params.p1 = 'x' AND tags.t1 = 'y')"},
    "of itself": {"filter_string": "metrics.m1 > 0.5", "order_by": ["metrics.m1"]},
    "all of it": {"filter_string": "metrics.m1 > 0.5 and params.p1 = 'y'", "order_by": ["metrics.m2 DESC"]},
}  # fmt: skip


def fill(store: SqlStore, count: int) -> None:
    """Put many runs into an empty store directly: logging them would take minutes."""
    rng = random.Random(5)
    with store._database.exclusive() as connection:
        names = [*METRICS, "rare", "p1", "t1"]
        connection.execute(insert(keys), [{"name": name} for name in names])
        ids = {name: number for number, name in connection.execute(keys.select()).all()}
        numbers = range(1, count + 1)
        connection.execute(insert(runs), [_run(rng, number) for number in numbers])
        points = [
            _series(number, ids[key], float(rng.choice([1, 2])) if key == "epoch" else rng.random())
            for number in numbers
            for key in METRICS
        ]
        rare = [_series(number, ids["rare"], float(number)) for number in numbers[::50]]
        connection.execute(insert(series), points + rare)
        for table, key in ((params, "p1"), (tags, "t1")):
            values = [(number, rng.choice("xyz")) for number in numbers]
            rows = [{"run": n, "key": ids[key], "head": v, "value": v} for n, v in values]
            connection.execute(insert(table), rows)


def _run(rng: random.Random, number: int) -> dict[str, Any]:
    return {
        "id": number,
        "run_id": f"{rng.getrandbits(128):032x}",
        "name": f"run-{rng.randrange(1000)}",
        "experiment_id": 0,
        "user_id": "ada",
        "status": rng.choice(["FINISHED", "FINISHED", "FAILED"]),
        "start_time": number * 1000,
        "end_time": number * 1000 + rng.randrange(5000),
        "lifecycle_stage": "active",
        "artifact_uri": "file:///a",
        "revision": 2,
    }


def _series(run: int, key: int, value: float) -> dict[str, Any]:
    numbers = dict.fromkeys(("value", "min", "max", "first"), value)
    return {"run": run, "key": key, "step": 0, "timestamp": 1, "first_step": 0, "points": 1, **numbers}  # fmt: skip
