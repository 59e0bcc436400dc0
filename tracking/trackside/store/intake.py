"""The contract for taking things in as they were elsewhere, with their ids and times.

What an import writes through. The rules beyond those of :mod:`trackside.store.base`:

- **Nothing is checked against limits**: another store accepted it, and nothing may be lost.
- **Again is nothing.** Taking in what is here already changes nothing, not even the revision;
  what differs takes the new value, what is missing is added, what only this store has stays.
- **Towards the bin only.** What was deleted elsewhere meanwhile goes into the bin; what was deleted
  here stays there.

Metric histories come by ``append_points``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from trackside.entities import LifecycleStage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import Experiment, LoggedModel, ModelVersion, RegisteredModel, Run


@dataclass(frozen=True, slots=True)
class TakenRun:
    """A run to take in; its metrics are left out. ``deleted_time`` is None if it goes with its experiment.

    A run that is here already keeps its artifacts where they are, unless ``has_new_place``.
    """

    run: Run
    deleted_time: int | None = None
    has_new_place: bool = False


@dataclass(frozen=True, slots=True)
class TakenModel:
    """A logged model to take in, with its metrics; ``has_new_place`` as for a run."""

    model: LoggedModel
    lifecycle_stage: str = LifecycleStage.ACTIVE
    deleted_time: int | None = None
    has_new_place: bool = False


@runtime_checkable
class IntakeStore(Protocol):
    """Taking in what another store kept."""

    def take_experiment(self, experiment: Experiment, origin: str) -> str:
        """Take in an experiment and return its id here.

        ``origin`` names the store that it comes from; by it and the id there it is known again. One
        that is new here joins the active experiment of its name if there is one; else it keeps its
        id if that is free. An empty ``artifact_location`` is made up.
        """
        ...

    def take_runs(self, runs: Sequence[TakenRun]) -> list[str]:
        """Take in runs of experiments that are here; returns the ids of those that changed."""
        ...

    def take_logged_models(self, models: Sequence[TakenModel]) -> list[str]:
        """Take in models of experiments that are here; returns the ids of those that changed."""
        ...

    def take_registered_model(
        self, model: RegisteredModel, versions: Sequence[ModelVersion]
    ) -> bool:
        """Take in a registered model with its versions; says whether anything changed.

        A version in the stage ``Deleted_Internal`` keeps its number from being given again.
        """
        ...
