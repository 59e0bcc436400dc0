"""Runs, params and tags in SQL."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, select, update
from sqlalchemy.exc import IntegrityError

from trackside.clock import now_ms
from trackside.entities import (
    LifecycleStage,
    Param,
    Run,
    RunData,
    RunInfo,
    RunStatus,
    RunTag,
)
from trackside.errors import AlreadyExists, InvalidParameter, NotFound
from trackside.store.limits import (
    checked_experiment_id,
    checked_int64,
    checked_metric,
    checked_param,
    checked_run_id,
    checked_run_name,
    checked_status,
    checked_tag,
    shortened,
    unique_params,
)
from trackside.store.run_names import random_run_name
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.changing import new_id, stamp
from trackside.store.sql.chunks import chunked
from trackside.store.sql.experiments import active_experiment
from trackside.store.sql.histories import add_points, by_key
from trackside.store.sql.logged_model_rows import add_model_metrics
from trackside.store.sql.run_rows import active_run, find_run, load_runs, run_info
from trackside.store.sql.tables import HEAD_LENGTH, params, runs, tags

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Table

    from trackside.entities import Metric
    from trackside.store.sql.database import Transaction

RUN_NAME_TAG = "mlflow.runName"


class SqlRuns(Aggregate):
    """The runs of a SQL store."""

    def create_run(
        self,
        experiment_id: str,
        user_id: str,
        start_time: int,
        tags: Mapping[str, str],
        run_name: str | None = None,
        run_id: str | None = None,
    ) -> Run:
        checked = {tag.key: tag.value for tag in (checked_tag(k, v) for k, v in tags.items())}
        name = checked_run_name(run_name or checked.get(RUN_NAME_TAG) or random_run_name())
        if run_name and checked.get(RUN_NAME_TAG, run_name) != run_name:
            raise InvalidParameter(
                f"Both 'run_name' argument and '{RUN_NAME_TAG}' tag are specified, but with different values "
                f"(run_name={run_name!r}, {RUN_NAME_TAG}={checked[RUN_NAME_TAG]!r})."
            )
        checked[RUN_NAME_TAG] = name
        run_id = checked_run_id(run_id) if run_id else uuid.uuid4().hex
        with self._database.write() as transaction:
            connection = transaction.connection
            experiment = active_experiment(connection, checked_experiment_id(experiment_id))
            info = RunInfo(
                run_id=run_id,
                run_name=name,
                experiment_id=str(experiment.id),
                user_id=user_id or "",
                status="RUNNING",
                start_time=checked_int64(start_time, "start_time"),
                artifact_uri=f"{experiment.artifact_location}/{run_id}/artifacts",
            )
            try:
                result = connection.execute(
                    runs.insert().values(
                        run_id=run_id,
                        name=name,
                        experiment_id=experiment.id,
                        user_id=info.user_id,
                        status=info.status,
                        start_time=info.start_time,
                        lifecycle_stage=info.lifecycle_stage,
                        artifact_uri=info.artifact_uri,
                        revision=transaction.revision,
                    )
                )
            except IntegrityError:
                raise AlreadyExists(f"Run with id={run_id} already exists.") from None
            self._put_texts(transaction, _TAGS, new_id(result), checked)
            # All that there is of a new run is known: reading it back takes longer than writing it.
            return Run(info, RunData(tags=checked), revision=transaction.revision)

    def get_run(self, run_id: str) -> Run:
        with self._database.read() as connection:
            return load_runs(connection, [find_run(connection, run_id)])[0]

    def get_runs(self, run_ids: Sequence[str]) -> list[Run]:
        with self._database.read() as connection:
            rows = [
                row
                for chunk in chunked(run_ids)
                for row in connection.execute(select(runs).where(runs.c.run_id.in_(chunk)))
            ]
            by_id = {run.info.run_id: run for run in load_runs(connection, rows)}
        return [by_id[run_id] for run_id in run_ids if run_id in by_id]

    def check_active(self, run_id: str) -> None:
        with self._database.read() as connection:
            active_run(connection, run_id)

    def update_run(
        self,
        run_id: str,
        status: str | None = None,
        end_time: int | None = None,
        run_name: str | None = None,
    ) -> RunInfo:
        values: dict[str, Any] = {}
        if status is not None:
            values["status"] = checked_status(status)
            # A run that goes on has not ended.
            values["end_time"] = end_time if RunStatus.is_terminated(values["status"]) else None
        elif end_time is not None:
            values["end_time"] = checked_int64(end_time, "end_time")
        if run_name:
            values["run_name"] = checked_run_name(run_name)
        with self._database.write() as transaction:
            row = active_run(transaction.connection, run_id)
            columns = {"name" if field == "run_name" else field: values[field] for field in values}
            stamp(transaction, runs, row.id, **columns)
            if run_name:
                self._put_texts(transaction, _TAGS, row.id, {RUN_NAME_TAG: run_name})
            # What it is now is known: reading it back would be half of ending a run.
            return replace(run_info(row), **values)

    def running_runs(self) -> list[Run]:
        with self._database.read() as connection:
            query = select(runs).where(
                runs.c.status == "RUNNING", runs.c.lifecycle_stage == LifecycleStage.ACTIVE
            )
            return load_runs(connection, connection.execute(query).all())

    def end_runs(self, run_ids: Sequence[str], status: str, end_time: int) -> list[str]:
        name = checked_status(status)
        with self._database.write() as transaction:
            connection = transaction.connection
            running: list[str] = []
            for chunk in chunked(run_ids):
                query = select(runs.c.run_id).where(
                    runs.c.run_id.in_(chunk), runs.c.status == "RUNNING"
                )
                running += connection.execute(query).scalars()
            for chunk in chunked(running):
                connection.execute(
                    update(runs)
                    .where(runs.c.run_id.in_(chunk))
                    .values(status=name, end_time=end_time, revision=transaction.revision)
                )
        return running

    def delete_run(self, run_id: str) -> None:
        with self._database.write() as transaction:
            row = find_run(transaction.connection, run_id)
            if row.lifecycle_stage == LifecycleStage.ACTIVE:
                stamp(
                    transaction,
                    runs,
                    row.id,
                    lifecycle_stage=LifecycleStage.DELETED,
                    deleted_time=now_ms(),
                )

    def restore_run(self, run_id: str) -> None:
        with self._database.write() as transaction:
            row = find_run(transaction.connection, run_id)
            active_experiment(transaction.connection, row.experiment_id)
            stamp(
                transaction, runs, row.id, lifecycle_stage=LifecycleStage.ACTIVE, deleted_time=None
            )

    def log_batch(
        self,
        run_id: str,
        metrics: Sequence[Metric] = (),
        params: Sequence[Param] = (),
        tags: Sequence[RunTag] = (),
    ) -> None:
        points = [checked_metric(m.key, m.value, m.timestamp, m.step) for m in metrics]
        new_params = unique_params([checked_param(param.key, param.value) for param in params])
        new_tags = {tag.key: tag.value for tag in (checked_tag(tag.key, tag.value) for tag in tags)}
        if RUN_NAME_TAG in new_tags:
            checked_run_name(new_tags[RUN_NAME_TAG])
        with self._database.write() as transaction:
            row = active_run(transaction.connection, run_id)
            self._put_params(transaction, row.id, run_id, new_params)
            self._put_texts(transaction, _TAGS, row.id, new_tags)
            additions = {(row.id, key): series for key, series in by_key(points).items()}
            add_points(self._database, transaction, additions, may_repeat=True)
            add_model_metrics(transaction, run_id, _of_models(metrics, points))
            renamed = {"name": new_tags[RUN_NAME_TAG]} if RUN_NAME_TAG in new_tags else {}
            stamp(transaction, runs, row.id, **renamed)

    def delete_tag(self, run_id: str, key: str) -> None:
        with self._database.write() as transaction:
            row = active_run(transaction.connection, run_id)
            key_id = self._database.find_key_id(transaction.connection, key)
            result = transaction.connection.execute(
                delete(tags).where(and_(tags.c.run == row.id, tags.c.key == key_id))
            )
            if not result.rowcount:
                raise NotFound(f"No tag with name: {key} in run with id {run_id}")
            stamp(transaction, runs, row.id)

    def _put_params(
        self, transaction: Transaction, run: int, run_id: str, values: Mapping[str, str]
    ) -> None:
        """Add params; one that is there already must have the same value."""
        if not values:
            return
        key_ids = self._database.key_ids(transaction, values)
        names = {key_id: name for name, key_id in key_ids.items()}
        query = select(params.c.key, params.c.value).where(
            params.c.run == run, params.c.key.in_(list(names))
        )
        present = {names[row.key]: row.value for row in transaction.connection.execute(query)}
        for name, old in present.items():
            if old != values[name]:
                raise InvalidParameter(
                    f"Changing param values is not allowed. Param with key={name!r} was already logged with "
                    f"value={shortened(old)} for run ID={run_id!r}. Attempted logging new value "
                    f"{shortened(values[name])}. Log it under another name, start a new run, or use a tag."
                )
        self._put_texts(
            transaction, _PARAMS, run, {k: v for k, v in values.items() if k not in present}
        )

    def _put_texts(
        self, transaction: Transaction, table: Table, run: int, values: Mapping[str, str]
    ) -> None:
        if not values:
            return
        key_ids = self._database.key_ids(transaction, values)
        transaction.connection.execute(
            delete(table).where(table.c.run == run, table.c.key.in_(list(key_ids.values())))
        )
        transaction.connection.execute(
            table.insert(),
            [
                {"run": run, "key": key_ids[key], "head": value[:HEAD_LENGTH], "value": value}
                for key, value in values.items()
            ],
        )


def _of_models(metrics: Sequence[Metric], checked: Sequence[Metric]) -> list[Metric]:
    """Return the metrics that name a logged model, with their checked values."""
    return [
        replace(
            metric, key=point.key, value=point.value, timestamp=point.timestamp, step=point.step
        )
        for metric, point in zip(metrics, checked, strict=True)
        if metric.model_id is not None
    ]


# The methods' arguments `params` and `tags` hide the tables of these names.
_PARAMS = params
_TAGS = tags
