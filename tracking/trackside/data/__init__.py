"""Describe the data that a run works with, as ``mlflow.data`` does: name, fingerprint, schema, source.

    dataset = trackside.data.from_pandas(frame, source="apples.csv", targets="weight")
    trackside.log_input(dataset, context="training")

The data itself is never stored. Two datasets with the same rows have the same digest, here and
under MLflow.
"""

from trackside.data.dataset_source_registry import get_source
from trackside.data.numpy_dataset import from_numpy
from trackside.data.pandas_dataset import from_pandas

__all__ = ["from_numpy", "from_pandas", "get_source"]
