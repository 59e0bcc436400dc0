"""How metric points lie in a segment: three columns, each packed as tightly as it allows exactly.

::

    segment = count u32 | column(steps) | column(timestamps) | column(values)
    column  = kind u8 | start i64 | stride-or-width ... (little endian)

Steps and timestamps are integers and mostly regular, so a column is one of

- ``AFFINE``: ``start + i * stride`` (16 bytes in all: a loop over steps costs nothing a point);
- ``DELTA``: ``start`` and the differences, in the narrowest of int8/16/32/64 that holds them.

Values are raw float64, so that NaN payloads, infinities and every last bit come back. A point of
an ordinary loop takes 9 to 10 bytes.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

AFFINE = 0
DELTA = 1
_COUNT = struct.Struct("<I")
_AFFINE = struct.Struct("<Bqq")
_DELTA = struct.Struct("<BqB")


class Points(NamedTuple):
    """Points of one series: parallel arrays (int64, int64 epoch milliseconds, float64)."""

    steps: NDArray[np.int64]
    timestamps: NDArray[np.int64]
    values: NDArray[np.float64]

    def taken(self, which: slice | NDArray[np.int64]) -> Points:
        """Return some of the points."""
        return Points(self.steps[which], self.timestamps[which], self.values[which])


def concatenate(parts: Sequence[Points]) -> Points:
    """Join points in the order given."""
    if len(parts) == 1:
        return parts[0]
    return Points(
        np.concatenate([part.steps for part in parts]),
        np.concatenate([part.timestamps for part in parts]),
        np.concatenate([part.values for part in parts]),
    )


def no_points() -> Points:
    """Return an empty series."""
    return Points(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64))


def in_order(points: Points) -> Points:
    """Sort by (step, timestamp), keeping the order of arrival among equals."""
    steps, timestamps, _ = points
    forward = (steps[1:] > steps[:-1]) | (
        (steps[1:] == steps[:-1]) & (timestamps[1:] >= timestamps[:-1])
    )
    if forward.all():
        return points
    order = np.lexsort((timestamps, steps))
    return points.taken(order)


def new_points(points: Points, known: Sequence[Points]) -> Points:
    """Return the points, each once, that are not among the known ones to the last bit."""
    identities = _identities(points)
    _, first = np.unique(identities, return_index=True)
    first.sort()
    if known:
        first = first[~np.isin(identities[first], _identities(concatenate(known)))]
    return points if len(first) == len(identities) else points.taken(first)


def _identities(points: Points) -> NDArray[np.void]:
    """Return step, time and the bits of the value as one comparable item a point."""
    steps, timestamps, values = points
    bits = values.view(np.int64)
    columns = np.stack([steps, timestamps, bits], axis=1)
    return np.ascontiguousarray(columns).view([("", np.int64)] * 3).ravel()


def pack(points: Points) -> bytes:
    """Pack at least one point."""
    steps, timestamps, values = points
    return b"".join(
        (
            _COUNT.pack(len(values)),
            _pack_integers(steps),
            _pack_integers(timestamps),
            values.astype("<f8", copy=False).tobytes(),
        )
    )


def unpack(data: bytes) -> Points:
    """Return the points of a segment; raises ``ValueError`` if it is cut short or damaged."""
    try:
        (count,) = _COUNT.unpack_from(data)
        steps, offset = _unpack_integers(data, _COUNT.size, count)
        timestamps, offset = _unpack_integers(data, offset, count)
        values = np.frombuffer(data, "<f8", count, offset)
    except (struct.error, IndexError) as error:
        raise ValueError(f"not a metric segment: {error}") from error
    return Points(steps, timestamps, values.astype(np.float64, copy=False))


def _pack_integers(column: NDArray[np.int64]) -> bytes:
    start = int(column[0])
    if len(column) == 1:
        return _AFFINE.pack(AFFINE, start, 0)
    # Differences wrap around in int64 and wrap back when they are summed up: exact for any input.
    deltas = np.diff(column)
    low, high = int(deltas.min()), int(deltas.max())
    if low == high:
        return _AFFINE.pack(AFFINE, start, low)
    width = next(
        width
        for width in (1, 2, 4, 8)
        if low >= -(1 << (8 * width - 1)) and high < 1 << (8 * width - 1)
    )
    return _DELTA.pack(DELTA, start, width) + deltas.astype(f"<i{width}").tobytes()


def _unpack_integers(data: bytes, offset: int, count: int) -> tuple[NDArray[np.int64], int]:
    if data[offset] == AFFINE:
        _, start, stride = _AFFINE.unpack_from(data, offset)
        column = np.full(count, stride, np.int64)
        offset += _AFFINE.size
    elif data[offset] == DELTA:
        _, start, width = _DELTA.unpack_from(data, offset)
        offset += _DELTA.size
        column = np.empty(count, np.int64)
        column[1:] = np.frombuffer(data, f"<i{width}", count - 1, offset)
        offset += width * (count - 1)
    else:
        raise ValueError(f"not a metric segment: column kind {data[offset]}")
    column[0] = start
    return np.cumsum(column, out=column), offset
