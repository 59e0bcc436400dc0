"""Names and ids of experiments: a name in the bin can be used again, an id never."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from trackside.entities import LifecycleStage
from trackside.store.limits import MAX_EXPERIMENT_NAME
from trackside.store.sql.tables import experiments, store_state

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from trackside.store.sql.database import Transaction

# MLflow's file store gives ids of 18 random digits. An import keeps them; ours go on from the others.
_LONG_ID = 10**15


def free_name(transaction: Transaction, name: str) -> None:
    """Have an experiment in the bin give this name up: it is ``name (deleted)`` from now on.

    Nothing happens if the name is free, or belongs to an active experiment.
    """
    connection = transaction.connection
    found = connection.execute(
        select(experiments.c.id).where(
            experiments.c.name == name, experiments.c.lifecycle_stage == LifecycleStage.DELETED
        )
    ).scalar()
    if found is None:
        return
    # Not `last_update_time`: that says since when it is in the bin.
    connection.execute(
        update(experiments)
        .where(experiments.c.id == found)
        .values(name=name_in_bin(connection, name), revision=transaction.revision)
    )


def name_in_bin(connection: Connection, name: str) -> str:
    """Return a free name that says that the experiment of this name is in the bin."""
    number = 1
    while True:
        ending = " (deleted)" if number == 1 else f" (deleted {number})"
        candidate = name[: MAX_EXPERIMENT_NAME - len(ending)] + ending
        taken = select(experiments.c.id).where(experiments.c.name == candidate)
        if connection.execute(taken).first() is None:
            return candidate
        number += 1


def next_id(connection: Connection) -> int:
    """Return an id that no experiment has or had: scripts and settings may still name an old one.

    The caller holds the write lock.
    """
    short = select(func.max(experiments.c.id)).where(experiments.c.id < _LONG_ID)
    greatest = connection.execute(short).scalar()
    gone = connection.execute(select(store_state.c.last_experiment_id)).scalar()
    # A store's first experiment is 0.
    return max(greatest or 0, gone or 0) + 1
