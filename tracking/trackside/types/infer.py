"""Read a schema off example data, with MLflow's mapping of types.

Numpy arrays (alone, sparse, or as a dictionary of arrays) become tensors of which the first axis
may have any length; tables, lists, dictionaries and single values become columns. A column with
a null in it is optional. Nothing but the data in hand is looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

import numpy as np
import pandas as pd

from trackside.errors import InvalidParameter
from trackside.types.datatypes import (
    AnyType,
    Array,
    DataType,
    Object,
    Property,
    ValueType,
    merge,
)
from trackside.types.params import ParamSchema, ParamSpec, numpy_type, scalar_type
from trackside.types.schema import ColSpec, Schema, TensorSpec

_SCALARS: dict[type, DataType] = {
    bool: DataType.boolean,
    np.bool_: DataType.boolean,
    int: DataType.long,
    np.int64: DataType.long,
    np.int32: DataType.integer,
    float: DataType.double,
    np.float64: DataType.double,
    np.float32: DataType.float,
    str: DataType.string,
    np.str_: DataType.string,
    bytes: DataType.binary,
    np.bytes_: DataType.binary,
    bytearray: DataType.binary,
}


def infer_schema(data: Any) -> Schema:
    """Return the schema of a table, series, array, sparse matrix, dictionary, list or single value.

    Raises ``InvalidParameter`` if the values of one column are of several types, or of one that
    a signature cannot express.
    """
    if isinstance(data, pd.DataFrame):
        if not data.columns.is_unique:
            raise InvalidParameter(f"two columns have one name: {list(data.columns)}")
        return Schema([_column(data[name], name) for name in data.columns])
    if isinstance(data, pd.Series):
        return Schema([_column(data, data.name)])
    if isinstance(data, np.ndarray) or is_sparse(data):
        return Schema([_tensor(data)])
    if isinstance(data, dict):
        return _schema_of_dict(data)
    if isinstance(data, list):
        return _schema_of_list(data)
    return Schema([ColSpec(_some_type(data))])


def infer_param_schema(params: Mapping[str, Any]) -> ParamSchema:
    """Return the schema of a prediction's parameters, the values given being the defaults."""
    if not isinstance(params, Mapping):
        raise InvalidParameter(f"params must be a dictionary of name to default, got {params!r}")
    return ParamSchema([_param(str(name), value) for name, value in params.items()])


def is_sparse(data: Any) -> bool:
    """Return whether ``data`` is a scipy CSR or CSC matrix; does not import scipy to find out."""
    kind = type(data)
    return kind.__module__.startswith("scipy.sparse") and kind.__name__ in (
        "csr_matrix",
        "csc_matrix",
    )


def is_null(value: Any) -> bool:
    """Return whether ``value`` is a missing one: None, NaN, NA or NaT."""
    if isinstance(value, float):
        return bool(np.isnan(value))
    return value is None or value is pd.NA or value is pd.NaT


