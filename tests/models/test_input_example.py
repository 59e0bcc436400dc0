"""Examples beside a model: written as MLflow writes them, read back as they were given."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from trackside.errors import InvalidParameter
from trackside.models.example import InputExample, read_example
from trackside.types.infer import infer_schema

if TYPE_CHECKING:
    from pathlib import Path

sp = pytest.importorskip("scipy.sparse")

EXAMPLES: dict[str, Any] = {
    "table": pd.DataFrame({"a": [1.5, 2], "b": ["x", "y"], "c": [1, 2]}),
    "dates": pd.DataFrame({"t": pd.to_datetime(["2020-01-01"])}),
    "bytes": pd.DataFrame({"b": [b"\x00\xff"]}),
    "unnamed table": pd.DataFrame(np.eye(2)),
    "matrix": np.eye(2),
    "matrix with NaN": np.array([[1.0, np.nan]]),
    "text array": np.array(["a", "b"]),
    "dict of arrays": {"x": np.eye(2), "y": np.arange(2)},
    "list": ["a", "b"],
    "dict": {"a": 1, "b": [1, 2]},
    "records": [{"a": 1}],
    "text": "hello",
    "number": 3,
    "csr": sp.csr_matrix(np.eye(3)),
    "with params": (["a"], {"t": 0.5}),
    "table with params": (pd.DataFrame({"a": [1]}), {"t": [1, 2]}),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", EXAMPLES)
def test_files_and_facts_are_those_of_mlflow(case: str, mlflow: Any, tmp_path: Path) -> None:
    from mlflow.models.utils import _Example

    (tmp_path / "theirs").mkdir()
    (tmp_path / "ours").mkdir()
    theirs = _Example(EXAMPLES[case])
    theirs.save(str(tmp_path / "theirs"))

    info = InputExample.of(EXAMPLES[case]).save(tmp_path / "ours")

    assert info == theirs.info
    for name in ("input_example.json", "serving_input_example.json"):
        ours = json.loads((tmp_path / "ours" / name).read_text())
        assert ours == json.loads((tmp_path / "theirs" / name).read_text())


def test_missing_values_of_a_table_are_null_as_json_has_no_nan(tmp_path: Path) -> None:
    InputExample.of(pd.DataFrame({"a": [1.5, None], "b": ["x", None]})).save(tmp_path)

    stored = json.loads((tmp_path / "input_example.json").read_text())
    assert stored == {"columns": ["a", "b"], "data": [[1.5, "x"], [None, None]]}


@pytest.mark.parametrize("case", ["table", "unnamed table", "matrix", "list", "dict", "text"])
def test_an_example_is_read_back_as_it_was_given(case: str, tmp_path: Path) -> None:
    given = EXAMPLES[case]

    found = read_example(tmp_path, InputExample.of(given).save(tmp_path), infer_schema(given))

    if isinstance(given, pd.DataFrame):
        pd.testing.assert_frame_equal(found, given, check_dtype=False, check_column_type=False)
    else:
        assert np.array_equal(found, given) if isinstance(given, np.ndarray) else found == given


def test_arrays_get_their_type_back_from_the_signature(tmp_path: Path) -> None:
    given = {"x": np.ones(2, "float32")}

    found = read_example(tmp_path, InputExample.of(given).save(tmp_path), infer_schema(given))

    assert found["x"].dtype == np.float32


def test_a_sparse_example_stays_sparse(tmp_path: Path) -> None:
    info = InputExample.of(EXAMPLES["csr"]).save(tmp_path)

    assert (read_example(tmp_path, info, None) != EXAMPLES["csr"]).nnz == 0


def test_params_of_an_example_are_left_out_of_its_data(tmp_path: Path) -> None:
    info = InputExample.of((["a"], {"t": 1})).save(tmp_path)

    assert read_example(tmp_path, info, None) == ["a"]


def test_without_an_example_there_is_none(tmp_path: Path) -> None:
    assert read_example(tmp_path, None, None) is None


@pytest.mark.parametrize(
    "given", [(1, 2, 3), (1, 2), {1, 2}, {"a": np.eye(1), "b": 1}, [object()], [dt.timedelta(1)]]
)
def test_what_json_cannot_hold_is_refused(given: Any, tmp_path: Path) -> None:
    with pytest.raises(InvalidParameter, match="example"):
        InputExample.of(given).save(tmp_path)
