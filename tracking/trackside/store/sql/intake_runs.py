"""Taking in runs from another store, in SQL: everything but their metrics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, select, update

from trackside.entities import LifecycleStage, Run
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.chunks import chunked
from trackside.store.sql.datasets import add_models, dataset_ids, link_datasets
from trackside.store.sql.run_lineage import MODEL_INPUT, MODEL_OUTPUT
from trackside.store.sql.run_rows import load_runs
from trackside.store.sql.tables import HEAD_LENGTH, params, run_models, runs, tags

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import DatasetInput
    from trackside.store.intake import TakenRun
    from trackside.store.sql.database import Transaction

_INFO = {
    "name": "run_name",
    "user_id": "user_id",
    "status": "status",
    "start_time": "start_time",
    "end_time": "end_time",
}


@dataclass(frozen=True, slots=True)
class _Missing:
    """What a run here does not have yet; ``columns`` of its own row, links by what they lead to."""

    columns: Mapping[str, Any]
    params: Mapping[str, str]
    tags: Mapping[str, str]
    datasets: Sequence[DatasetInput]
    models_in: Sequence[str]
    models_out: Mapping[str, int]

    def __bool__(self) -> bool:
        return any(
            (
                *(self.columns, self.params, self.tags),
                *(self.datasets, self.models_in, self.models_out),
            )
        )


class SqlRunIntake(Aggregate):
    """The runs that a SQL store takes in."""

    def take_runs(self, taken: Sequence[TakenRun]) -> list[str]:
        with self._database.read() as connection:
            wanting = _wanting(connection, taken)
        if not wanting:
            return []
        with self._database.write() as transaction:
            connection = transaction.connection
            new = [each for each in taken if wanting.get(each.run.info.run_id, True) is None]
            self._insert_taken(transaction, new)
            wanting = _wanting(connection, taken)
            missing = {run_id: each for run_id, each in wanting.items() if each}
            numbers = _numbers(connection, list(missing))
            by_number = {numbers[run_id]: each for run_id, each in missing.items() if each}
            _update(transaction, by_number)
            self._put_taken_texts(transaction, params, {n: m.params for n, m in by_number.items()})
            self._put_taken_texts(transaction, tags, {n: m.tags for n, m in by_number.items()})
            experiment_of = {each.run.info.run_id: each.run.info.experiment_id for each in taken}
            for run_id, each in missing.items():
                if each:
                    _link(connection, numbers[run_id], int(experiment_of[run_id]), each)
        return list(dict.fromkeys([*(each.run.info.run_id for each in new), *missing]))

    @staticmethod
    def _insert_taken(transaction: Transaction, taken: Sequence[TakenRun]) -> None:
        # Somebody else may have taken them in since we looked.
        ids = [each.run.info.run_id for each in taken]
        present = _numbers(transaction.connection, ids)
        rows = [
            {
                **_columns(each.run),
                "run_id": each.run.info.run_id,
                "experiment_id": int(each.run.info.experiment_id),
                "lifecycle_stage": each.run.info.lifecycle_stage,
                "deleted_time": each.deleted_time,
                "artifact_uri": each.run.info.artifact_uri,
                "revision": transaction.revision,
            }
            for each in taken
            if each.run.info.run_id not in present
        ]
        if rows:
            transaction.connection.execute(runs.insert(), rows)

    def _put_taken_texts(
        self, transaction: Transaction, table: Table, values: Mapping[int, Mapping[str, str]]
    ) -> None:
        key_ids = self._database.key_ids(
            transaction, {key for each in values.values() for key in each}
        )
        rows = [
            {"run": run, "key": key_ids[key], "head": value[:HEAD_LENGTH], "value": value}
            for run, each in values.items()
            for key, value in each.items()
        ]
        if not rows:
            return
        gone = [{"old_run": row["run"], "old_key": row["key"]} for row in rows]
        is_old = and_(table.c.run == bindparam("old_run"), table.c.key == bindparam("old_key"))
        transaction.connection.execute(delete(table).where(is_old), gone)
        transaction.connection.execute(table.insert(), rows)


def _columns(run: Run) -> dict[str, Any]:
    return {column: getattr(run.info, name) for column, name in _INFO.items()}


def _numbers(connection: Connection, run_ids: Sequence[str]) -> dict[str, int]:
    return {
        row.run_id: row.id
        for chunk in chunked(run_ids)
        for row in connection.execute(
            select(runs.c.run_id, runs.c.id).where(runs.c.run_id.in_(chunk))
        )
    }


def _wanting(connection: Connection, taken: Sequence[TakenRun]) -> dict[str, _Missing | None]:
    """Return what runs do not have yet, by id: None for a run that is new, nothing for one that is equal."""
    rows = [
        row
        for chunk in chunked([each.run.info.run_id for each in taken])
        for row in connection.execute(select(runs).where(runs.c.run_id.in_(chunk)))
    ]
    present = {run.info.run_id: run for run in load_runs(connection, rows)}
    found: dict[str, _Missing | None] = {}
    for each in taken:
        run_id = each.run.info.run_id
        missing = _missing(present[run_id], each) if run_id in present else None
        if missing is None or missing:
            found[run_id] = missing
    return found


def _missing(here: Run, taken: TakenRun) -> _Missing:
    there = taken.run
    columns = {
        column: value
        for (column, value), old in zip(
            _columns(there).items(), _columns(here).values(), strict=True
        )
        if value != old
    }
    if taken.has_new_place and there.info.artifact_uri != here.info.artifact_uri:
        columns["artifact_uri"] = there.info.artifact_uri
    is_binned = there.info.lifecycle_stage == LifecycleStage.DELETED
    if is_binned and here.info.lifecycle_stage == LifecycleStage.ACTIVE:
        columns |= {"lifecycle_stage": LifecycleStage.DELETED, "deleted_time": taken.deleted_time}
    known = {(each.dataset.name, each.dataset.digest) for each in here.inputs.dataset_inputs}
    models_in = {each.model_id for each in here.inputs.model_inputs}
    models_out = {each.model_id: each.step for each in here.outputs.model_outputs}
    return _Missing(
        columns,
        _new(there.data.params, here.data.params),
        _new(there.data.tags, here.data.tags),
        [
            each
            for each in there.inputs.dataset_inputs
            if (each.dataset.name, each.dataset.digest) not in known
        ],
        [each.model_id for each in there.inputs.model_inputs if each.model_id not in models_in],
        {
            each.model_id: each.step
            for each in there.outputs.model_outputs
            if models_out.get(each.model_id) != each.step
        },
    )


def _new(there: Mapping[str, str], here: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in there.items() if here.get(key) != value}


def _update(transaction: Transaction, missing: Mapping[int, _Missing]) -> None:
    for number, each in missing.items():
        transaction.connection.execute(
            update(runs)
            .where(runs.c.id == number)
            .values(revision=transaction.revision, **each.columns)
        )


def _link(connection: Connection, run: int, experiment_id: int, missing: _Missing) -> None:
    if missing.datasets:
        numbers = dataset_ids(connection, experiment_id, missing.datasets)
        link_datasets(connection, run, numbers, missing.datasets)
    add_models(connection, run, MODEL_INPUT, dict.fromkeys(missing.models_in, 0))
    if missing.models_out:
        connection.execute(
            delete(run_models).where(
                run_models.c.run == run,
                run_models.c.direction == MODEL_OUTPUT,
                run_models.c.model_id.in_(list(missing.models_out)),
            )
        )
        add_models(connection, run, MODEL_OUTPUT, missing.models_out)
