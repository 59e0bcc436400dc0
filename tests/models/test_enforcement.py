"""What a prediction's data becomes before the model sees it, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from trackside.errors import InvalidParameter
from trackside.pyfunc.enforcement import enforce_params, enforce_schema
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
from trackside.types.infer import infer_schema

TWO = Schema([ColSpec("double", "a"), ColSpec("long", "b")])


def one(kind: Any) -> Schema:
    return Schema([ColSpec(kind, "x")])


def test_columns_are_put_in_order_and_unknown_ones_dropped(
    caplog: pytest.LogCaptureFixture,
) -> None:
    given = pd.DataFrame({"z": ["?"], "b": [1], "a": [0.5]}, index=[7])

    found = enforce_schema(given, TWO)

    assert list(found.columns) == ["a", "b"]
    assert list(found.index) == [7]
    assert list(given.columns) == ["z", "b", "a"]
    assert "['z']" in caplog.text


def test_missing_columns_are_named() -> None:
    with pytest.raises(InvalidParameter, match=r"missing inputs \['a', 'b'\].*\['c'\]"):
        enforce_schema(pd.DataFrame({"c": [1]}), TWO)


def test_columns_of_one_name_are_refused() -> None:
    frame = pd.DataFrame([[1.0, 2.0, 1]], columns=["a", "a", "b"])

    with pytest.raises(InvalidParameter, match=r"\['a'\] more than once"):
        enforce_schema(frame, TWO)
    with pytest.raises(InvalidParameter, match="one name"):
        infer_schema(frame)


def test_an_optional_column_may_be_absent_or_null() -> None:
    schema = Schema([ColSpec("long", "a"), ColSpec("double", "b", required=False)])

    assert list(enforce_schema(pd.DataFrame({"a": [1]}), schema).columns) == ["a"]
    nulls = enforce_schema(pd.DataFrame({"a": [1], "b": [None]}), schema)
    assert nulls["b"].dtype == np.float64


@pytest.mark.parametrize(
    ("values", "kind", "dtype"),
    [
        (np.array([1], "int32"), "long", "int64"),
        (np.array([1], "uint16"), "integer", "int32"),
        (np.array([1], "int32"), "double", "float64"),
        (np.array([2**53]), "double", "float64"),
        (np.array([1], "int16"), "float", "float32"),
        (np.array([1.5], "float32"), "double", "float64"),
        (pd.array([1], dtype="Int64"), "long", "int64"),
        (pd.array([1, None], dtype="Int64"), "double", "float64"),
        (pd.Series([1, 2], dtype=object), "long", "int64"),
        (np.array(["2020-01-01"], "datetime64[s]"), "datetime", "datetime64[ns]"),
        (np.array([True]), "boolean", "bool"),
    ],
)
def test_types_widen_where_nothing_is_lost(values: Any, kind: str, dtype: str) -> None:
    assert enforce_schema(pd.DataFrame({"x": values}), one(kind))["x"].dtype == dtype


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1], "integer"),
        ([1.0], "long"),
        ([1.0], "float"),
        ([2**53 + 1], "double"),
        ([2**24 + 1], "float"),
        (["1"], "long"),
        (["1"], "boolean"),
        ([1], "string"),
        ([1], "boolean"),
        ([True], "long"),
        ([1], "datetime"),
        (["yesterday"], "datetime"),
        (pd.to_datetime(["2020-01-01"]).tz_localize("UTC"), "datetime"),
        (np.array([1], "uint64"), "long"),
    ],
)
def test_a_conversion_that_could_lose_something_is_refused_by_column(
    values: Any, kind: str
) -> None:
    with pytest.raises(InvalidParameter, match="'x'"):
        enforce_schema(pd.DataFrame({"x": values}), one(kind))


def test_missing_integers_get_a_hint() -> None:
    with pytest.raises(InvalidParameter, match="missing values"):
        enforce_schema(pd.DataFrame({"x": [1, None]}), one("long"))


@pytest.mark.parametrize(
    "data",
    [
        {"a": 1.0, "b": 1},
        {"a": [1.0], "b": [1]},
        {"a": np.array([1.0]), "b": np.array([1])},
        [{"a": 1.0, "b": 1}],
    ],
)
def test_dictionaries_and_records_become_a_table(data: Any) -> None:
    pd.testing.assert_frame_equal(
        enforce_schema(data, TWO), pd.DataFrame({"a": [1.0], "b": [1]}), check_index_type=False
    )


def test_a_series_and_a_single_value_become_a_column() -> None:
    assert enforce_schema(pd.Series([1], name="x"), one("long"))["x"].tolist() == [1]
    assert enforce_schema("hi", Schema([ColSpec("string")]))[0].tolist() == ["hi"]


def test_unnamed_columns_are_counted() -> None:
    schema = Schema([ColSpec("long"), ColSpec("long")])

    assert enforce_schema(np.ones((1, 3), int), schema).shape == (1, 2)
    with pytest.raises(InvalidParameter, match="takes 2 columns"):
        enforce_schema(np.ones((1, 1), int), schema)


@pytest.mark.parametrize("data", [(1, 2), object()])
def test_what_is_no_table_is_refused(data: Any) -> None:
    with pytest.raises(InvalidParameter, match="table"):
        enforce_schema(data, TWO)


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(InvalidParameter, match="table"):
        enforce_schema({"a": [1.0, 2.0], "b": [1]}, TWO)


PERSON = Object([Property("age", "long"), Property("name", "string", required=False)])


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        (Array("double"), [np.float32(1)], [1.0]),
        (Array("long"), [], []),
        (Array(Array("long")), [[1], [2, 3]], [[1], [2, 3]]),
        (Map("long"), {"k": 1}, {"k": 1}),
        (PERSON, {"age": 1}, {"age": 1}),
        (PERSON, {"age": 1, "name": None}, {"age": 1, "name": None}),
        (Array(PERSON), [{"age": 1, "name": "x"}], [{"age": 1, "name": "x"}]),
        (AnyType(), {"what": "ever"}, {"what": "ever"}),
    ],
)
def test_nested_values_pass_where_they_fit(kind: Any, given: Any, expected: Any) -> None:
    assert enforce_schema([{"x": given}], one(kind))["x"].tolist() == [expected]


@pytest.mark.parametrize(
    ("kind", "given", "where"),
    [
        (Array("long"), ["a"], "'x'"),
        (Array("long"), 1, "'x'"),
        (Array(Array("long")), [[1], ["a"]], r"'x'\[1\]"),
        (Map("long"), {"k": "v"}, r"'x'\['k'\]"),
        (Map("long"), 1, "'x'"),
        (PERSON, {}, "age"),
        (PERSON, {"age": 1, "size": 2}, "size"),
        (PERSON, {"age": "old"}, r"\['age'\]"),
        (PERSON, {"age": [1]}, r"\['age'\]"),
    ],
)
def test_a_nested_value_that_does_not_fit_is_named_by_its_path(
    kind: Any, given: Any, where: str
) -> None:
    with pytest.raises(InvalidParameter, match=where):
        enforce_schema([{"x": given}], one(kind))


MATRIX = Schema([TensorSpec(np.dtype("float64"), (-1, 2))])


def test_an_array_passes_untouched() -> None:
    data = np.ones((3, 2))

    assert enforce_schema(data, MATRIX) is data


def test_a_table_becomes_the_matrix() -> None:
    found = enforce_schema(pd.DataFrame({"a": [1.0], "b": [2.0]}), MATRIX)

    assert found.tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (np.ones((3, 4)), "shape"),
        (np.ones(3), "shape"),
        (np.ones((3, 2), "float32"), "type"),
        (pd.DataFrame({"a": [1.0], "b": [2.0], "c": [3.0]}), "3 columns"),
        (pd.DataFrame(), "empty"),
        ([[1.0, 2.0]], "numpy array"),
    ],
)
def test_an_array_of_another_shape_or_type_is_refused(data: Any, message: str) -> None:
    with pytest.raises(InvalidParameter, match=message):
        enforce_schema(data, MATRIX)


NAMED = Schema(
    [TensorSpec(np.dtype("float64"), (-1, 2), "m"), TensorSpec(np.dtype("int64"), (-1,), "v")]
)


def test_named_arrays_are_checked_one_by_one() -> None:
    good = {"m": np.ones((1, 2)), "v": np.ones(1, int), "extra": 1}

    assert list(enforce_schema(good, NAMED)) == ["m", "v"]
    with pytest.raises(InvalidParameter, match=r"missing inputs \['v'\]"):
        enforce_schema({"m": np.ones((1, 2))}, NAMED)
    with pytest.raises(InvalidParameter, match="'v' must be a numpy array"):
        enforce_schema({**good, "v": [1]}, NAMED)
    with pytest.raises(InvalidParameter, match="names"):
        enforce_schema(np.ones((1, 2)), NAMED)


def test_cells_that_are_lists_become_the_rows_of_named_arrays() -> None:
    found = enforce_schema(pd.DataFrame({"m": [[1, 2], [3, 4]], "v": [1, 2]}), NAMED)

    assert found["m"].tolist() == [[1.0, 2.0], [3.0, 4.0]]
    with pytest.raises(InvalidParameter, match="'m'"):
        enforce_schema(pd.DataFrame({"m": [[1, 2], [3]], "v": [1, 2]}), NAMED)


def test_a_single_named_array_may_come_without_its_name() -> None:
    schema = Schema([TensorSpec(np.dtype("float64"), (-1,), "only")])

    assert list(enforce_schema(np.ones(2), schema)) == ["only"]


PARAMS = ParamSchema(
    [
        ParamSpec("t", DataType.double, 0.5),
        ParamSpec("n", DataType.long, 3),
        ParamSpec("stop", DataType.string, ["a"], (-1,)),
    ]
)


def test_params_get_defaults_and_unknown_ones_are_dropped(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert enforce_params(None, PARAMS) == {"t": 0.5, "n": 3, "stop": ["a"]}
    assert enforce_params({"t": 1, "what": 2}, PARAMS) == {"t": 1.0, "n": 3, "stop": ["a"]}
    assert "what" in caplog.text


@pytest.mark.parametrize("params", [{"t": "hot"}, {"n": 1.5}, {"stop": "a"}, {"stop": [1]}, 7])
def test_params_of_another_type_are_refused(params: Any) -> None:
    with pytest.raises(InvalidParameter):
        enforce_params(params, PARAMS)
