"""Schemas as values: what they refuse, and that their JSON brings them back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trackside.errors import InvalidParameter
from trackside.models import ModelSignature
from trackside.types import (
    AnyType,
    Array,
    ColSpec,
    DataType,
    Map,
    Object,
    ParamSchema,
    ParamSpec,
    Property,
    Schema,
    TensorSpec,
)

SCHEMAS = [
    Schema([ColSpec("double", "a"), ColSpec(DataType.long, "b", required=False)]),
    Schema([ColSpec(Array(Array("string")), "a"), ColSpec(Map("long"), "b")]),
    Schema([ColSpec(Object([Property("y", "long", required=False), Property("x", AnyType())]))]),
    Schema([TensorSpec(np.dtype("float32"), (-1, 28, 28))]),
    Schema([TensorSpec(np.dtype("int64"), (-1,), "a"), TensorSpec(np.dtype("str"), (-1,), "b")]),
]


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_a_schema_comes_back_from_its_json(schema: Schema) -> None:
    assert Schema.from_json(schema.to_json()) == schema


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_mlflow_writes_a_schema_as_we_do(schema: Schema, mlflow: Any) -> None:
    assert mlflow.types.Schema.from_json(schema.to_json()).to_json() == schema.to_json()


@pytest.mark.parametrize(
    "specs",
    [
        [],
        [ColSpec("long", "a"), ColSpec("long")],
        [ColSpec("long", "a"), TensorSpec(np.dtype("int64"), (-1,), "b")],
        [TensorSpec(np.dtype("int64"), (-1,)), TensorSpec(np.dtype("int64"), (-1,))],
        [ColSpec("long", required=False)],
    ],
)
def test_a_schema_refuses_what_cannot_be_checked(specs: list[Any]) -> None:
    with pytest.raises(InvalidParameter):
        Schema(specs)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"type": "complex"}]', '[{"name": "a"}]'])
def test_text_that_is_no_schema_is_shown_in_the_error(text: str) -> None:
    with pytest.raises(InvalidParameter):
        Schema.from_json(text)


def test_a_column_written_before_requiredness_existed_is_required() -> None:
    assert Schema.from_json('[{"name": "a", "type": "long"}]') == Schema([ColSpec("long", "a")])


def test_params_come_back_from_their_json() -> None:
    schema = ParamSchema(
        [
            ParamSpec("t", DataType.double, 0.5),
            ParamSpec("stop", DataType.string, ["a"], (-1,)),
            ParamSpec("when", DataType.datetime, "2020-01-01"),
        ]
    )

    assert ParamSchema.from_json(schema.to_json()) == schema


def test_two_params_of_one_name_are_refused() -> None:
    with pytest.raises(InvalidParameter, match="one name"):
        ParamSchema([ParamSpec("a", DataType.long, 1), ParamSpec("a", DataType.long, 2)])


def test_a_signature_needs_some_part() -> None:
    with pytest.raises(InvalidParameter, match="all are None"):
        ModelSignature()


def test_a_signature_is_made_of_schemas_not_of_data() -> None:
    with pytest.raises(InvalidParameter, match="infer_signature"):
        ModelSignature(inputs=[1, 2])  # type: ignore[arg-type]
