"""Permanent deletion in SQL; meets :class:`trackside.store.lifecycle.LifecycleStore`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, func, select, update

from trackside.store.limits import checked_experiment_id
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.bin import chosen_things, judged, things_again
from trackside.store.sql.chunks import chunked
from trackside.store.sql.tables import (
    datasets,
    doomed_artifacts,
    experiment_tags,
    experiments,
    logged_models,
    notebooks,
    run_datasets,
    runs,
    store_state,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from trackside.store.lifecycle import BinChoice, Binned
    from trackside.store.sql.database import Transaction


class SqlBin(Aggregate):
    """The bin of a SQL store, and what is left to do of emptying it."""

    def list_bin(self, choice: BinChoice) -> list[Binned]:
        for number in choice.experiment_ids:
            checked_experiment_id(number)
        with self._database.read() as connection:
            return judged(connection, chosen_things(connection, choice))

    def collect(self, chosen: Sequence[Binned]) -> list[Binned]:
        with self._database.write() as transaction:
            connection = transaction.connection
            things = judged(connection, things_again(connection, chosen))
            going = [thing for thing in things if thing.kept_because is None]
            _delete_runs(connection, [t.id for t in going if t.kind == "run"])
            _delete_models(connection, [t.id for t in going if t.kind == "model"])
            _delete_experiments(connection, [int(t.id) for t in going if t.kind == "experiment"])
            uris = [{"uri": thing.artifact_uri} for thing in going if thing.artifact_uri]
            if uris:
                connection.execute(doomed_artifacts.insert(), uris)
            _show(transaction, sorted({int(thing.experiment_id) for thing in going}))
        return going

    def doomed_artifacts(self) -> list[str]:
        with self._database.read() as connection:
            rows = connection.execute(
                select(doomed_artifacts.c.uri).order_by(doomed_artifacts.c.id)
            )
            found = list(dict.fromkeys(rows.scalars()))
            # A run that was brought back under its id has its files where they were.
            used = {
                uri
                for chunk in chunked(found)
                for column in (runs.c.artifact_uri, logged_models.c.artifact_location)
                for uri in connection.execute(select(column).where(column.in_(chunk))).scalars()
            }
        return [uri for uri in found if uri not in used]

    def forget_artifacts(self, artifact_uris: Sequence[str]) -> None:
        if artifact_uris:
            with self._database.exclusive() as connection:
                for chunk in chunked(artifact_uris):
                    connection.execute(
                        delete(doomed_artifacts).where(doomed_artifacts.c.uri.in_(chunk))
                    )

    def artifact_locations(self) -> list[str]:
        with self._database.read() as connection:
            query = select(experiments.c.artifact_location).order_by(experiments.c.id)
            found = [uri.rstrip("/") for uri in connection.execute(query).scalars()]
        return list(dict.fromkeys([self._artifact_root, *found]))


def _delete_runs(connection: Connection, run_ids: Sequence[str]) -> None:
    """Delete runs with all that is theirs, and the datasets that no other run took in."""
    for chunk in chunked(run_ids):
        taken_in = connection.execute(
            select(run_datasets.c.dataset)
            .distinct()
            .join(runs, runs.c.id == run_datasets.c.run)
            .where(runs.c.run_id.in_(chunk))
        ).scalars()
        numbers = list(taken_in)
        connection.execute(delete(runs).where(runs.c.run_id.in_(chunk)))
        for part in chunked(numbers):
            connection.execute(
                delete(datasets).where(
                    datasets.c.id.in_(part),
                    ~exists().where(run_datasets.c.dataset == datasets.c.id),
                )
            )


def _delete_models(connection: Connection, model_ids: Sequence[str]) -> None:
    for chunk in chunked(model_ids):
        connection.execute(delete(logged_models).where(logged_models.c.model_id.in_(chunk)))


def _delete_experiments(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete experiments that hold neither runs nor models any more."""
    for chunk in chunked(numbers):
        for column in (notebooks.c.experiment_id, notebooks.c.last_experiment_id):
            connection.execute(update(notebooks).where(column.in_(chunk)).values({column: None}))
        connection.execute(
            delete(notebooks).where(
                notebooks.c.experiment_id.is_(None), notebooks.c.last_experiment_id.is_(None)
            )
        )
        for owner in (experiment_tags.c.experiment_id, datasets.c.experiment_id, experiments.c.id):
            connection.execute(delete(owner.table).where(owner.in_(chunk)))
    if numbers:
        before = connection.execute(select(func.max(store_state.c.last_experiment_id))).scalar()
        connection.execute(
            update(store_state).values(last_experiment_id=max(before or 0, *numbers))
        )


def _show(transaction: Transaction, numbers: Sequence[int]) -> None:
    """Have those look again who show these experiments."""
    for chunk in chunked(numbers):
        transaction.connection.execute(
            update(experiments)
            .where(experiments.c.id.in_(chunk))
            .values(revision=transaction.revision)
        )
