"""Hold one nested value (a cell, a list, a dictionary) against its type."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from trackside.errors import InvalidParameter
from trackside.pyfunc.columns import cast_column
from trackside.types.datatypes import AnyType, Array, DataType, Map, Object, ValueType
from trackside.types.infer import is_null


def enforce_value(value: Any, kind: ValueType, required: bool, where: str) -> Any:
    """Return ``value`` with numbers widened to ``kind``.

    A null is let through where it is not ``required``. Raises ``InvalidParameter``, which begins
    with ``where``, the path to the value.
    """
    if isinstance(kind, AnyType) or (not required and _is_nothing(value)):
        return value
    if isinstance(kind, DataType):
        return _scalar(value, kind, where)
    if isinstance(kind, Array):
        return _array(value, kind, required, where)
    if not isinstance(value, dict):
        raise InvalidParameter(f"{where}: expected a dictionary, got {value!r}")
    if isinstance(kind, Map):
        return {
            key: enforce_value(item, kind.value_type, required, f"{where}[{key!r}]")
            for key, item in value.items()
        }
    return _object(value, kind, where)


def _scalar(value: Any, kind: DataType, where: str) -> Any:
    if not np.isscalar(value) and not isinstance(value, kind.to_python()):
        raise InvalidParameter(f"{where}: expected one {kind.name}, got {value!r}")
    return cast_column(pd.Series([value]), kind, where).iloc[0]


def _array(value: Any, kind: Array, required: bool, where: str) -> Any:
    if not isinstance(value, list | np.ndarray):
        if isinstance(kind.dtype, AnyType) and is_null(value):
            return value
        raise InvalidParameter(f"{where}: expected a list or an array, got {value!r}")
    if len(value) == 0:
        return value
    if isinstance(kind.dtype, DataType):
        # A whole list at once: a column per element would be 1000x slower.
        checked = cast_column(pd.Series(value), kind.dtype, where).to_numpy()
        return checked if isinstance(value, np.ndarray) else checked.tolist()
    items = [
        enforce_value(item, kind.dtype, required, f"{where}[{index}]")
        for index, item in enumerate(value)
    ]
    return np.array(items) if isinstance(value, np.ndarray) else items


def _object(value: dict[str, Any], kind: Object, where: str) -> dict[str, Any]:
    known = {prop.name: prop for prop in kind.properties}
    missing = [name for name, prop in known.items() if prop.required and name not in value]
    unknown = [name for name in value if name not in known]
    if missing:
        raise InvalidParameter(f"{where}: the required properties {missing} are missing")
    if unknown:
        raise InvalidParameter(f"{where}: the signature does not know the properties {unknown}")
    return {
        name: enforce_value(item, known[name].dtype, known[name].required, f"{where}[{name!r}]")
        for name, item in value.items()
    }


def _is_nothing(value: Any) -> bool:
    return is_null(value) or (isinstance(value, list | dict) and not value)
