"""Fingerprints of data, equal to MLflow's for the same data.

They look at the first 10,000 rows or elements and at the whole size, so they cost milliseconds
whatever the size; a change further down goes unnoticed.
"""

from __future__ import annotations

import hashlib
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

MAX_ROWS = 10_000
_LENGTH = 8


def pandas_digest(frame: pd.DataFrame) -> str:
    """Return the digest of a table: its text and number columns, its length, all names of columns."""
    head = frame.head(MAX_ROWS)
    is_text = [
        all(type(value) is str for value in head.iloc[:, position])
        for position in range(head.shape[1])
    ]
    numbers = head.select_dtypes(include=[np.number]).columns
    with warnings.catch_warnings():
        # Names of several types cannot be sorted, which pandas warns of; then they stay in order.
        warnings.simplefilter("ignore", RuntimeWarning)
        columns = head.columns[is_text].union(numbers)
    rows = pd.util.hash_pandas_object(head[columns]).to_numpy()
    names = (str(name).encode() for name in frame.columns)
    return _digest([rows.tobytes(), _size(len(frame)), *names])


def numpy_digest(*parts: NDArray[Any] | Mapping[str, NDArray[Any]] | None) -> str:
    """Return the digest of arrays, or dictionaries of them: features, targets; None counts nothing."""
    pieces: list[bytes] = []
    for part in parts:
        if isinstance(part, np.ndarray):
            pieces += _of_array(part)
        elif part is not None:
            for name in sorted(part):
                pieces += _of_array(part[name])
    if not pieces:
        raise InvalidParameter("There is nothing to compute a digest of: give at least one array.")
    return _digest(pieces)


def _of_array(array: NDArray[Any]) -> Iterable[bytes]:
    # By `flat`, as flattening would copy all of it.
    head = array.flat[:MAX_ROWS]
    try:
        yield pd.util.hash_array(head).tobytes()
    except TypeError:  # elements that pandas cannot hash count by their number
        yield _size(head.size)
    yield from map(_size, array.shape)


def _size(number: int) -> bytes:
    return np.int64(number).tobytes()


def _digest(pieces: Iterable[bytes]) -> str:
    whole = hashlib.md5(usedforsecurity=False)
    for piece in pieces:
        whole.update(piece)
    return whole.hexdigest()[:_LENGTH]
