"""What an import finds elsewhere, and the contract of a place to import from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from trackside.entities import LifecycleStage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trackside.artifacts.repository import ArtifactRepository
    from trackside.entities import (
        Experiment,
        History,
        LoggedModel,
        ModelVersion,
        RegisteredModel,
        Run,
    )


@dataclass(frozen=True, slots=True)
class FoundRun:
    """A run; ``run.data`` need not hold summaries of its metrics.

    ``points`` counts the points of each metric. A source that cannot count cheaply gives None for a
    metric: its history has to be read to know whether it grew.
    """

    run: Run
    points: Mapping[str, int | None]
    deleted_time: int | None = None


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A logged model with its metrics."""

    model: LoggedModel
    lifecycle_stage: str = LifecycleStage.ACTIVE


@dataclass(frozen=True, slots=True)
class FoundRegistered:
    """A registered model with all its versions."""

    model: RegisteredModel
    versions: Sequence[ModelVersion]


class Source(Protocol):
    """A store of another kind, read once from its beginning to its end.

    Ids are those of that store. Raises errors of :mod:`trackside.errors`.
    """

    @property
    def address(self) -> str:
        """What names the store, without a password: the same at every import."""
        ...

    def experiments(self) -> list[Experiment]:
        """Return all experiments, those in the bin, too."""
        ...

    def count_runs(self) -> int | None:
        """Return how many runs there are; None if that is not known in advance."""
        ...

    def runs(self, experiment_id: str) -> Iterator[Sequence[FoundRun]]:
        """Give all runs of an experiment, those in the bin, too, some hundred at once."""
        ...

    def histories(self, wanted: Mapping[str, Sequence[str]]) -> Iterator[History]:
        """Give the whole series of runs of one page, by run id and metric."""
        ...

    def logged_models(self, experiment_id: str) -> Iterator[FoundModel]:
        """Give the logged models of an experiment."""
        ...

    def registered_models(self) -> Iterator[FoundRegistered]:
        """Give the registry."""
        ...

    def artifacts(self, uri: str) -> ArtifactRepository:
        """Return what holds the artifacts at a URI of this store."""
        ...

    def left_out(self) -> Mapping[str, int]:
        """Return what is there and has no place in a store of ours: how many, by what it is."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
