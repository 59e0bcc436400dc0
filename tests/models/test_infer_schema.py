"""The schema read off data, case by case the one that the real MLflow reads."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from trackside.errors import InvalidParameter
from trackside.models import infer_signature
from trackside.types.infer import infer_param_schema, infer_schema

sp = pytest.importorskip("scipy.sparse")

CASES: dict[str, Any] = {
    "table with nulls": pd.DataFrame({"a": [1.0, None], "b": [1, 2]}),
    "table of scalars": pd.DataFrame(
        {
            "text": ["a", "b"],
            "text or null": ["a", None],
            "date": pd.Series(["2020-01-01", None], dtype="datetime64[ns]"),
            "flag": [True, False],
            "int8": np.array([1, 2], "int8"),
            "uint32": np.array([1, 2], "uint32"),
            "float32": np.array([1, 2], "float32"),
            "bytes": [b"a", b"b"],
            "object": pd.Series([1, None], dtype=object),
        }
    ),
    "table of nested values": pd.DataFrame(
        {
            "lists": [[1, 2], [3]],
            "dicts": [{"x": 1}, {"x": 2, "y": "q"}],
            "nulls": [None, None],
            "deep": [[[1.0]], [[2.0], []]],
            "arrays": [np.arange(2), np.arange(3)],
        }
    ),
    "categories": pd.DataFrame({"c": pd.Categorical(["a", "b"])}),
    "pandas types": pd.DataFrame(
        {
            "I": pd.array([1, None], dtype="Int64"),
            "S": pd.array(["a", None], dtype="string"),
            "B": pd.array([True, None], dtype="boolean"),
        }
    ),
    "dates": pd.DataFrame({"d": [dt.date(2020, 1, 1)]}),
    "unnamed columns": pd.DataFrame(np.eye(2)),
    "empty column": pd.DataFrame({"a": []}),
    "series": pd.Series([1, 2]),
    "named series": pd.Series([1.0, np.nan], name="z"),
    "text series": pd.Series(["a"]),
    "matrix": np.eye(2),
    "vector": np.arange(3),
    "text array": np.array(["ab", "c"]),
    "bytes array": np.array([b"a"]),
    "images": np.zeros((2, 3, 4), "float32"),
    "object array": np.array([1, None], dtype=object),
    "csr": sp.csr_matrix(np.eye(3)),
    "csc": sp.csc_matrix(np.eye(2)),
    "dict of arrays": {"x": np.eye(2), "y": np.arange(3)},
    "dict of scalars": {"x": 1, "y": "a"},
    "dict of lists": {"x": [1, 2], "y": [["a"]], "z": None, "w": [1.0, None], "e": []},
    "dict of dicts": {"x": {"p": 1, "q": None}},
    "empty list": [],
    "text list": ["a"],
    "number list": [1, 2],
    "list with null": [1.0, None],
    "list of lists": [[1, 2], [3]],
    "chat": [[{"role": "u"}], [{"role": "u", "n": 1}]],
    "records": [{"a": 1}, {"a": 2, "b": "x"}],
    "records with null": [{"a": None}, {"a": [1]}],
    "records with objects": [{"a": {"b": [{"c": 1}]}}, {"a": {"b": [{"d": "x"}]}}],
    "int": 1,
    "float": 1.5,
    "text": "a",
    "flag": True,
    "bytes": b"x",
    "float32": np.float32(1),
    "int32": np.int32(1),
    "datetime": dt.datetime.fromisoformat("2020-01-01"),
    "datetime64": np.datetime64("2020-01-01"),
}
PARAMS: dict[str, Any] = {
    "scalars": {"a": 1, "b": 1.5, "c": "x", "d": True, "e": np.float32(2)},
    "lists": {"a": [1, 2], "b": ["x"], "c": np.arange(2), "d": [dt.date(2020, 1, 1)]},
    "dates": {"a": dt.datetime.fromisoformat("2020-01-01"), "b": np.datetime64("2020-01-01")},
    "objects": {"a": {"k": 1}},
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", CASES)
def test_a_schema_is_the_one_that_mlflow_infers(case: str, mlflow: Any) -> None:
    theirs = mlflow.models.infer_signature(CASES[case], CASES[case])
    ours = infer_signature(CASES[case], CASES[case])

    assert ours.to_dict() == theirs.to_dict()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", PARAMS)
def test_params_are_those_that_mlflow_infers(case: str, mlflow: Any) -> None:
    theirs = mlflow.models.infer_signature(1.0, params=PARAMS[case])

    assert infer_signature(1.0, params=PARAMS[case]).to_dict() == theirs.to_dict()


@pytest.mark.parametrize("data", [[1, "a"], (1, 2), 1j, object(), {}, np.array(5), {1: "a"}])
def test_data_of_no_single_type_has_no_schema(data: Any) -> None:
    with pytest.raises(InvalidParameter):
        infer_schema(data)


def test_a_signature_accepts_anything_where_the_type_cannot_be_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    signature = infer_signature([1, "a"])

    assert signature.to_dict()["inputs"] == '[{"type": "any", "required": true}]'
    assert "two types" in caplog.text


@pytest.mark.parametrize("params", [{"a": None}, {"a": [[1]]}, {"a": b"x"}, {"a": {}}])
def test_a_default_that_json_or_a_signature_lacks_is_refused_by_name(params: Any) -> None:
    with pytest.raises(InvalidParameter, match="'a'"):
        infer_param_schema(params)


def test_a_type_of_two_objects_makes_optional_what_one_lacks() -> None:
    schema = infer_schema([{"a": {"b": 1}}, {"a": {"c": "x"}}])

    properties = json.loads(schema.to_json())[0]["properties"]
    assert properties == {
        "b": {"type": "long", "required": False},
        "c": {"type": "string", "required": False},
    }
