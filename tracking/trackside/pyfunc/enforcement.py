"""Hold the data of a prediction against the model's signature, as MLflow does.

Named columns are required, put in order, and the rest dropped; types are widened where nothing
can be lost and refused otherwise. Parameters get their defaults. The data given is not changed.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trackside.errors import InvalidParameter
from trackside.pyfunc.columns import cast_column
from trackside.pyfunc.tensors import enforce_tensors
from trackside.types.datatypes import Array, DataType, Map, Object
from trackside.types.schema import ColSpec, Schema

if TYPE_CHECKING:
    from trackside.types.params import ParamSchema

_log = logging.getLogger(__name__)


def enforce_schema(data: Any, schema: Schema) -> Any:
    """Return ``data`` as the model expects it: a table for columns, arrays for tensors.

    Raises ``InvalidParameter`` that names the missing inputs, or the one whose type or shape does
    not fit.
    """
    if isinstance(data, pd.Series):
        data = data.to_frame()
    if schema.is_tensor_spec():
        if schema.has_input_names():
            data = _single_array_by_name(data, schema)
            _check_names(_names_of(data), schema)
        return enforce_tensors(data, schema)
    frame = _to_frame(data, schema)
    if schema.has_input_names():
        _check_names(list(frame.columns), schema)
        return _named_columns(frame, schema)
    return _unnamed_columns(frame, schema)


def enforce_params(params: dict[str, Any] | None, schema: ParamSchema | None) -> dict[str, Any]:
    """Return the parameters with defaults filled in and types checked.

    What the schema does not name is dropped with a warning; ``InvalidParameter`` if a value does
    not fit.
    """
    if params is not None and not isinstance(params, dict):
        raise InvalidParameter(f"params must be a dictionary, got {params!r}")
    given = {str(name): value for name, value in (params or {}).items()}
    known = {param.name: param for param in schema or ()}
    unknown = sorted(set(given) - set(known))
    if unknown:
        _log.warning("Ignored params that the model's signature does not name: %s", unknown)
    return {
        name: param.checked(given[name]) if name in given else param.default
        for name, param in known.items()
    }


def _check_names(given: list[Any], schema: Schema) -> None:
    missing = [name for name in schema.required_input_names() if name not in given]
    extra = [name for name in given if name not in schema.input_dict()]
    twice = [name for name in schema.input_dict() if given.count(name) > 1]
    if twice:
        raise InvalidParameter(f"the data has the inputs {twice} more than once")
    if missing:
        note = f" There are inputs that it does not know: {extra}." if extra else ""
        raise InvalidParameter(f"Model is missing inputs {missing}.{note}")
    if extra:
        _log.warning("Ignored inputs that the model's signature does not name: %s", extra)


def _names_of(data: Any) -> list[Any]:
    if isinstance(data, pd.DataFrame | dict):
        return list(data.keys())
    raise InvalidParameter(
        "the model's inputs have names: give a dictionary of arrays or a table, "
        f"not a {type(data).__name__}"
    )


def _single_array_by_name(data: Any, schema: Schema) -> Any:
    if isinstance(data, np.ndarray) and len(schema) == 1:
        return {schema.input_names()[0]: data}
    return data


def _to_frame(data: Any, schema: Schema) -> pd.DataFrame:
    if isinstance(data, pd.DataFrame):
        return data
    if np.isscalar(data):
        return _frame([data])
    if isinstance(data, dict):
        return _dict_to_frame(data, schema)
    if isinstance(data, list | np.ndarray):
        return _frame(data)
    raise InvalidParameter(
        f"the model takes a table; a {type(data).__name__} cannot be made into one"
    )


def _dict_to_frame(data: dict[Any, Any], schema: Schema) -> pd.DataFrame:
    nested = any(isinstance(spec.type, Array | Object | Map) for spec in schema)
    if nested or all(_is_cell(value) for value in data.values()):
        return _frame([data])
    # pandas takes no arrays of several axes as a column, but lists of lists.
    plain = {
        name: value.tolist() if isinstance(value, np.ndarray) and value.ndim > 1 else value
        for name, value in data.items()
    }
    return _frame(plain)


def _frame(data: Any) -> pd.DataFrame:
    try:
        frame: pd.DataFrame = pd.DataFrame(data)
    except ValueError as error:
        raise InvalidParameter(f"the input cannot be made into a table: {error}") from error
    return frame


def _is_cell(value: Any) -> bool:
    """Return whether MLflow takes ``value`` as one cell of one row, not as a column."""
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return value is None or np.ndim(value) == 0


def _named_columns(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    columns = {
        name: _enforce_column(frame[name], spec, f"column {name!r}")
        for name, spec in schema.input_dict().items()
        if name in frame
    }
    found: pd.DataFrame = pd.DataFrame(columns, index=frame.index)
    return found


def _unnamed_columns(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    if frame.shape[1] < len(schema):
        raise InvalidParameter(
            f"Model is missing inputs: it takes {len(schema)} columns, "
            f"the data has {frame.shape[1]}"
        )
    columns = {
        name: _enforce_column(frame[name], spec, f"column {name!r}")
        for name, spec in zip(frame.columns, schema, strict=False)
    }
    found: pd.DataFrame = pd.DataFrame(columns, index=frame.index)
    return found


def _enforce_column(values: pd.Series[Any], spec: Any, where: str) -> pd.Series[Any]:
    if not isinstance(spec, ColSpec):
        raise TypeError(spec)
    if isinstance(spec.type, DataType):
        return cast_column(values, spec.type, where)
    from trackside.pyfunc.nested import enforce_value

    checked = [enforce_value(value, spec.type, spec.required, where) for value in values]
    found: pd.Series[Any] = pd.Series(checked, index=values.index, name=values.name, dtype=object)
    return found
