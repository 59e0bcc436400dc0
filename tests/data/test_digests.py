"""Fingerprints; that they are MLflow's is asked in tests/differential."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from trackside.data.digests import MAX_ROWS, numpy_digest, pandas_digest
from trackside.errors import InvalidParameter


def test_the_same_rows_have_the_same_digest() -> None:
    frame = pd.DataFrame({"x": [1, 2], "y": ["a", "b"]})

    assert pandas_digest(frame) == pandas_digest(frame.copy())
    assert len(pandas_digest(frame)) == 8
    for other in (
        frame.assign(x=[1, 3]),
        frame.assign(y=["a", "c"]),
        frame.rename(columns={"x": "z"}),
        pd.concat([frame, frame]),
        frame.assign(when=pd.Timestamp(0)),
    ):
        assert pandas_digest(other) != pandas_digest(frame)


def test_a_table_without_rows_has_a_digest() -> None:
    frame = pd.DataFrame({"x": [1], "y": ["a"]}).head(0)

    assert pandas_digest(frame) != pandas_digest(frame.rename(columns={"x": "z"}))


def test_what_comes_after_ten_thousand_rows_counts_by_its_number_only() -> None:
    numbers = np.arange(MAX_ROWS + 2)
    changed = numbers.copy()
    changed[-1] = -1

    assert numpy_digest(numbers) == numpy_digest(changed)
    assert numpy_digest(numbers) != numpy_digest(numbers[:-1])
    tables = [pd.DataFrame({"x": each}) for each in (numbers, changed, numbers[:-1])]
    first, second, third = (pandas_digest(each) for each in tables)
    assert first == second != third


def test_arrays_count_with_their_shapes_and_in_their_order() -> None:
    row = np.arange(6)

    digests = {
        numpy_digest(row),
        numpy_digest(row.reshape(2, 3)),
        numpy_digest(row, row),
        numpy_digest({"a": row, "b": row.reshape(2, 3)}),
        numpy_digest({"b": row, "a": row.reshape(2, 3)}),
    }
    assert len(digests) == 5
    assert numpy_digest({"a": row, "b": row[:2]}) == numpy_digest({"b": row[:2], "a": row})


def test_nothing_has_no_digest() -> None:
    nothing: list[list[Any]] = [[], [None, None], [{}]]
    for parts in nothing:
        with pytest.raises(InvalidParameter, match="nothing to compute a digest of"):
            numpy_digest(*parts)
