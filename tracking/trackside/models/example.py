"""The example input beside a model: ``input_example.json`` and the request that a server takes.

An example is a table, an array (or dictionary of arrays), a list, a dictionary or a single value;
a pair of it and a dictionary of parameters is one with parameters.
"""

from __future__ import annotations

import base64
import datetime as dt
import importlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trackside.errors import InvalidParameter
from trackside.types.infer import is_sparse
from trackside.types.schema import Schema, TensorSpec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EXAMPLE_FILE = "input_example.json"
SERVING_FILE = "serving_input_example.json"
_PAIR = 2


@dataclass(frozen=True, slots=True)
class InputExample:
    """An example taken apart: the data to predict on, and the parameters, if any."""

    data: Any
    params: dict[str, Any] | None = None

    @classmethod
    def of(cls, example: Any) -> InputExample:
        """Take an example as users give it: data, or a pair of data and parameters."""
        if isinstance(example, tuple):
            if len(example) == _PAIR and isinstance(example[1], dict):
                return cls(*example)
            raise InvalidParameter(
                "an input example that is a tuple must be (data, dictionary of params)"
            )
        return cls(example)

    def save(self, directory: Path) -> dict[str, Any]:
        """Write both files into ``directory``; return ``saved_input_example_info``."""
        kind, stored, request = _encode(self.data)
        info = {"artifact_path": EXAMPLE_FILE, **kind, "serving_input_path": SERVING_FILE}
        if self.params is not None:
            stored = {"inputs": stored, "params": self.params}
            request = {**request, "params": self.params}
            info["params"] = "true"
        (directory / EXAMPLE_FILE).write_text(json.dumps(stored, default=_plain), encoding="utf-8")
        (directory / SERVING_FILE).write_text(
            json.dumps(request, default=_plain, indent=2), encoding="utf-8"
        )
        return info


def read_example(directory: Path, info: Mapping[str, Any] | None, schema: Schema | None) -> Any:
    """Return the example data saved in ``directory`` as it was given, without its parameters.

    None if none was saved. ``schema`` restores the types of arrays.
    """
    if info is None:
        return None
    stored = json.loads((directory / info["artifact_path"]).read_text(encoding="utf-8"))
    if info.get("params"):
        stored = stored["inputs"]
    if info["type"] == "dataframe":
        split = stored if isinstance(stored, dict) else {"data": stored}
        return pd.DataFrame(split["data"], columns=split.get("columns"))
    if info["type"] == "ndarray":
        return _read_arrays(stored, schema)
    if info["type"].startswith("sparse_matrix"):
        sparse = importlib.import_module("scipy.sparse")  # untyped, and only here if it was there
        build = sparse.csc_matrix if info["type"].endswith("csc") else sparse.csr_matrix
        parts = (stored["data"], stored["indices"], stored["indptr"])
        return build(parts, shape=stored["shape"])
    return stored


def _encode(data: Any) -> tuple[dict[str, str], Any, dict[str, Any]]:
    """Return what kind of example it is, its JSON values, and those of a scoring request."""
    if isinstance(data, pd.DataFrame):
        split = _split(data)
        orient = "split" if "columns" in split else "values"
        return {"type": "dataframe", "pandas_orient": orient}, split, {"dataframe_split": split}
    if isinstance(data, np.ndarray):
        values = _array_values(data)
        return {"type": "ndarray"}, values, {"inputs": values}
    if is_sparse(data):
        parts = {
            "data": data.data.tolist(),
            "indices": data.indices.tolist(),
            "indptr": data.indptr.tolist(),
            "shape": list(data.shape),
        }
        kind = f"sparse_matrix_{data.format}"
        return {"type": kind}, parts, {"inputs": data.toarray().tolist()}
    if isinstance(data, dict) and any(isinstance(item, np.ndarray) for item in data.values()):
        if not all(isinstance(item, np.ndarray) for item in data.values()):
            raise InvalidParameter("an example dictionary mixes numpy arrays with other values")
        arrays = {name: _array_values(item) for name, item in data.items()}
        return {"type": "ndarray"}, arrays, {"inputs": arrays}
    if isinstance(data, list | dict | dt.date) or np.isscalar(data):
        return {"type": "json_object"}, data, {"inputs": data}
    raise InvalidParameter(
        f"an input example cannot be a {type(data).__name__}; give a table, a numpy array, "
        "a list, a dictionary or a single value"
    )


def _split(frame: pd.DataFrame) -> dict[str, Any]:
    plain = frame.astype(object).where(frame.notna(), None)
    split: dict[str, Any] = {}
    if not frame.columns.equals(pd.RangeIndex(frame.shape[1])):
        split["columns"] = list(frame.columns)
    split["data"] = plain.to_numpy().tolist()
    return split


def _array_values(array: np.ndarray[Any, Any]) -> Any:
    if array.dtype.kind == "f":
        values = array.astype(object)
        values[np.isnan(array)] = None  # JSON has no NaN
        return values.tolist()
    return array.tolist()


def _read_arrays(stored: Any, schema: Schema | None) -> Any:
    specs = list(schema) if schema is not None else []
    dtypes = {spec.name: spec.type for spec in specs if isinstance(spec, TensorSpec)}
    if isinstance(stored, dict):
        return {name: np.array(value, dtype=dtypes.get(name)) for name, value in stored.items()}
    return np.array(stored, dtype=dtypes.get(None))


def _plain(value: Any) -> Any:
    """Return what JSON can hold of a value that it does not know."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if isinstance(value, bytes | bytearray):
        return base64.encodebytes(value).decode("ascii")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if value is pd.NA or value is pd.NaT:
        return None
    raise InvalidParameter(f"an input example holds {value!r}, which JSON cannot hold")
