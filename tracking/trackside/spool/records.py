"""The records of a spool file: 32 bytes each, so that a torn or damaged one costs only itself.

::

    point       crc32 u32 | channel u32              | step i64 | timestamp i64 | value f64
    definition  crc32 u32 | channel u32 + DEFINITION | 24 bytes of the channel's name

(little endian; the checksum covers the other 28 bytes; a record of zeros has not been written.)
A channel stands for a series. Its name is the JSON ``[run_id, key]``, in as many definition records
as it takes, all before its first point.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trackside.entities import History

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

RECORD_SIZE = 32
DEFINITION = 1 << 31
NAME_BYTES = 24

POINT = struct.Struct("<Iqqd")
CHECKSUM = struct.Struct("<I")
_DEFINITION = struct.Struct(f"<I{NAME_BYTES}s")

_POINT_TYPE = np.dtype(
    [("crc", "<u4"), ("channel", "<u4"), ("step", "<i8"), ("timestamp", "<i8"), ("value", "<f8")]
)


def definition_records(channel: int, run_id: str, key: str) -> list[bytes]:
    """Return the records that name a channel."""
    name = json.dumps([run_id, key], separators=(",", ":")).encode()
    parts = (name[start : start + NAME_BYTES] for start in range(0, len(name), NAME_BYTES))
    return [sealed(_DEFINITION.pack(channel | DEFINITION, part)) for part in parts]


def sealed(body: bytes) -> bytes:
    """Put the checksum before a record's body."""
    return CHECKSUM.pack(zlib.crc32(body)) + body


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a stretch of records says: points by series, and how many records were damaged."""

    series: Sequence[History]
    damaged: int


class Reader:
    """Reads a spool from its beginning, stretch by stretch, remembering the channels' names."""

    def __init__(self) -> None:
        # Parts by their place in the file: a stretch that could not be folded is read again.
        self._names: dict[int, dict[int, bytes]] = defaultdict(dict)

    def read(self, data: bytes, start: int) -> Parsed:
        """Return the points in the whole records of the stretch that begins at byte ``start``.

        Definitions are remembered for later stretches.
        """
        records = np.frombuffer(data, _POINT_TYPE, len(data) // RECORD_SIZE)
        raw = np.frombuffer(data, np.uint8, len(records) * RECORD_SIZE).reshape(-1, RECORD_SIZE)
        is_sound = _checksums(raw[:, 4:]) == records["crc"]
        is_definition = (records["channel"] & DEFINITION) != 0
        for index in np.flatnonzero(is_sound & is_definition).tolist():
            channel = int(records["channel"][index]) - DEFINITION
            part = raw[index, 8:].tobytes().rstrip(b"\0")
            self._names[channel][start + index * RECORD_SIZE] = part
        points = records[is_sound & ~is_definition]
        series, unnamed = self._by_series(points)
        return Parsed(series, int(np.count_nonzero(~is_sound)) + unnamed)

    def _by_series(self, points: NDArray[np.void]) -> tuple[list[History], int]:
        series: list[History] = []
        unnamed = 0
        if not len(points):
            return series, unnamed
        # Not np.unique: its first call loads numpy's masked arrays, which takes longer than a fold.
        by_channel = points[np.argsort(points["channel"], kind="stable")]
        bounds = np.flatnonzero(np.diff(by_channel["channel"])) + 1
        for of_channel in np.split(by_channel, bounds):
            try:
                parts = self._names.get(int(of_channel["channel"][0]), {})
                run_id, key = json.loads(b"".join(parts[place] for place in sorted(parts)))
            except ValueError:  # its definition was damaged
                unnamed += len(of_channel)
                continue
            columns = (of_channel[name].copy() for name in ("step", "timestamp", "value"))
            series.append(History(run_id, key, *columns))
        return series, unnamed


def written_length(data: bytes) -> int:
    """Return the length (bytes) up to the last record that was begun: what follows is zeros."""
    return -(-len(data.rstrip(b"\0")) // RECORD_SIZE) * RECORD_SIZE


def _crc_table() -> NDArray[np.uint32]:
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, (table >> 1) ^ np.uint32(0xEDB88320), table >> 1)
    return table


_CRC_TABLE = _crc_table()


def _checksums(bodies: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return zlib's CRC-32 of each row, a column at a time: the whole stretch in 28 steps."""
    crc = np.full(len(bodies), 0xFFFFFFFF, np.uint32)
    for column in bodies.T:
        crc = _CRC_TABLE[(crc ^ column) & 0xFF] ^ (crc >> 8)
    return ~crc
