"""Logging what goes into runs and comes out of them: datasets and models, in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, delete, select

from trackside.entities import DatasetSummary
from trackside.entities.dataset import CONTEXT_TAG
from trackside.store.input_limits import (
    checked_dataset_inputs,
    checked_model_inputs,
    checked_model_outputs,
)
from trackside.store.limits import checked_experiment_id
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.changing import new_id, stamp
from trackside.store.sql.chunks import chunked
from trackside.store.sql.run_lineage import MODEL_INPUT, MODEL_OUTPUT
from trackside.store.sql.run_rows import active_run
from trackside.store.sql.tables import datasets, run_dataset_tags, run_datasets, run_models, runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import DatasetInput, LoggedModelInput, LoggedModelOutput

# MLflow's: enough for a menu to choose from.
MAX_SUMMARIES = 1000


class SqlDatasets(Aggregate):
    """The inputs and outputs of a SQL store's runs."""

    def log_inputs(
        self,
        run_id: str,
        datasets: Sequence[DatasetInput] | None = None,
        models: Sequence[LoggedModelInput] | None = None,
    ) -> None:
        inputs = checked_dataset_inputs(datasets)
        model_ids = checked_model_inputs(models)
        with self._database.write() as transaction:
            connection = transaction.connection
            run = active_run(connection, run_id)
            numbers = dataset_ids(connection, run.experiment_id, inputs)
            link_datasets(connection, run.id, numbers, inputs)
            present = _linked_models(connection, run.id, MODEL_INPUT, model_ids)
            fresh = {model_id: 0 for model_id in model_ids if model_id not in present}
            add_models(connection, run.id, MODEL_INPUT, fresh)
            stamp(transaction, runs, run.id)

    def log_outputs(self, run_id: str, models: Sequence[LoggedModelOutput]) -> None:
        steps = checked_model_outputs(models)
        with self._database.write() as transaction:
            connection = transaction.connection
            run = active_run(connection, run_id)
            for chunk in chunked(list(steps)):
                connection.execute(
                    delete(run_models).where(
                        run_models.c.run == run.id,
                        run_models.c.direction == MODEL_OUTPUT,
                        run_models.c.model_id.in_(chunk),
                    )
                )
            add_models(connection, run.id, MODEL_OUTPUT, steps)
            stamp(transaction, runs, run.id)

    def search_datasets(self, experiment_ids: Sequence[str]) -> list[DatasetSummary]:
        numbers = [checked_experiment_id(experiment_id) for experiment_id in experiment_ids]
        columns = (
            *(datasets.c.experiment_id, datasets.c.name, datasets.c.digest),
            run_dataset_tags.c.value,
        )
        is_context = and_(
            run_dataset_tags.c.run_dataset == run_datasets.c.id,
            run_dataset_tags.c.key == CONTEXT_TAG,
        )
        query = (
            select(*columns)
            .distinct()
            .join(run_datasets, run_datasets.c.dataset == datasets.c.id)
            .outerjoin(run_dataset_tags, is_context)
            .where(datasets.c.experiment_id.in_(numbers))
            .order_by(*columns)  # for which of too many are left out
            .limit(MAX_SUMMARIES)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        found = [DatasetSummary(str(row[0]), row[1], row[2], row[3]) for row in rows]
        # Databases differ in where they sort a context that was not given.
        return sorted(
            found,
            key=lambda each: (int(each.experiment_id), each.name, each.digest, each.context or ""),
        )


def dataset_ids(
    connection: Connection, experiment_id: int, inputs: Sequence[DatasetInput]
) -> list[int]:
    """Return the numbers of the datasets in this experiment, adding those that are new there.

    One that is known by name and digest stays described as it was first.
    """
    known: dict[tuple[str, str], int] = {}
    for chunk in chunked(sorted({each.dataset.name for each in inputs})):
        query = select(datasets.c.name, datasets.c.digest, datasets.c.id).where(
            datasets.c.experiment_id == experiment_id, datasets.c.name.in_(chunk)
        )
        known |= {(name, digest): number for name, digest, number in connection.execute(query)}
    for each in inputs:
        key = (each.dataset.name, each.dataset.digest)
        if key not in known:
            row = {"experiment_id": experiment_id, **each.dataset.to_dictionary()}
            known[key] = new_id(connection.execute(datasets.insert().values(row)))
    return [known[each.dataset.name, each.dataset.digest] for each in inputs]


def link_datasets(
    connection: Connection, run: int, numbers: Sequence[int], inputs: Sequence[DatasetInput]
) -> None:
    """Make datasets inputs of a run; those that are keep the tags they have."""
    present: set[int] = set()
    for chunk in chunked(numbers):
        query = select(run_datasets.c.dataset).where(
            run_datasets.c.run == run, run_datasets.c.dataset.in_(chunk)
        )
        present.update(connection.execute(query).scalars())
    tags = []
    for number, each in zip(numbers, inputs, strict=True):
        if number in present:
            continue
        result = connection.execute(run_datasets.insert().values(run=run, dataset=number))
        link = new_id(result)
        by_key = {tag.key: tag.value for tag in each.tags}
        tags += [{"run_dataset": link, "key": key, "value": by_key[key]} for key in by_key]
    if tags:
        connection.execute(run_dataset_tags.insert(), tags)


def _linked_models(
    connection: Connection, run: int, direction: str, model_ids: Sequence[str]
) -> set[str]:
    query = select(run_models.c.model_id).where(
        run_models.c.run == run, run_models.c.direction == direction
    )
    return {
        model_id
        for chunk in chunked(model_ids)
        for model_id in connection.execute(query.where(run_models.c.model_id.in_(chunk))).scalars()
    }


def add_models(connection: Connection, run: int, direction: str, steps: Mapping[str, int]) -> None:
    """Link models to a run, by id with the step; none of them may be linked that way before."""
    if steps:
        connection.execute(
            run_models.insert(),
            [
                {"run": run, "direction": direction, "model_id": model_id, "step": step}
                for model_id, step in steps.items()
            ],
        )
