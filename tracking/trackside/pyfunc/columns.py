"""Bring one column to the type that the signature gives it, if nothing is lost by it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from trackside.errors import InvalidParameter
from trackside.types.datatypes import DataType

# Integers up to here are exact in a float of that many bytes.
_EXACT_IN_FLOAT = {4: 2**24, 8: 2**53}


def cast_column(values: pd.Series[Any], target: DataType, where: str) -> pd.Series[Any]:
    """Return ``values`` as ``target``.

    Integers widen to longer ones, and to floats that hold them exactly; float widens to double;
    dates of any precision become nanoseconds. Anything else raises ``InvalidParameter``, which
    begins with ``where``.
    """
    if target in (DataType.string, DataType.binary):
        return _as_text(values, target, where)
    if values.dtype.kind == "O":
        values = values.infer_objects()
    if target is DataType.datetime:
        return _as_datetime(values, where)
    if target is DataType.boolean:
        # An object column may hold booleans and nulls, which a bool column cannot.
        if values.dtype.kind == "b" or all(
            isinstance(value, bool | np.bool_) for value in values.dropna()
        ):
            return values
        raise _mismatch(values, target, where)
    return _as_number(values, target, where)


def _as_text(values: pd.Series[Any], target: DataType, where: str) -> pd.Series[Any]:
    # Text, bytes and categories are "O"; what the cells are is the model's business, as in MLflow.
    if values.dtype.kind in ("O", target.to_numpy().kind):
        return values
    raise _mismatch(values, target, where)


def _as_datetime(values: pd.Series[Any], where: str) -> pd.Series[Any]:
    if values.dtype.kind not in "MO" or isinstance(values.dtype, pd.DatetimeTZDtype):
        raise _mismatch(values, DataType.datetime, where)
    try:
        return values.astype(np.dtype("datetime64[ns]"))
    except (ValueError, TypeError) as error:
        raise InvalidParameter(f"{where}: not all values are dates: {error}") from error


def _as_number(values: pd.Series[Any], target: DataType, where: str) -> pd.Series[Any]:
    dtype = target.to_numpy()
    if values.dtype == dtype:
        return values
    is_empty = values.dtype.kind == "O" and bool(values.isna().all())
    if not (_widens(values, dtype) or (is_empty and dtype.kind == "f")):
        raise _mismatch(values, target, where)
    if dtype.kind == "i" and values.hasnans:
        raise _mismatch(values, target, where)
    return values.astype(dtype)


def _widens(values: pd.Series[Any], target: np.dtype[Any]) -> bool:
    source: Any = values.dtype
    if source.kind not in "iuf":
        return False
    if source.kind == target.kind:
        return bool(source.itemsize <= target.itemsize)
    if source.kind == "u" and target.kind == "i":
        return bool(source.itemsize < target.itemsize)
    if target.kind == "f" and source.kind in "iu":
        # MLflow refuses 64-bit integers unless all are 0 or 1; exactness is what it is after.
        limit = _EXACT_IN_FLOAT[target.itemsize]
        return bool(values.empty or (values.min() >= -limit and values.max() <= limit))
    return False


def _mismatch(values: pd.Series[Any], target: DataType, where: str) -> InvalidParameter:
    message = f"{where}: can not safely convert {values.dtype} to {target.name}"
    if target.to_numpy().kind == "i" and values.dtype.kind in "fi" and values.hasnans:
        message += (
            ". It has missing values, which integers cannot express; infer the signature from "
            "data that has some, or declare the column as double"
        )
    return InvalidParameter(message)
