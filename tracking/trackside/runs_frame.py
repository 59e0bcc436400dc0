"""Runs as a pandas DataFrame, with the columns that ``mlflow.search_runs`` has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.search import ALL_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from trackside.entities import Run
    from trackside.search import Columns

_INFO = ("run_id", "experiment_id", "status", "artifact_uri")


def runs_frame(runs: Sequence[Run], wanted: Columns = ALL_COLUMNS) -> pd.DataFrame:
    """Return one row a run: info columns, then ``metrics.*`` (float), ``params.*`` and ``tags.*`` (text or None).

    ``start_time`` and ``end_time`` are UTC timestamps, NaT for a run that has not ended. Columns
    that ``wanted`` names are there even if no run has them.
    """
    import pandas as pd

    columns: dict[str, Any] = {name: [getattr(run.info, name) for run in runs] for name in _INFO}
    for name in ("start_time", "end_time"):
        times = pd.Series([getattr(run.info, name) for run in runs], dtype="Float64")
        columns[name] = pd.to_datetime(times, unit="ms", utc=True)
    metrics = [run.data.metrics for run in runs]
    for key in _keys(metrics, wanted.metrics):
        columns[f"metrics.{key}"] = [values.get(key, float("nan")) for values in metrics]
    for kind, names in (("params", wanted.params), ("tags", wanted.tags)):
        texts = [getattr(run.data, kind) for run in runs]
        for key in _keys(texts, names):
            columns[f"{kind}.{key}"] = [values.get(key) for values in texts]
    return pd.DataFrame(columns)


def _keys(values: Sequence[Any], names: Sequence[str] | None) -> Sequence[str]:
    """Return the names wanted, or every key in the order of first appearance."""
    return list(dict.fromkeys(key for each in values for key in each)) if names is None else names
