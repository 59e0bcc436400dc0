"""Reading logged models, and the metrics that are logged to them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Table, select

from trackside.entities import LifecycleStage, LoggedModel, LoggedModelStatus, Metric
from trackside.errors import NotFound
from trackside.store.input_limits import checked_measurement, checked_model_id
from trackside.store.sql.changing import stamp
from trackside.store.sql.chunks import chunked
from trackside.store.sql.run_rows import as_float, as_stored
from trackside.store.sql.tables import (
    experiments,
    logged_model_metrics,
    logged_model_params,
    logged_model_tags,
    logged_models,
    runs,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.store.sql.database import Transaction


def find_model(connection: Connection, model_id: str, *, allow_deleted: bool = False) -> Row[Any]:
    """Return the row of a logged model; raises ``NotFound``."""
    query = select(logged_models).where(logged_models.c.model_id == checked_model_id(model_id))
    row = connection.execute(query).first()
    if row is None or (row.lifecycle_stage != LifecycleStage.ACTIVE and not allow_deleted):
        raise NotFound(f"Logged model with ID '{model_id}' not found.")
    return row


def load_models(connection: Connection, rows: Sequence[Row[Any]]) -> list[LoggedModel]:
    """Return the models of these rows, in their order, in a constant number of queries a page."""
    ids = [row.id for row in rows]
    params = _texts(connection, logged_model_params, ids)
    tags = _texts(connection, logged_model_tags, ids)
    metrics = _metrics(connection, {row.id: row.model_id for row in rows})
    return [
        LoggedModel(
            experiment_id=str(row.experiment_id),
            model_id=row.model_id,
            name=row.name,
            artifact_location=row.artifact_location,
            creation_timestamp=row.creation_timestamp,
            last_updated_timestamp=row.last_updated_timestamp,
            model_type=row.model_type,
            source_run_id=row.source_run_id,
            status=LoggedModelStatus(row.status),
            status_message=row.status_message,
            tags=tags[row.id],
            params=params[row.id],
            metrics=metrics.get(row.id),
        )
        for row in rows
    ]


def add_model_metrics(transaction: Transaction, run_id: str, metrics: Sequence[Metric]) -> None:
    """Write a run's metrics to the logged models that they name.

    They are checked but for what they say of models and datasets. Raises ``NotFound`` for an
    unknown model; a deleted one takes its metrics.
    """
    of_models = [checked_measurement(metric) for metric in metrics]
    if not of_models:
        return
    connection = transaction.connection
    rows = {
        model_id: find_model(connection, model_id, allow_deleted=True)
        for model_id in dict.fromkeys(str(metric.model_id) for metric in of_models)
    }
    connection.execute(
        logged_model_metrics.insert(),
        [
            {
                "model": rows[str(metric.model_id)].id,
                "run_id": run_id,
                "key": metric.key,
                "value": as_stored(metric.value),
                "timestamp": metric.timestamp,
                "step": metric.step,
                "dataset_name": metric.dataset_name,
                "dataset_digest": metric.dataset_digest,
            }
            for metric in of_models
        ],
    )
    for row in rows.values():
        stamp_owner(transaction, row)


def stamp_owner(transaction: Transaction, row: Row[Any]) -> None:
    """Note a change of a model at the run that made it, or at its experiment if there is none."""
    query = select(runs.c.id).where(runs.c.run_id == row.source_run_id)
    run = transaction.connection.execute(query).scalar() if row.source_run_id else None
    if run is None:
        stamp(transaction, experiments, row.experiment_id)
    else:
        stamp(transaction, runs, run)


def _texts(connection: Connection, table: Table, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for chunk in chunked(ids):
        query = select(table).where(table.c.model.in_(chunk)).order_by(table.c.key)
        for model, key, value in connection.execute(query):
            found[model][key] = value
    return found


def _metrics(connection: Connection, model_ids: dict[int, str]) -> dict[int, list[Metric]]:
    found: dict[int, list[Metric]] = defaultdict(list)
    table = logged_model_metrics
    for chunk in chunked(list(model_ids)):
        query = select(table).where(table.c.model.in_(chunk)).order_by(table.c.id)
        for row in connection.execute(query):
            found[row.model].append(
                Metric(
                    row.key,
                    as_float(row.value),
                    row.timestamp,
                    row.step,
                    model_ids[row.model],
                    row.dataset_name,
                    row.dataset_digest,
                    row.run_id,
                )
            )
    return found
