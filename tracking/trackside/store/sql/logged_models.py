"""Logged models in SQL; search has a file of its own."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from trackside.clock import now_ms
from trackside.entities import LifecycleStage, LoggedModel, LoggedModelStatus
from trackside.errors import InvalidParameter, NotFound
from trackside.store.input_limits import (
    MAX_LOGGED_MODEL_NAME,
    checked_logged_model_name,
    checked_model_status,
    checked_texts,
)
from trackside.store.limits import at_most, checked_experiment_id, checked_run_id, shortened
from trackside.store.run_names import random_run_name
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.changing import replace_rows
from trackside.store.sql.experiments import active_experiment
from trackside.store.sql.logged_model_rows import find_model, load_models, stamp_owner
from trackside.store.sql.tables import logged_model_params, logged_model_tags, logged_models

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from trackside.store.sql.database import Transaction


class SqlLoggedModels(Aggregate):
    """The logged models of a SQL store."""

    def create_logged_model(
        self,
        experiment_id: str,
        name: str | None = None,
        source_run_id: str | None = None,
        tags: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        model_type: str | None = None,
    ) -> LoggedModel:
        checked_name = random_run_name() if name is None else checked_logged_model_name(name)
        new_tags, new_params = checked_texts(tags, "tag"), checked_texts(params, "param")
        kind = at_most(str(model_type), MAX_LOGGED_MODEL_NAME, "Model type") if model_type else None
        model_id, now = f"m-{uuid.uuid4().hex}", now_ms()
        with self._database.write() as transaction:
            connection = transaction.connection
            experiment = active_experiment(connection, checked_experiment_id(experiment_id))
            connection.execute(
                logged_models.insert().values(
                    model_id=model_id,
                    experiment_id=experiment.id,
                    name=checked_name,
                    artifact_location=f"{experiment.artifact_location}/models/{model_id}/artifacts",
                    status=LoggedModelStatus.PENDING.value,
                    model_type=kind,
                    source_run_id=checked_run_id(source_run_id) if source_run_id else None,
                    lifecycle_stage=LifecycleStage.ACTIVE,
                    creation_timestamp=now,
                    last_updated_timestamp=now,
                )
            )
            row = find_model(connection, model_id)
            replace_rows(connection, logged_model_tags, {"model": row.id}, new_tags)
            replace_rows(connection, logged_model_params, {"model": row.id}, new_params)
            stamp_owner(transaction, row)
            return load_models(connection, [row])[0]

    def get_logged_model(self, model_id: str, allow_deleted: bool = False) -> LoggedModel:
        with self._database.read() as connection:
            row = find_model(connection, model_id, allow_deleted=allow_deleted)
            return load_models(connection, [row])[0]

    def finalize_logged_model(self, model_id: str, status: str) -> LoggedModel:
        name = checked_model_status(status).value
        with self._database.write() as transaction:
            _change(transaction, find_model(transaction.connection, model_id), status=name)
            row = find_model(transaction.connection, model_id)
            return load_models(transaction.connection, [row])[0]

    def set_logged_model_tags(self, model_id: str, tags: Mapping[str, str]) -> None:
        new = checked_texts(tags, "tag")
        with self._database.write() as transaction:
            row = find_model(transaction.connection, model_id)
            replace_rows(transaction.connection, logged_model_tags, {"model": row.id}, new)
            stamp_owner(transaction, row)

    def delete_logged_model_tag(self, model_id: str, key: str) -> None:
        table = logged_model_tags
        with self._database.write() as transaction:
            row = find_model(transaction.connection, model_id)
            result = transaction.connection.execute(
                delete(table).where(table.c.model == row.id, table.c.key == key)
            )
            if not result.rowcount:
                raise NotFound(f"No tag with key {key!r} found for model with ID {model_id!r}.")
            stamp_owner(transaction, row)

    def log_logged_model_params(self, model_id: str, params: Mapping[str, str]) -> None:
        new = checked_texts(params, "param")
        table = logged_model_params
        with self._database.write() as transaction:
            row = find_model(transaction.connection, model_id)
            query = select(table.c.key, table.c.value).where(table.c.model == row.id)
            present = {row.key: row.value for row in transaction.connection.execute(query)}
            for key in new.keys() & present.keys():
                if present[key] != new[key]:
                    raise InvalidParameter(
                        f"Changing param values is not allowed. Param with key={key!r} of the model {model_id!r} "
                        f"has the value {shortened(present[key])}, not {shortened(new[key])}. Use a tag, or "
                        "another name."
                    )
            fresh = {key: value for key, value in new.items() if key not in present}
            replace_rows(transaction.connection, table, {"model": row.id}, fresh)
            stamp_owner(transaction, row)

    def delete_logged_model(self, model_id: str) -> None:
        with self._database.write() as transaction:
            row = find_model(transaction.connection, model_id, allow_deleted=True)
            if row.lifecycle_stage == LifecycleStage.ACTIVE:
                stage = LifecycleStage.DELETED
                _change(transaction, row, lifecycle_stage=stage, deleted_time=now_ms())


def _change(transaction: Transaction, row: Row[Any], **values: Any) -> None:
    transaction.connection.execute(
        update(logged_models)
        .where(logged_models.c.id == row.id)
        .values(last_updated_timestamp=now_ms(), **values)
    )
    stamp_owner(transaction, row)
