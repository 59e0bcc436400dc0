"""Runs and what they hold."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from trackside.entities.states import LifecycleStage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trackside.entities.dataset import DatasetInput
    from trackside.entities.logged_model import LoggedModelInput, LoggedModelOutput
    from trackside.entities.metric import MetricSummary


@dataclass(frozen=True, slots=True)
class Param:
    """An input of a run; immutable once logged."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class RunTag:
    """A mutable key and value that describe a run."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What identifies a run and says how it stands; ``end_time`` is None while it runs."""

    run_id: str
    experiment_id: str
    user_id: str
    status: str
    start_time: int
    end_time: int | None = None
    lifecycle_stage: str = LifecycleStage.ACTIVE
    artifact_uri: str = ""
    run_name: str = ""

    @property
    def run_uuid(self) -> str:
        """The run's id under its old name."""
        return self.run_id

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        yield from asdict(self).items()


@dataclass(frozen=True, slots=True)
class RunData:
    """What was logged to a run: a summary a metric, params, tags."""

    summaries: Mapping[str, MetricSummary] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def metrics(self) -> dict[str, float]:
        """The latest value of each metric."""
        return {key: summary.value for key, summary in self.summaries.items()}

    def to_dictionary(self) -> dict[str, dict[str, Any]]:
        """Return metrics, params and tags as plain dictionaries."""
        return {"metrics": self.metrics, "params": dict(self.params), "tags": dict(self.tags)}


@dataclass(frozen=True, slots=True)
class RunInputs:
    """What a run took in: datasets, and models that it worked with."""

    dataset_inputs: Sequence[DatasetInput] = ()
    model_inputs: Sequence[LoggedModelInput] = ()

    def to_dictionary(self) -> dict[str, Any]:
        """Return the inputs as nested plain dictionaries."""
        return {
            "model_inputs": [each.to_dictionary() for each in self.model_inputs],
            "dataset_inputs": [each.to_dictionary() for each in self.dataset_inputs],
        }


@dataclass(frozen=True, slots=True)
class RunOutputs:
    """What a run put out: models."""

    model_outputs: Sequence[LoggedModelOutput] = ()

    def to_dictionary(self) -> dict[str, Any]:
        """Return the outputs as nested plain dictionaries."""
        return {"model_outputs": [each.to_dictionary() for each in self.model_outputs]}


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its info, its data, what went in and came out.

    ``revision`` is the store's revision at its last change.
    """

    info: RunInfo
    data: RunData
    inputs: RunInputs = field(default=RunInputs())
    outputs: RunOutputs = field(default=RunOutputs())
    revision: int = field(default=0, compare=False)

    def to_dictionary(self) -> dict[str, Any]:
        """Return the run as nested plain dictionaries, shaped as MLflow's."""
        return {
            "info": dict(self.info),
            "data": self.data.to_dictionary(),
            "inputs": self.inputs.to_dictionary(),
            "outputs": self.outputs.to_dictionary(),
        }
