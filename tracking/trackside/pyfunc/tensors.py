"""Hold arrays against the tensors of a signature: shape and type must be the very same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from trackside.errors import InvalidParameter
from trackside.types.infer import is_sparse, tensor_dtype
from trackside.types.schema import Schema, TensorSpec


def enforce_tensors(data: Any, schema: Schema) -> Any:
    """Return the array, or the dictionary of arrays, that the model takes.

    Columns of a table become arrays. Named inputs must all be there. Raises ``InvalidParameter``
    for another shape or type.
    """
    specs = [spec for spec in schema if isinstance(spec, TensorSpec)]
    if schema.has_input_names():
        return {spec.name: _named(data[spec.name], spec) for spec in specs}
    spec = specs[0]
    if isinstance(data, pd.DataFrame):
        return _table(data, spec)
    if isinstance(data, np.ndarray) or is_sparse(data):
        return _checked(data, spec)
    raise InvalidParameter(
        f"the model takes a numpy array {spec.shape} of {spec.type} or a table, "
        f"not a {type(data).__name__}"
    )


def _named(value: Any, spec: TensorSpec) -> Any:
    if isinstance(value, pd.Series):
        return _from_column(value, spec)
    if isinstance(value, np.ndarray):
        return _checked(value, spec)
    raise InvalidParameter(
        f"input {spec.name!r} must be a numpy array, got a {type(value).__name__}"
    )


def _table(data: pd.DataFrame, spec: TensorSpec) -> Any:
    if data.empty:
        raise InvalidParameter("the input table is empty")
    if data.shape[1] == 1:
        return _from_column(data.iloc[:, 0], spec)
    if spec.shape != (-1, data.shape[1]):
        raise InvalidParameter(
            f"the model takes an array of shape {spec.shape}; "
            f"a table of {data.shape[1]} columns cannot be made into one"
        )
    return _checked(data.to_numpy(), spec)


def _from_column(values: pd.Series[Any], spec: TensorSpec) -> Any:
    """Return a column as an array: cells that are lists or arrays are its rows."""
    if spec.shape[0] != -1 or -1 in spec.shape[1:]:
        raise InvalidParameter(
            f"a table can be made into an array only where the first length alone is free, "
            f"but input {spec.name!r} has shape {spec.shape}"
        )
    first = values.iloc[0] if len(values) else 0
    is_typed = isinstance(first, np.ndarray)
    try:
        rows = np.stack([np.asarray(cell) for cell in values]) if len(values) else np.empty(0)
        array = rows.reshape((len(values), *spec.shape[1:]))
        # A list has lost its type on the way (JSON, pandas); an array still has it, to be checked.
        return _checked(array if is_typed else array.astype(spec.type), spec)
    except ValueError as error:
        raise InvalidParameter(
            f"column {values.name!r} cannot be made into an array of shape {spec.shape} "
            f"and type {spec.type}: {error}"
        ) from error


def _checked(array: Any, spec: TensorSpec) -> Any:
    dtype = array.dtype if isinstance(array, np.ndarray) else array.data.dtype
    if _is_ragged(array.shape, dtype, spec):
        return array
    where = "the input" if spec.name is None else f"input {spec.name!r}"
    fits = len(array.shape) == len(spec.shape) and all(
        expected in (-1, actual) for expected, actual in zip(spec.shape, array.shape, strict=True)
    )
    if not fits:
        raise InvalidParameter(
            f"the shape of {where}, {array.shape}, does not match the expected {spec.shape}"
        )
    if tensor_dtype(dtype) != spec.type:
        raise InvalidParameter(
            f"the type of {where}, {dtype}, does not match the expected {spec.type}"
        )
    return array


def _is_ragged(shape: tuple[int, ...], dtype: np.dtype[Any], spec: TensorSpec) -> bool:
    """Return whether rows of several lengths are expected, which numpy keeps as objects."""
    objects = np.dtype("O")
    if spec.shape == (-1,) and spec.type == objects:
        return True
    return -1 in spec.shape[1:] and len(shape) == 1 and dtype == objects
