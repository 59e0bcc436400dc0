"""Reading what went into runs and came out of them: one query a page if nothing did, three if it did."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, literal, null, select, union_all

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
from trackside.store.sql.tables import datasets, run_dataset_tags, run_datasets, run_models

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    from sqlalchemy import Row

    Lineage: TypeAlias = tuple[RunInputs, RunOutputs]

MODEL_INPUT = "input"
MODEL_OUTPUT = "output"
_DATASET = "dataset"

NO_LINEAGE: Lineage = (RunInputs(), RunOutputs())


def load_lineage(connection: Connection, runs: Sequence[int]) -> Mapping[int, Lineage]:
    """Return inputs and outputs of those of the runs that have any, by the numbers of the runs.

    Datasets come in the order in which they were logged, models by step and id.
    """
    links: dict[int, list[Row[Any]]] = defaultdict(list)
    for chunk in chunked(runs, times=2):
        of_datasets = select(
            run_datasets.c.run,
            literal(_DATASET).label("kind"),
            run_datasets.c.id.label("number"),
            run_datasets.c.dataset,
            null().label("model_id"),
        ).where(run_datasets.c.run.in_(chunk))
        of_models = select(
            run_models.c.run,
            run_models.c.direction,
            run_models.c.step,
            null(),
            run_models.c.model_id,
        ).where(run_models.c.run.in_(chunk))
        for link in connection.execute(union_all(of_datasets, of_models)):
            links[link.run].append(link)
    of_dataset = [link for found in links.values() for link in found if link.kind == _DATASET]
    inputs = _dataset_inputs(connection, of_dataset)
    return {run: _lineage(found, inputs) for run, found in links.items()}


def _lineage(links: Sequence[Row[Any]], inputs: Mapping[int, DatasetInput]) -> Lineage:
    in_order = sorted(links, key=lambda link: (link.number, link.model_id or ""))
    return (
        RunInputs(
            tuple(inputs[link.number] for link in in_order if link.kind == _DATASET),
            tuple(LoggedModelInput(link.model_id) for link in in_order if link.kind == MODEL_INPUT),
        ),
        RunOutputs(
            tuple(
                LoggedModelOutput(link.model_id, link.number)
                for link in in_order
                if link.kind == MODEL_OUTPUT
            )
        ),
    )


def _dataset_inputs(connection: Connection, links: Sequence[Row[Any]]) -> dict[int, DatasetInput]:
    """Return the inputs by the numbers of their links; a dataset of many runs is read once."""
    known = _datasets(connection, {link.dataset for link in links})
    tags: dict[int, list[InputTag]] = defaultdict(list)
    for chunk in chunked([link.number for link in links]):
        query = (
            select(run_dataset_tags)
            .where(run_dataset_tags.c.run_dataset.in_(chunk))
            .order_by(run_dataset_tags.c.key)
        )
        for tag in connection.execute(query):
            tags[tag.run_dataset].append(InputTag(tag.key, tag.value))
    return {
        link.number: DatasetInput(known[link.dataset], tags.get(link.number, ())) for link in links
    }


def _datasets(connection: Connection, ids: Iterable[int]) -> dict[int, Dataset]:
    return {
        row.id: Dataset(row.name, row.digest, row.source_type, row.source, row.schema, row.profile)
        for chunk in chunked(sorted(ids))
        for row in connection.execute(select(datasets).where(datasets.c.id.in_(chunk)))
    }
