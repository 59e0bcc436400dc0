"""Datasets as a store keeps them: what a run was trained or tested on, described and never copied."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

# MLflow's tag of an input: what the run used it for.
CONTEXT_TAG = "mlflow.data.context"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset: its name, its fingerprint, where it came from, and JSON texts that describe it.

    ``source`` is JSON that :func:`trackside.data.get_source` reads by its ``source_type``;
    ``schema`` and ``profile`` are None if nothing is known.
    """

    name: str
    digest: str
    source_type: str
    source: str
    schema: str | None = None
    profile: str | None = None

    def to_dictionary(self) -> dict[str, Any]:
        """Return the fields as a plain dictionary."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class InputTag:
    """A key and value that say how a run used a dataset."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class DatasetInput:
    """A dataset that a run took in, with the tags that say what for."""

    dataset: Dataset
    tags: Sequence[InputTag] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "tags", tuple(self.tags or ()))

    @property
    def context(self) -> str | None:
        """What for, such as ``training``; None if that was not said."""
        return next((tag.value for tag in self.tags if tag.key == CONTEXT_TAG), None)

    def to_dictionary(self) -> dict[str, Any]:
        """Return dataset and tags (by key) as plain dictionaries."""
        return {
            "dataset": self.dataset.to_dictionary(),
            "tags": {tag.key: tag.value for tag in self.tags},
        }


@dataclass(frozen=True, slots=True)
class DatasetSummary:
    """One way in which the runs of an experiment use a dataset; ``context`` is None if none was given."""

    experiment_id: str
    name: str
    digest: str
    context: str | None = None
