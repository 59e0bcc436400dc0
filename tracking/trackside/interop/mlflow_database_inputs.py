"""Read what runs of a MLflow database took in and put out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from trackside.entities import (
    Dataset,
    DatasetInput,
    InputTag,
    LoggedModelInput,
    LoggedModelOutput,
    RunInputs,
    RunOutputs,
)
from trackside.store.sql.chunks import chunked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from trackside.interop.mlflow_schema import MlflowSchema

_DATASET = (
    *("dataset_uuid", "name", "digest", "dataset_source_type", "dataset_source"),
    *("dataset_schema", "dataset_profile"),
)


def lineage_of(
    connection: Connection, schema: MlflowSchema, run_ids: Sequence[str]
) -> dict[str, tuple[RunInputs, RunOutputs]]:
    """Return inputs and outputs by run.

    MLflow keeps the links in one table: DATASET -> RUN, RUN_INPUT -> MODEL_INPUT,
    RUN_OUTPUT -> MODEL_OUTPUT (with a step).
    """
    none = (RunInputs(), RunOutputs())
    if not schema.has("inputs"):
        return defaultdict(lambda: none)
    links = schema.table("inputs")
    names = ("input_uuid", "source_type", "source_id", "destination_type", "destination_id", "step")
    used: dict[str, list[tuple[str, str]]] = defaultdict(list)
    went_in: dict[str, list[LoggedModelInput]] = defaultdict(list)
    came_out: dict[str, list[LoggedModelOutput]] = defaultdict(list)
    for chunk in chunked(run_ids):
        query = schema.select("inputs", names)
        to_runs = query.where(links.c.destination_type == "RUN", links.c.destination_id.in_(chunk))
        for row in connection.execute(to_runs):
            if row.source_type == "DATASET":
                used[row.destination_id].append((row.input_uuid, row.source_id))
        of_models = query.where(
            links.c.source_type.in_(["RUN_INPUT", "RUN_OUTPUT"]), links.c.source_id.in_(chunk)
        )
        for row in connection.execute(of_models):
            if row.source_type == "RUN_INPUT":
                went_in[row.source_id].append(LoggedModelInput(row.destination_id))
            else:
                came_out[row.source_id].append(LoggedModelOutput(row.destination_id, row.step or 0))
    datasets = _datasets(connection, schema, {each for found in used.values() for _, each in found})
    tags = _tags(connection, schema, [link for found in used.values() for link, _ in found])
    return {
        run_id: (
            RunInputs(
                tuple(
                    DatasetInput(datasets[dataset], tags.get(link, ()))
                    for link, dataset in used[run_id]
                    if dataset in datasets
                ),
                tuple(went_in[run_id]),
            ),
            RunOutputs(tuple(came_out[run_id])),
        )
        for run_id in run_ids
    }


def _datasets(connection: Connection, schema: MlflowSchema, ids: set[str]) -> dict[str, Dataset]:
    table = schema.table("datasets")
    return {
        row.dataset_uuid: Dataset(
            *(row.name, row.digest, row.dataset_source_type, row.dataset_source),
            *(row.dataset_schema, row.dataset_profile),
        )
        for chunk in chunked(sorted(ids))
        for row in connection.execute(
            schema.select("datasets", _DATASET).where(table.c.dataset_uuid.in_(chunk))
        )
    }


def _tags(
    connection: Connection, schema: MlflowSchema, links: Sequence[str]
) -> dict[str, list[InputTag]]:
    found: dict[str, list[InputTag]] = defaultdict(list)
    if schema.has("input_tags"):
        table: Any = schema.table("input_tags")
        for chunk in chunked(links):
            query = schema.select("input_tags", ("input_uuid", "name", "value"))
            for row in connection.execute(query.where(table.c.input_uuid.in_(chunk))):
                found[row.input_uuid].append(InputTag(row.name, row.value))
    return found
