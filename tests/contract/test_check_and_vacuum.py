"""Sound stores have no faults, and damage of every kind is found."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, select, text, update
from tests.lifecycle.filled_store import fill, shown

from trackside.entities import Metric
from trackside.store.lifecycle import BinChoice
from trackside.store.sql.tables import runs, segments, series, store_state

if TYPE_CHECKING:
    from trackside.store.sql import SqlStore


def changed(store: SqlStore, statement: Any) -> None:
    with store._database.exclusive() as connection:
        connection.execute(statement)


def messages(store: SqlStore) -> list[str]:
    return [fault.message for fault in store.find_faults()]


def test_a_sound_store_has_no_faults(store: SqlStore) -> None:
    assert messages(store) == []
    fill(store)
    assert messages(store) == []
    assert store.repair() == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", 0.125), ("value", None), ("min", math.inf), ("max", -1.0), ("first", 7.0), ("points", 2),
        ("step", 9), ("first_step", -9), ("timestamp", 1),
    ],
)  # fmt: skip
def test_a_wrong_summary_is_found_and_mended(
    store: SqlStore, run_id: str, column: str, value: float | None
) -> None:
    points = [Metric("loss", 1 / (step + 1), 100 + step, step) for step in range(100)]
    store.log_batch(run_id, points)
    before = store.get_run(run_id)
    changed(store, update(series).values({column: value}))

    (fault,) = store.find_faults()
    assert fault.is_repairable
    assert fault.message == f"Metric 'loss' of run {run_id}: its summary is not that of its points."
    assert store.repair() == 1
    assert store.find_faults() == []
    assert store.get_run(run_id).data == before.data


def test_a_segment_that_is_described_wrongly_is_mended(store: SqlStore, run_id: str) -> None:
    store.log_batch(run_id, [Metric("loss", 1.0, 1, step) for step in range(10)])
    changed(store, update(segments).values(last_step=5))
    assert len(store.get_history(run_id, "loss", first_step=7)) == 0

    (fault,) = store.find_faults()
    assert fault.is_repairable
    store.repair()
    assert store.find_faults() == []
    assert len(store.get_history(run_id, "loss", first_step=7)) == 3


def test_damaged_points_are_found_and_cannot_be_mended(store: SqlStore, run_id: str) -> None:
    store.log_batch(run_id, [Metric("loss", step / 7, 1, step**2) for step in range(50)])
    changed(store, update(segments).values(data=b"\x32\x00\x00\x00\x07damaged"))

    (fault,) = store.find_faults()
    assert not fault.is_repairable
    assert f"Metric 'loss' of run {run_id}: the segment" in fault.message
    assert store.repair() == 0
    changed(store, delete(segments))
    assert messages(store) == [f"Metric 'loss' of run {run_id}: its points are not there."]


def test_flipped_bits_of_the_ends_of_a_history_are_found(store: SqlStore, run_id: str) -> None:
    """What a summary says of a history guards its first, last, least and greatest point."""
    store.log_batch(
        run_id, [Metric("loss", 1.0 + step, 1_000 + 7 * step, step) for step in range(2)]
    )
    with store._database.read() as connection:
        good = connection.execute(select(segments.c.data)).scalar_one()
    seeded = random.Random(6)
    for place in range(len(good)):
        damaged = bytearray(good)
        damaged[place] ^= 1 << seeded.randrange(8)
        changed(store, update(segments).values(data=bytes(damaged)))
        assert store.find_faults() != [], place
    changed(store, update(segments).values(data=good))
    assert store.find_faults() == []


def test_rows_without_owners_are_found(store: SqlStore, run_id: str) -> None:
    store.log_batch(run_id, [Metric("loss", 1.0, 1)])
    dialect = store._database.dialect
    off, on = {
        "sqlite": ("PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON"),
        "postgresql": ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT"),
    }.get(dialect, ("SET foreign_key_checks=0", "SET foreign_key_checks=1"))  # fmt: skip
    with store._database.standing_alone() as connection:
        connection.execute(text(off))
        connection.execute(delete(runs).where(runs.c.run_id == run_id))
        connection.execute(text(on))

    found = messages(store)
    assert "1 row(s) of 'series' belong to rows of 'runs' that are not there." in found
    assert "1 row(s) of 'tags' belong to rows of 'runs' that are not there." in found


def test_a_revision_that_was_not_reached_is_found(store: SqlStore, run_id: str) -> None:
    changed(store, update(store_state).values(revision=1))

    assert any("'runs' has revision" in message for message in messages(store))
    changed(store, delete(store_state))
    assert messages(store) == ["The row of 'store_state' is not there."]


def test_vacuum_changes_nothing_that_shows(store: SqlStore) -> None:
    fill(store)
    noisy = store.create_run("0", "ada", 1, {}).info.run_id
    seeded = random.Random(7)
    store.log_batch(
        noisy, [Metric("noise", seeded.random(), step, step) for step in range(100_000)]
    )
    store.delete_run(noisy)
    assert len(store.collect(store.list_bin(BinChoice(run_ids=[noisy])))) == 1
    before = shown(store)
    larger, smaller = store.vacuum()

    assert shown(store) == before
    assert larger > 0
    assert smaller == store.size() or store._database.dialect != "sqlite"
    if store._database.dialect == "sqlite":
        assert smaller < larger - 500_000
