"""Tables as datasets."""

from __future__ import annotations

import json
import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from trackside.data.dataset import Dataset
from trackside.data.dataset_source_registry import chosen_source
from trackside.data.digests import pandas_digest
from trackside.errors import InvalidParameter
from trackside.types.infer import infer_schema

if TYPE_CHECKING:
    import os

    from trackside.data.dataset_source import DatasetSource
    from trackside.types import Schema

_log = logging.getLogger("trackside")


class PandasDataset(Dataset):
    """A pandas DataFrame; ``targets`` and ``predictions`` are names of columns of it."""

    def __init__(
        self,
        df: pd.DataFrame,
        source: DatasetSource,
        targets: str | None = None,
        name: str | None = None,
        digest: str | None = None,
        predictions: str | None = None,
    ) -> None:
        if not isinstance(df, pd.DataFrame):
            raise InvalidParameter(f"from_pandas takes a pandas.DataFrame, not {type(df)}.")
        for what, column in (("targets", targets), ("predictions", predictions)):
            if column is not None and column not in df.columns:
                raise InvalidParameter(
                    f"The specified pandas DataFrame does not contain the specified {what} column {column!r}; "
                    f"its columns are {list(df.columns)}."
                )
        self._df = df
        self._targets = targets
        self._predictions = predictions
        super().__init__(source, name, digest)

    def _compute_digest(self) -> str:
        return pandas_digest(self._df)

    @property
    def df(self) -> pd.DataFrame:
        """The table."""
        return self._df

    @property
    def targets(self) -> str | None:
        """The column that is to be predicted, or None."""
        return self._targets

    @property
    def predictions(self) -> str | None:
        """The column with a model's predictions, or None."""
        return self._predictions

    @property
    def profile(self) -> dict[str, int]:
        """The numbers of rows and of cells."""
        return {"num_rows": len(self._df), "num_elements": int(self._df.size)}

    @cached_property
    def schema(self) -> Schema | None:
        """The columns with their types; None if a column is of a type that a schema cannot say."""
        return schema_or_none(self._df)

    def to_dict(self) -> dict[str, Any]:
        """Return the texts that are logged, with the schema and the profile as JSON."""
        schema = json.dumps({"mlflow_colspec": self.schema.to_dict()}) if self.schema else None
        return {**super().to_dict(), "schema": schema, "profile": json.dumps(self.profile)}


def from_pandas(
    df: pd.DataFrame,
    source: str | os.PathLike[str] | DatasetSource | None = None,
    targets: str | None = None,
    name: str | None = None,
    digest: str | None = None,
    predictions: str | None = None,
) -> PandasDataset:
    """Describe a table as a dataset that :func:`trackside.log_input` logs.

    ``source`` is where it came from: a path, a URL, a URI such as ``s3://bucket/key``; by default
    the notebook or script at work. ``targets`` and ``predictions`` name columns. ``digest``
    defaults to a fingerprint of the first 10,000 rows and the size. Raises ``InvalidParameter`` for
    a column that is not there, ``NotFound`` for a source that cannot be understood.
    """
    return PandasDataset(df, chosen_source(source), targets, name, digest, predictions)


def schema_or_none(data: Any) -> Schema | None:
    """Return the schema of data, or None if there is none: a dataset can be logged all the same."""
    try:
        return infer_schema(data)
    except InvalidParameter as error:
        _log.debug("A dataset is logged without a schema: %s", error)
        return None
