"""Long metric histories: writing, reading, thinning for a chart, bytes on disk."""

from __future__ import annotations

import importlib
import random
import time
from typing import Any

from benchmarks.trackers import database_file, flushed, tracker

POINTS = {"trackside": 1_000_000, "mlflow": 50_000}
DRAWN = 2_000


def _write(name: str) -> tuple[Any, str, float]:
    """Write a long history in batches of 1,000; returns the client, the run and seconds a point."""
    module = tracker(name)
    entities = importlib.import_module(f"{name}.entities")
    client = module.MlflowClient()
    run_id = client.create_run("0").info.run_id
    rng = random.Random(1)
    batches = [
        [
            entities.Metric("loss", rng.random(), 1_700_000_000_000 + s, s)
            for s in range(first, first + 1000)
        ]
        for first in range(0, POINTS[name], 1000)
    ]
    started = time.perf_counter()
    for batch in batches:
        client.log_batch(run_id, metrics=batch)
    flushed(module)
    return client, run_id, (time.perf_counter() - started) / POINTS[name]


def write_history(name: str) -> float:
    """Write a long history by ``log_batch``, a point."""
    return _write(name)[2]


def fold_history(name: str) -> float:
    """Hand a long history over as arrays, as folding does, a point."""
    import numpy as np

    from trackside.entities import History
    from trackside.opening import open_store
    from trackside.store.base import SpoolRange

    module = tracker(name)
    store = open_store(module.get_tracking_uri()).store
    run_id = module.MlflowClient().create_run("0").info.run_id
    steps = np.arange(POINTS[name])
    values = np.random.default_rng(1).random(POINTS[name])
    started = time.perf_counter()
    for first in range(0, POINTS[name], 50_000):
        part = slice(first, first + 50_000)
        history = History(
            run_id, "loss", steps[part], 1_700_000_000_000 + steps[part], values[part]
        )
        store.append_points([history], SpoolRange("bench", first, first + 50_000))
    return (time.perf_counter() - started) / POINTS[name]


def read_history(name: str) -> float:
    """Read a long history as Metric objects, a point."""
    client, run_id, _ = _write(name)
    started = time.perf_counter()
    found = client.get_metric_history(run_id, "loss")
    elapsed = time.perf_counter() - started
    assert len(found) == POINTS[name]
    return elapsed / POINTS[name]


def read_arrays(name: str) -> float:
    """Read a long history the fastest way there is (arrays; MLflow has objects only), a point."""
    client, run_id, _ = _write(name)
    started = time.perf_counter()
    if name == "trackside":
        found = client.get_history(run_id, "loss")
    else:
        found = client.get_metric_history(run_id, "loss")
    elapsed = time.perf_counter() - started
    assert len(found) == POINTS[name]
    return elapsed / POINTS[name]


def thin_history(name: str) -> float:
    """Thin a long history to what a chart draws, a point of the history."""
    client, run_id, _ = _write(name)
    if name == "trackside":
        from trackside_server.thinning import thinned

        started = time.perf_counter()
        drawn = len(thinned(client.get_history(run_id, "loss"), DRAWN))
    else:
        import numpy as np

        store = client._tracking_client.store  # noqa: SLF001 (its UI's way; there is no public one)
        started = time.perf_counter()
        last = store.get_max_step_for_metric(run_id, "loss")
        steps = np.linspace(0, last, DRAWN).astype(int).tolist()
        drawn = len(store.get_metric_history_bulk_interval_from_steps(run_id, "loss", steps, DRAWN))
    elapsed = time.perf_counter() - started
    assert DRAWN * 0.9 <= drawn <= DRAWN
    return elapsed / POINTS[name]


def history_on_disk(name: str) -> float:
    """Return bytes on disk a point of a long history."""
    _write(name)
    return database_file(name).stat().st_size / POINTS[name]
