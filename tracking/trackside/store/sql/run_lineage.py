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
from trackside.store.sql.among import among, plain_rows_among
from trackside.store.sql.chunks import chunked
from trackside.store.sql.tables import datasets, run_dataset_tags, run_datasets, run_models

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    Lineage: TypeAlias = tuple[RunInputs, RunOutputs]

MODEL_INPUT = "input"
MODEL_OUTPUT = "output"
_DATASET = "dataset"

NO_LINEAGE: Lineage = (RunInputs(), RunOutputs())

_LINKS = union_all(
    select(
        run_datasets.c.run, literal(_DATASET), run_datasets.c.id, run_datasets.c.dataset, null()
    ).where(among(run_datasets.c.run)),
    select(
        run_models.c.run, run_models.c.direction, run_models.c.step, null(), run_models.c.model_id
    ).where(among(run_models.c.run)),
)


def load_lineage(connection: Connection, runs: Sequence[int]) -> Mapping[int, Lineage]:
    """Return inputs and outputs of those of the runs that have any, by the numbers of the runs.

    Datasets come in the order in which they were logged, models by step and id.
    """
    # Unpacked, not by name: a page may have thousands of links.
    links: dict[str, dict[int, list[tuple[int, Any]]]] = {
        kind: defaultdict(list) for kind in (_DATASET, MODEL_INPUT, MODEL_OUTPUT)
    }
    for run, kind, number, dataset, model_id in plain_rows_among(connection, _LINKS, runs, times=2):
        links[kind][run].append((number, dataset if model_id is None else model_id))
    used, went_in, came_out = links.values()
    inputs = _dataset_inputs(connection, [link for found in used.values() for link in found])
    return {
        run: (
            RunInputs(
                tuple(inputs[number] for number, _ in sorted(used.get(run, ()))),
                tuple(LoggedModelInput(model_id) for _, model_id in sorted(went_in.get(run, ()))),
            ),
            RunOutputs(
                tuple(
                    LoggedModelOutput(model, step) for step, model in sorted(came_out.get(run, ()))
                )
            ),
        )
        for run in used.keys() | went_in.keys() | came_out.keys()
    }


def _dataset_inputs(
    connection: Connection, links: Sequence[tuple[int, int]]
) -> dict[int, DatasetInput]:
    """Return the inputs by the numbers of their links; a dataset of many runs is read once."""
    known = _datasets(connection, {dataset for _, dataset in links})
    tags: dict[int, list[InputTag]] = defaultdict(list)
    for chunk in chunked([number for number, _ in links]):
        query = (
            select(run_dataset_tags)
            .where(run_dataset_tags.c.run_dataset.in_(chunk))
            .order_by(run_dataset_tags.c.key)
        )
        for number, key, value in connection.execute(query):
            tags[number].append(InputTag(key, value))
    return {number: DatasetInput(known[dataset], tags.get(number, ())) for number, dataset in links}


def _datasets(connection: Connection, ids: Iterable[int]) -> dict[int, Dataset]:
    return {
        row.id: Dataset(row.name, row.digest, row.source_type, row.source, row.schema, row.profile)
        for chunk in chunked(sorted(ids))
        for row in connection.execute(select(datasets).where(datasets.c.id.in_(chunk)))
    }
