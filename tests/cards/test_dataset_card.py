"""What a logged dataset tells people, whoever logged it."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

import trackside
from trackside.cards.dataset_card import DatasetCard
from trackside.cards.fields import Field
from trackside.entities import Dataset


def logged(data: Any) -> Dataset:
    """Return a dataset of the library as a store keeps it."""
    return Dataset(**data.to_dict())


def told(**texts: Any) -> Dataset:
    return Dataset("apples", "abc", texts.pop("source_type", "local"), **({"source": ""} | texts))


def test_a_table_tells_its_file_its_size_and_its_columns() -> None:
    apples = pd.DataFrame({"weight": [1.5, 2.0], "kind": ["red", "green"]})
    card = DatasetCard.of(logged(trackside.data.from_pandas(apples, source="data/apples.csv")))
    assert card == DatasetCard(
        "data/apples.csv",
        {"num_rows": "2", "num_elements": "4"},
        (Field("weight", "double"), Field("kind", "string")),
    )


def test_arrays_tell_their_shapes_on_both_sides() -> None:
    arrays = trackside.data.from_numpy(
        {"pixels": np.zeros((3, 4), np.float32)}, source="digits.npz", targets=np.zeros(3)
    )
    card = DatasetCard.of(logged(arrays))
    assert card.features == (Field("pixels", "float32 (-1, 4)"),)
    assert card.targets == (Field(None, "float64 (-1)"),)
    assert card.profile["features_shape"] == '{"pixels": [3, 4]}'


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ({"uri": "s3://bucket/a.parquet"}, "s3://bucket/a.parquet"),
        ({"url": "https://example.org/a.csv"}, "https://example.org/a.csv"),
        ({"path": "rotten_tomatoes", "split": "train"}, "rotten_tomatoes"),
        ({"path": None, "delta_table_name": "prod.apples"}, "prod.apples"),
        ({"tags": {"mlflow.source.name": "train.ipynb"}}, "train.ipynb"),
        ({"tags": "none"}, None),
        ({}, None),
    ],
)
def test_the_place_is_found_in_every_kind_of_source(
    source: dict[str, Any], place: str | None
) -> None:
    assert DatasetCard.of(told(source=json.dumps(source))).source == place


@pytest.mark.parametrize("text", ["", "apples", "[1]", "7", '{"mlflow_colspec": 1}', "{}", None])
def test_texts_that_say_nothing_are_no_error(text: str | None) -> None:
    card = DatasetCard.of(told(source=text or "", schema=text, profile=text))
    assert (card.source, card.features, card.targets) == (None, None, None)


@pytest.mark.parametrize(
    "schema",
    [
        {"mlflow_colspec": [{"name": "a"}]},
        {"mlflow_tensorspec": {}},
        {"mlflow_tensorspec": {"features": "no JSON"}},
        {"mlflow_tensorspec": "none"},
    ],
)
def test_a_schema_of_an_unknown_kind_is_left_out(schema: dict[str, Any]) -> None:
    assert DatasetCard.of(told(schema=json.dumps(schema))).features is None
