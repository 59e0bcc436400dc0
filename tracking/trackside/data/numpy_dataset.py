"""Arrays as datasets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from trackside.data.dataset import Dataset
from trackside.data.dataset_source_registry import chosen_source
from trackside.data.digests import numpy_digest
from trackside.data.pandas_dataset import schema_or_none
from trackside.data.schema import TensorDatasetSchema
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    import os

    from numpy.typing import NDArray

    from trackside.data.dataset_source import DatasetSource

Arrays: TypeAlias = "NDArray[Any] | Mapping[str, NDArray[Any]]"

_MEASURES = ("shape", "size", "nbytes")


class NumpyDataset(Dataset):
    """Numpy arrays: features and perhaps targets, each an array or a dictionary of arrays."""

    def __init__(
        self,
        features: Arrays,
        source: DatasetSource,
        targets: Arrays | None = None,
        name: str | None = None,
        digest: str | None = None,
    ) -> None:
        self._features = _checked(features, "features")
        self._targets = None if targets is None else _checked(targets, "targets")
        super().__init__(source, name, digest)

    def _compute_digest(self) -> str:
        return numpy_digest(self._features, self._targets)

    @property
    def features(self) -> Arrays:
        """What is predicted from."""
        return self._features

    @property
    def targets(self) -> Arrays | None:
        """What is to be predicted, or None."""
        return self._targets

    @property
    def profile(self) -> dict[str, Any]:
        """Shape, size (elements) and bytes of features and targets; by name where they have names."""
        found = {}
        for what, arrays in (("features", self._features), ("targets", self._targets)):
            if arrays is not None:
                found.update({f"{what}_{each}": _measured(arrays, each) for each in _MEASURES})
        return found

    @cached_property
    def schema(self) -> TensorDatasetSchema | None:
        """The types and shapes of the arrays; None if a schema cannot say them."""
        features = schema_or_none(self._features)
        if features is None or self._targets is None:
            return TensorDatasetSchema(features) if features else None
        targets = schema_or_none(self._targets)
        return TensorDatasetSchema(features, targets) if targets else None

    def to_dict(self) -> dict[str, Any]:
        """Return the texts that are logged, with the schema and the profile as JSON."""
        schema = json.dumps(self.schema.to_dict()) if self.schema else None
        return {**super().to_dict(), "schema": schema, "profile": json.dumps(self.profile)}


def from_numpy(
    features: Arrays,
    source: str | os.PathLike[str] | DatasetSource | None = None,
    targets: Arrays | None = None,
    name: str | None = None,
    digest: str | None = None,
) -> NumpyDataset:
    """Describe arrays as a dataset that :func:`trackside.log_input` logs.

    ``features`` and ``targets`` are arrays of any shape, or dictionaries of them. ``source`` is
    where they came from: a path, a URL, a URI such as ``s3://bucket/key``; by default the notebook
    or script at work. ``digest`` defaults to a fingerprint of the first 10,000 elements of each
    array and the shapes. Raises ``InvalidParameter`` for what is no array, ``NotFound`` for a
    source that cannot be understood.
    """
    return NumpyDataset(features, chosen_source(source), targets, name, digest)


def _checked(arrays: Any, what: str) -> Arrays:
    found = list(arrays.values()) if isinstance(arrays, Mapping) else [arrays]
    for each in found:
        if not isinstance(each, np.ndarray):
            raise InvalidParameter(
                f"{what} must be a numpy array or a dictionary of them, not {type(each)}; "
                "numpy.asarray makes one."
            )
    return dict(arrays) if isinstance(arrays, Mapping) else arrays


def _measured(arrays: Arrays, measure: str) -> Any:
    if isinstance(arrays, Mapping):
        return {name: getattr(array, measure) for name, array in arrays.items()}
    return getattr(arrays, measure)
