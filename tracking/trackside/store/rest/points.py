"""Metric points as bytes between our client and our server: whole columns, every float exact. Pure.

A series is its three columns one after the other, each of 8-byte little-endian values: steps and
timestamps (integers), values (floats). Additions to series begin with a line of JSON that says
where they come from and whose they are, in the order of their columns.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from trackside.entities import History
from trackside.errors import InvalidParameter
from trackside.store.base import SpoolRange

if TYPE_CHECKING:
    from collections.abc import Sequence

POINT_BYTES = 24


def pack_series(history: History) -> bytes:
    """Return the columns of a series."""
    return b"".join(
        (
            history.steps.astype("<i8").tobytes(),
            history.timestamps.astype("<i8").tobytes(),
            history.values.astype("<f8").tobytes(),
        )
    )


def unpack_series(run_id: str, key: str, data: bytes) -> History:
    """Return the series whose columns ``data`` holds; raises ``InvalidParameter`` for anything else."""
    count, rest = divmod(len(data), POINT_BYTES)
    if rest:
        raise InvalidParameter(f"{len(data)} bytes are no metric points of {POINT_BYTES} bytes.")
    steps, timestamps = (
        np.frombuffer(data, "<i8", count, offset).astype(np.int64) for offset in (0, 8 * count)
    )
    values = np.frombuffer(data, "<f8", count, 16 * count).astype(np.float64)
    return History(run_id, key, steps, timestamps, values)


def pack_additions(additions: Sequence[History], origin: SpoolRange) -> bytes:
    """Return points of several series and the stretch of a spool that they come from."""
    heading = {
        "spool_id": origin.spool_id,
        "start": origin.start,
        "end": origin.end,
        "series": [[each.run_id, each.key, len(each)] for each in additions],
    }
    return b"".join([json.dumps(heading).encode(), b"\n", *map(pack_series, additions)])


def unpack_additions(data: bytes) -> tuple[list[History], SpoolRange]:
    """Return what :func:`pack_additions` wrote; raises ``InvalidParameter`` for anything else."""
    heading, _, columns = data.partition(b"\n")
    try:
        fields = json.loads(heading)
        origin = SpoolRange(str(fields["spool_id"]), int(fields["start"]), int(fields["end"]))
        whose = [(str(run_id), str(key), int(count)) for run_id, key, count in fields["series"]]
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidParameter(
            "The body does not begin with a line that says what it is."
        ) from error
    sizes = [POINT_BYTES * count for _, _, count in whose]
    if min(sizes, default=0) < 0 or sum(sizes) != len(columns):
        raise InvalidParameter(
            f"The body announces {sum(sizes)} bytes of metric points and holds {len(columns)}."
        )
    additions = []
    at = 0
    for (run_id, key, _), size in zip(whose, sizes, strict=True):
        additions.append(unpack_series(run_id, key, columns[at : at + size]))
        at += size
    return additions, origin
