"""Describe the data that a run works with, as ``mlflow.data`` does: name, fingerprint, schema, source.

    dataset = trackside.data.from_pandas(frame, source="apples.csv", targets="weight")
    trackside.log_input(dataset, context="training")

The data itself is never stored. Two datasets with the same rows have the same digest, here and
under MLflow.
"""

from __future__ import annotations

from typing import NoReturn

from trackside.data.dataset_source_registry import get_source
from trackside.data.numpy_dataset import from_numpy
from trackside.data.pandas_dataset import from_pandas

__all__ = ["from_numpy", "from_pandas", "get_source"]

_NOT_HERE = ("from_huggingface", "from_polars", "from_spark", "from_tensorflow", "load_delta")


def __getattr__(name: str) -> NoReturn:
    message = f"module 'trackside.data' has no attribute {name!r}"
    if name in _NOT_HERE:
        message += (
            ": it is MLflow's. Turn the data into a DataFrame or an array, or describe where it is by"
            " trackside.data.meta_dataset.MetaDataset."
        )
    raise AttributeError(message, name=name)