def tensor_dtype(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Return ``dtype`` without the length that numpy gives to text and bytes."""
    return np.dtype(dtype.type) if dtype.kind in "US" else dtype


def _tensor(data: Any, name: str | None = None) -> TensorSpec:
    dtype = data.dtype if isinstance(data, np.ndarray) else data.data.dtype
    if not data.shape:
        raise InvalidParameter(f"an array without axes has no signature: {data!r}")
    return TensorSpec(tensor_dtype(dtype), (-1, *data.shape[1:]), name)


def _schema_of_dict(data: dict[Any, Any]) -> Schema:
    if all(isinstance(value, np.ndarray) for value in data.values()):
        return Schema([_tensor(value, name) for name, value in data.items()])
    if not all(isinstance(name, str) for name in data):
        raise InvalidParameter(f"the keys of a dictionary must be strings: {list(data)}")
    return Schema(
        [ColSpec(_some_type(value), name, not _has_null(value)) for name, value in data.items()]
    )


def _schema_of_list(data: list[Any]) -> Schema:
    if not data:
        # What MLflow has always said of an empty list.
        return Schema([ColSpec(DataType.string)])
    if not all(isinstance(item, dict) for item in data):
        return Schema([ColSpec(_item_type(data))])
    columns: dict[str, list[Any]] = {}
    for item in data:
        for name, value in item.items():
            columns.setdefault(name, []).append(value)
    return Schema(
        [
            ColSpec(_item_type(values), name, all(item.get(name) is not None for item in data))
            for name, values in columns.items()
        ]
    )


def _column(values: pd.Series[Any], name: Any) -> ColSpec:
    return ColSpec(_column_type(values), name, not bool(values.isna().any()))


def _column_type(values: pd.Series[Any]) -> ValueType:
    if values.dtype.kind == "O":
        values = values.infer_objects()
    if values.dtype.kind != "O":
        return numpy_type(values.dtype)
    # A million cells of text: 5 ms, against 330 ms when each is looked at here.
    if pd.api.types.infer_dtype(values, skipna=True) == "string":
        return DataType.string
    try:
        return _item_type(values.to_list())
    except InvalidParameter as error:
        raise InvalidParameter(f"column {values.name!r}: {error.message}") from error


def _some_type(value: Any) -> ValueType:
    found = _type_of(value)
    if found is None:
        raise InvalidParameter(f"the type of an empty array cannot be told: {value!r}")
    return found


def _item_type(values: Sequence[Any]) -> ValueType:
    found = _array_type(values)
    if found is None:
        raise InvalidParameter(f"the type of an empty array cannot be told: {values!r}")
    return found.dtype


def _type_of(value: Any) -> ValueType | None:
    if is_null(value) or (isinstance(value, list | dict) and not value):
        return AnyType()
    if isinstance(value, dict):
        return _object_type(value)
    if isinstance(value, list | np.ndarray):
        return _array_type(value)
    if type(value) in _SCALARS:
        return _SCALARS[type(value)]
    if isinstance(value, dt.date | np.datetime64):
        return DataType.datetime
    raise InvalidParameter(
        f"{value!r} ({type(value).__name__}) has no type in a signature; give text, numbers, "
        "dates, bytes, or lists and dictionaries of them"
    )


def _object_type(value: dict[str, Any]) -> Object:
    types = {name: _some_type(item) for name, item in value.items()}
    return Object(
        [Property(name, kind, not isinstance(kind, AnyType)) for name, kind in types.items()]
    )


def _array_type(values: Sequence[Any] | np.ndarray[Any, Any]) -> Array | None:
    """Return the type of a list; None for an array with nothing in it."""
    found: ValueType | None = None
    for value in values:
        kind = _type_of(value)
        if kind is not None:
            found = kind if found is None else merge(found, kind)
    return None if found is None else Array(found)


def _has_null(value: Any) -> bool:
    items = value if isinstance(value, list) else [value]
    return any(is_null(item) for item in items)


def _param(name: str, value: Any) -> ParamSpec:
    try:
        if isinstance(value, dict) and value:
            return ParamSpec(name, _object_type(value), value)
        if _is_flat(value):
            return ParamSpec(name, _flat_type(value), value, (-1,))
        return ParamSpec(name, _default_type(value), value)
    except InvalidParameter as error:
        raise InvalidParameter(f"parameter {name!r}: {error.message}") from error


def _default_type(value: Any) -> DataType:
    kind = scalar_type(value)
    if kind is DataType.binary:
        raise InvalidParameter(f"{value!r} cannot be a default: JSON has no bytes")
    return kind


def _is_flat(value: Any) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, list | np.ndarray) and np.ndim(value) == 1


def _flat_type(values: Sequence[Any]) -> DataType:
    if len(values) and all(isinstance(value, dt.date | np.datetime64) for value in values):
        return DataType.datetime
    return numpy_type(np.asarray(values).dtype)
