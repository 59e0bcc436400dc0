"""Experiments: the named drawers that hold runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trackside.entities.states import LifecycleStage

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ExperimentTag:
    """A key and value that describe an experiment."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Experiment:
    """A named group of runs with the place where their artifacts go."""

    experiment_id: str
    name: str
    artifact_location: str
    lifecycle_stage: str = LifecycleStage.ACTIVE
    tags: Mapping[str, str] = field(default_factory=dict)
    creation_time: int | None = None
    last_update_time: int | None = None


@dataclass(frozen=True, slots=True)
class ExperimentUse:
    """An experiment and what it was used for; None where a server does not tell.

    ``run_count`` and ``last_start_time`` are of its runs in use; if it is in the bin, of those there.
    """

    experiment: Experiment
    run_count: int | None = None
    last_start_time: int | None = None
