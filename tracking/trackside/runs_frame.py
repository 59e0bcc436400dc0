"""Runs as a pandas DataFrame, with the columns that ``mlflow.search_runs`` has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from trackside.entities import Run

_INFO = ("run_id", "experiment_id", "status", "artifact_uri")


def runs_frame(runs: Sequence[Run]) -> pd.DataFrame:
    """Return one row a run: info columns, then ``metrics.*`` (float), ``params.*`` and ``tags.*`` (text or None).

    ``start_time`` and ``end_time`` are UTC timestamps, NaT for a run that has not ended.
    """
    import pandas as pd

    columns: dict[str, Any] = {name: [getattr(run.info, name) for run in runs] for name in _INFO}
    for name in ("start_time", "end_time"):
        times = pd.Series([getattr(run.info, name) for run in runs], dtype="Float64")
        columns[name] = pd.to_datetime(times, unit="ms", utc=True)
    metrics = [run.data.metrics for run in runs]
    for key in _keys(metrics):
        columns[f"metrics.{key}"] = [values.get(key, float("nan")) for values in metrics]
    for kind in ("params", "tags"):
        texts = [getattr(run.data, kind) for run in runs]
        for key in _keys(texts):
            columns[f"{kind}.{key}"] = [values.get(key) for values in texts]
    return pd.DataFrame(columns)


def _keys(values: Sequence[Any]) -> list[str]:
    """Return every key, in the order of first appearance."""
    return list(dict.fromkeys(key for each in values for key in each))
