"""Kinds of datasets and sources that users define themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import trackside
from trackside.data.dataset import Dataset
from trackside.data.dataset_source import DatasetSource
from trackside.data.schema import TensorDatasetSchema
from trackside.errors import InvalidParameter, NotFound
from trackside.types import Schema, TensorSpec


class Table(DatasetSource):
    """A table of some database."""

    def __init__(self, name: str) -> None:
        self.name = name

    def _get_source_type(self) -> str:
        return "our_table"

    def load(self) -> Any:
        return [self.name]

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name}


class Words(Dataset):
    """Words, known by how many they are."""

    def __init__(self, words: list[str], source: DatasetSource) -> None:
        self._words = words
        super().__init__(source)

    def _compute_digest(self) -> str:
        return f"{len(self._words)} words"


def test_a_kind_of_ones_own_is_logged() -> None:
    dataset = Words(["a", "b"], Table("poems"))
    with trackside.start_run() as run:
        trackside.log_input(dataset)

    (found,) = trackside.get_run(run.info.run_id).inputs.dataset_inputs
    assert (found.dataset.name, found.dataset.digest) == ("dataset", "2 words")
    assert (found.dataset.source_type, found.dataset.source) == ("our_table", '{"name": "poems"}')
    assert (found.dataset.schema, found.dataset.profile) == (None, None)
    with pytest.raises(NotFound, match="our_table"):
        trackside.data.get_source(found)
    assert trackside.data.get_source(dataset).load() == ["poems"]


def test_a_source_of_ones_own_serves_our_datasets() -> None:
    dataset = trackside.data.from_numpy(np.arange(2), Table("poems"))

    assert dataset.to_dict()["source_type"] == "our_table"


def test_what_is_not_defined_says_so() -> None:
    with pytest.raises(NotImplementedError, match="Dataset computes no digest"):
        Dataset(Table("poems"))
    assert Dataset(Table("poems"), digest="d").to_dict()["digest"] == "d"
    with pytest.raises(NotImplementedError, match=r"Table defines no from_dict\(\)"):
        Table.from_json("{}")


def test_a_schema_of_tensors_reads_what_it_writes() -> None:
    features, targets = (Schema([TensorSpec(np.dtype(kind), (-1,))]) for kind in ("int8", "float"))
    for schema in (TensorDatasetSchema(features), TensorDatasetSchema(features, targets)):
        assert TensorDatasetSchema.from_dict(schema.to_dict()) == schema
    with pytest.raises(InvalidParameter, match="mlflow_tensorspec"):
        TensorDatasetSchema.from_dict({})
    wrong: list[list[Any]] = [[None], [[]], [features, []]]
    for schemas in wrong:
        with pytest.raises(InvalidParameter, match=r"must be a trackside\.types\.Schema"):
            TensorDatasetSchema(*schemas)


def test_a_constructor_that_is_not_here_says_what_to_do() -> None:
    with pytest.raises(AttributeError, match=r"'from_polars': it is MLflow's.*MetaDataset"):
        _ = trackside.data.from_polars
    with pytest.raises(AttributeError, match=r"no attribute 'from_nothing'$"):
        _ = trackside.data.from_nothing
