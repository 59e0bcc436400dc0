"""Taking in experiments from another store, in SQL."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select, update

from trackside.clock import now_ms
from trackside.entities import Experiment, LifecycleStage
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.changing import replace_rows, stamp
from trackside.store.sql.experiment_names import free_name, name_in_bin, next_id
from trackside.store.sql.tables import experiment_tags, experiments, store_state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.store.sql.database import Transaction

ORIGIN_TAG = "trackside.imported_from."
"""Start of the key of the tag that says where an experiment was imported from."""


class SqlExperimentIntake(Aggregate):
    """The experiments that a SQL store takes in."""

    def take_experiment(self, experiment: Experiment, origin: str) -> str:
        digest = hashlib.sha256(origin.encode()).hexdigest()[:12]
        known_by = {f"{ORIGIN_TAG}{digest}": f"{experiment.experiment_id} of {origin}"}
        tagged = replace(experiment, tags={**experiment.tags, **known_by})
        with self._database.read() as connection:
            row = _find(connection, tagged, known_by)
            if row is not None and not _differences(connection, row, tagged):
                return str(row.id)
        with self._database.write() as transaction:
            row = _find(transaction.connection, tagged, known_by)
            if row is None:
                return str(self._add_taken(transaction, tagged))
            _update(transaction, row, tagged)
            return str(row.id)

    def _add_taken(self, transaction: Transaction, experiment: Experiment) -> int:
        connection, name = transaction.connection, experiment.name
        if experiment.lifecycle_stage == LifecycleStage.ACTIVE:
            free_name(transaction, name)
        elif _named(connection, name) is not None:
            name = name_in_bin(connection, name)
        number = _free_id(connection, experiment.experiment_id)
        created = experiment.creation_time or now_ms()
        connection.execute(
            experiments.insert().values(
                id=number,
                name=name,
                artifact_location=experiment.artifact_location.rstrip("/")
                or f"{self._artifact_root}/{number}",
                lifecycle_stage=experiment.lifecycle_stage,
                creation_time=created,
                last_update_time=experiment.last_update_time or created,
                revision=transaction.revision,
            )
        )
        replace_rows(connection, experiment_tags, {"experiment_id": number}, dict(experiment.tags))
        return number


def _find(
    connection: Connection, experiment: Experiment, known_by: Mapping[str, str]
) -> Row[Any] | None:
    """Return the row that the experiment was taken into before, or else the active one of its name."""
    ((key, value),) = known_by.items()
    query = (
        select(experiments)
        .join(experiment_tags, experiment_tags.c.experiment_id == experiments.c.id)
        .where(experiment_tags.c.key == key, experiment_tags.c.value == value)
    )
    found = connection.execute(query).first()
    if found is None and experiment.lifecycle_stage == LifecycleStage.ACTIVE:
        found = _named(connection, experiment.name)
        if found is not None and found.lifecycle_stage != LifecycleStage.ACTIVE:
            return None
    return found


def _named(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(experiments).where(experiments.c.name == name)).first()


def _free_id(connection: Connection, wanted: str) -> int:
    """Return the number wanted, or another one if an experiment has or had it."""
    if not (wanted.isascii() and wanted.isdigit() and int(wanted) < 2**63):
        return next_id(connection)
    number = int(wanted)
    taken = connection.execute(select(experiments.c.id).where(experiments.c.id == number)).first()
    gone = connection.execute(select(store_state.c.last_experiment_id)).scalar() or 0
    return next_id(connection) if taken is not None or number <= gone else number


def _differences(connection: Connection, row: Row[Any], experiment: Experiment) -> dict[str, Any]:
    """Return the columns and, under ``tags``, the tags that an experiment here does not have yet."""
    query = select(experiment_tags.c.key, experiment_tags.c.value).where(
        experiment_tags.c.experiment_id == row.id
    )
    present = {row.key: row.value for row in connection.execute(query)}
    tags = {key: value for key, value in experiment.tags.items() if present.get(key) != value}
    found: dict[str, Any] = {"tags": tags} if tags else {}
    is_binned = experiment.lifecycle_stage == LifecycleStage.DELETED
    if is_binned and row.lifecycle_stage == LifecycleStage.ACTIVE:
        found["lifecycle_stage"] = LifecycleStage.DELETED
    is_same_stage = experiment.lifecycle_stage == row.lifecycle_stage
    if is_same_stage and experiment.name != row.name and not _named(connection, experiment.name):
        found["name"] = experiment.name
    return found


def _update(transaction: Transaction, row: Row[Any], experiment: Experiment) -> None:
    connection = transaction.connection
    changed = _differences(connection, row, experiment)
    replace_rows(connection, experiment_tags, {"experiment_id": row.id}, changed.pop("tags", {}))
    changed["last_update_time"] = max(row.last_update_time, experiment.last_update_time or 0)
    connection.execute(update(experiments).where(experiments.c.id == row.id).values(**changed))
    stamp(transaction, experiments, row.id)
