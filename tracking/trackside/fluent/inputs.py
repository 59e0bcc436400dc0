"""What the active run takes in and puts out: datasets and models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.entities import DatasetInput, InputTag
from trackside.entities.dataset import CONTEXT_TAG
from trackside.errors import InvalidParameter
from trackside.fluent.active import current_slot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.data.dataset import Dataset
    from trackside.entities import Dataset as DatasetEntity
    from trackside.entities import LoggedModelInput, LoggedModelOutput


def log_input(
    dataset: Dataset | DatasetEntity | None = None,
    context: str | None = None,
    tags: Mapping[str, Any] | None = None,
    model: LoggedModelInput | None = None,
) -> None:
    """Log a dataset, and perhaps a logged model, that the active run works with.

    ``context`` says what for, such as ``training``; ``tags`` whatever else. A dataset that is an
    input of the run already keeps the context and the tags it has. Raises ``InvalidParameter`` for
    what is no dataset, and for ``context`` or ``tags`` without one.
    """
    tracker, run_id = current_slot()
    tracker.log_inputs(run_id, _inputs([dataset], [context], [tags]), [model] if model else None)


def log_inputs(
    datasets: Sequence[Dataset | DatasetEntity | None] | None = None,
    contexts: Sequence[str | None] | None = None,
    tags_list: Sequence[Mapping[str, Any] | None] | None = None,
    models: Sequence[LoggedModelInput | None] | None = None,
) -> None:
    """Log several datasets, with a context (or None) and tags (or None) each, and logged models.

    Raises ``InvalidParameter`` unless the first three lists are of one length.
    """
    lists = list(datasets or ()), list(contexts or ()), list(tags_list or ())
    if len({len(each) for each in lists}) > 1:
        lengths = ", ".join(str(len(each)) for each in lists)
        raise InvalidParameter(
            "`log_inputs` requires `datasets`, `contexts`, `tags_list` to be non-empty list and have the same "
            f"length, not {lengths}. None stands for no context and for no tags."
        )
    inputs = _inputs(*lists)
    tracker, run_id = current_slot()
    tracker.log_inputs(run_id, inputs, [each for each in models or () if each is not None])


def log_outputs(models: Sequence[LoggedModelOutput] | None = None) -> None:
    """Log logged models that the active run made, each at a step of its training."""
    tracker, run_id = current_slot()
    tracker.log_outputs(run_id, list(models or ()))


def dataset_input(dataset: Any, tags: Mapping[str, Any]) -> DatasetInput:
    """Return a dataset in hand, or one that a store keeps, as an input of a run."""
    # Late: it brings pandas, which a run without datasets has no use for.
    from trackside.data.dataset import dataset_entity

    return DatasetInput(
        dataset_entity(dataset), [InputTag(str(key), str(value)) for key, value in tags.items()]
    )


def _inputs(
    datasets: Sequence[Any],
    contexts: Sequence[str | None],
    tags_list: Sequence[Mapping[str, Any] | None],
) -> list[DatasetInput]:
    found = []
    for dataset, context, tags in zip(datasets, contexts, tags_list, strict=True):
        all_tags = {**(tags or {}), **({CONTEXT_TAG: context} if context else {})}
        if dataset is not None:
            found.append(dataset_input(dataset, all_tags))
        elif all_tags:
            raise InvalidParameter(
                f"`dataset` must be specified if `context` or `tags` is specified; got {all_tags!r} without one."
            )
    return found
