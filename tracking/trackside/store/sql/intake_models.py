"""Taking in logged models and the registry from another store, in SQL."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select, update

from trackside.entities import LifecycleStage
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.changing import new_id, replace_rows
from trackside.store.sql.logged_model_rows import load_models, stamp_owner
from trackside.store.sql.run_rows import as_float, as_stored
from trackside.store.sql.tables import (
    logged_model_metrics,
    logged_model_params,
    logged_model_tags,
    logged_models,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import LoggedModel, Metric
    from trackside.store.intake import TakenModel
    from trackside.store.sql.database import Transaction

_COLUMNS = (
    *("name", "status_message", "model_type", "source_run_id"),
    *("creation_timestamp", "last_updated_timestamp"),
)


class SqlModelIntake(Aggregate):
    """The logged models that a SQL store takes in."""

    def take_logged_models(self, models: Sequence[TakenModel]) -> list[str]:
        with self._database.read() as connection:
            wanting = [each for each in models if _is_wanting(connection, each)]
        if not wanting:
            return []
        with self._database.write() as transaction:
            for each in wanting:
                _take(transaction, each)
        return [each.model.model_id for each in wanting]


def _find(connection: Connection, model_id: str) -> Row[Any] | None:
    query = select(logged_models).where(logged_models.c.model_id == model_id)
    return connection.execute(query).first()


def _is_wanting(connection: Connection, taken: TakenModel) -> bool:
    row = _find(connection, taken.model.model_id)
    if row is None:
        return True
    (here,) = load_models(connection, [row])
    there = taken.model
    return (
        _columns(here) != _columns(there)
        or bool(_moved(row, taken))
        or not there.tags.items() <= here.tags.items()
        or not there.params.items() <= here.params.items()
        or bool(_new_metrics(here, there))
    )


def _take(transaction: Transaction, taken: TakenModel) -> None:
    connection, there = transaction.connection, taken.model
    row = _find(connection, there.model_id)
    if row is None:
        result = connection.execute(
            logged_models.insert().values(
                **_columns(there),
                model_id=there.model_id,
                artifact_location=there.artifact_location,
                experiment_id=int(there.experiment_id),
                lifecycle_stage=taken.lifecycle_stage,
                deleted_time=taken.deleted_time,
            )
        )
        number = new_id(result)
    else:
        number = row.id
        values = {**_columns(there), **_moved(row, taken)}
        connection.execute(update(logged_models).where(logged_models.c.id == number).values(values))
    row = connection.execute(select(logged_models).where(logged_models.c.id == number)).one()
    (here,) = load_models(connection, [row])
    replace_rows(connection, logged_model_tags, {"model": number}, there.tags)
    replace_rows(connection, logged_model_params, {"model": number}, there.params)
    rows = [
        {
            "model": number,
            "run_id": metric.run_id or there.source_run_id or "",
            "key": metric.key,
            "value": as_stored(metric.value),
            "timestamp": metric.timestamp,
            "step": metric.step,
            "dataset_name": metric.dataset_name,
            "dataset_digest": metric.dataset_digest,
        }
        for metric in _new_metrics(here, there)
    ]
    if rows:
        connection.execute(logged_model_metrics.insert(), rows)
    stamp_owner(transaction, row)


def _columns(model: LoggedModel) -> dict[str, Any]:
    return {**{name: getattr(model, name) for name in _COLUMNS}, "status": model.status.value}


def _moved(row: Row[Any], taken: TakenModel) -> dict[str, Any]:
    """Return what moves a model that is here: into the bin, or its files to a new place."""
    moved: dict[str, Any] = {}
    is_binned = taken.lifecycle_stage == LifecycleStage.DELETED
    if is_binned and row.lifecycle_stage == LifecycleStage.ACTIVE:
        moved = {"lifecycle_stage": LifecycleStage.DELETED, "deleted_time": taken.deleted_time}
    if taken.has_new_place and taken.model.artifact_location != row.artifact_location:
        moved["artifact_location"] = taken.model.artifact_location
    return moved


def _new_metrics(here: LoggedModel, there: LoggedModel) -> list[Metric]:
    """Return the points that are not here, as often as they are not."""
    left = Counter(_identity(each) for each in here.metrics or ())
    new = []
    for metric in there.metrics or ():
        if left[_identity(metric)]:
            left[_identity(metric)] -= 1
        else:
            new.append(metric)
    return new


def _identity(metric: Metric) -> tuple[object, ...]:
    # By the text: NaN is not equal to itself.
    value = repr(as_float(as_stored(metric.value)))
    of_data = (metric.dataset_name, metric.dataset_digest)
    return (metric.key, value, metric.timestamp, metric.step, *of_data)
