from __future__ import annotations

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackside.spool.records import (
    POINT,
    RECORD_SIZE,
    Reader,
    definition_records,
    sealed,
    written_length,
)


def point(channel: int, value: float, step: int = 0, timestamp: int = 0) -> bytes:
    return sealed(POINT.pack(channel, step, timestamp, value))


def spool(*values: float, key: str = "loss") -> bytes:
    return b"".join(
        [*definition_records(0, "r" * 32, key), *(point(0, v, i) for i, v in enumerate(values))]
    )


def test_points_come_back_under_their_names() -> None:
    parsed = Reader().read(spool(1.0, math.inf, -2.5, key="größe/loss: a" * 9), 0)

    (series,) = parsed.series
    assert (series.run_id, series.key) == ("r" * 32, "größe/loss: a" * 9)
    assert series.values.tolist() == [1.0, math.inf, -2.5]
    assert series.steps.tolist() == [0, 1, 2]
    assert parsed.damaged == 0


def test_names_are_remembered_from_stretch_to_stretch() -> None:
    reader = Reader()
    definitions = b"".join(definition_records(7, "r", "loss"))
    reader.read(definitions, 0)
    reader.read(definitions, 0)  # again, after a fold that failed

    (series,) = reader.read(point(7, 0.5), len(definitions)).series
    assert series.key == "loss"


@given(
    values=st.lists(st.floats(), min_size=1, max_size=40),
    byte=st.integers(min_value=0),
    flip=st.integers(1, 255),
)
def test_a_flipped_byte_costs_its_record_and_no_other(
    values: list[float], byte: int, flip: int
) -> None:
    data = bytearray(spool(*values))
    first_point = len(data) - len(values) * RECORD_SIZE
    place = first_point + byte % (len(values) * RECORD_SIZE)
    data[place] ^= flip

    parsed = Reader().read(bytes(data), 0)
    lost = (place - first_point) // RECORD_SIZE
    kept = [value for index, value in enumerate(values) if index != lost]
    found = parsed.series[0].values.tolist() if parsed.series else []
    assert struct.pack(f"{len(found)}d", *found) == struct.pack(f"{len(kept)}d", *kept)
    assert parsed.damaged == 1


@given(values=st.lists(st.floats(), max_size=20), cut=st.integers(min_value=0))
def test_a_torn_tail_costs_the_torn_record(values: list[float], cut: int) -> None:
    whole = spool(*values)
    head = len(whole) - len(values) * RECORD_SIZE
    place = head + cut % (len(values) * RECORD_SIZE + 1)
    torn = whole[:place] + bytes(4 * RECORD_SIZE)

    parsed = Reader().read(torn[: written_length(torn)], 0)
    found = parsed.series[0].values.tolist() if parsed.series else []
    # A record whose missing bytes are zeros anyway is whole.
    complete = (place - head) // RECORD_SIZE
    assert complete <= len(found) <= complete + 1
    assert struct.pack(f"{complete}d", *found[:complete]) == struct.pack(
        f"{complete}d", *values[:complete]
    )


def test_points_without_a_name_are_counted_as_damaged() -> None:
    parsed = Reader().read(point(3, 1.0) + point(3, 2.0), 0)

    assert parsed.series == []
    assert parsed.damaged == 2


@pytest.mark.parametrize(
    ("written", "expected"), [(b"", 0), (b"\1", 32), (b"\1" * 32, 32), (b"\1" * 33, 64)]
)
def test_written_length_is_in_whole_records(written: bytes, expected: int) -> None:
    assert written_length(written + bytes(100)) == expected
