"""Logged models, MLflow 3's: models that are found, measured and tagged in their own right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import TYPE_CHECKING, Any

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities.metric import Metric


class LoggedModelStatus(str, Enum):
    """Whether the files of a logged model are there: PENDING at first, then READY or FAILED."""

    UNSPECIFIED = "UNSPECIFIED"
    PENDING = "PENDING"
    READY = "READY"
    FAILED = "FAILED"

    def __str__(self) -> str:
        return self.value

    @staticmethod
    def is_finalized(status: str) -> bool:
        """Say whether no further status will follow."""
        return status in (LoggedModelStatus.READY, LoggedModelStatus.FAILED)

    @classmethod
    def from_int(cls, status_int: int) -> LoggedModelStatus:
        """Return the status of that number on MLflow's wire; ``InvalidParameter`` for an unknown one."""
        known = list(cls)
        if status_int not in range(len(known)):
            raise InvalidParameter(f"Unknown model status: {status_int}")
        return known[status_int]

    def to_int(self) -> int:
        """Return the number on MLflow's wire."""
        return list(LoggedModelStatus).index(self)


@dataclass(frozen=True, slots=True)
class LoggedModelParameter:
    """An input of a logged model; immutable once logged."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class LoggedModelTag:
    """A mutable key and value that describe a logged model."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class LoggedModelInput:
    """A logged model that a run took in, to test it for one."""

    model_id: str

    def to_dictionary(self) -> dict[str, str]:
        """Return the id as a plain dictionary."""
        return {"model_id": self.model_id}


@dataclass(frozen=True, slots=True)
class LoggedModelOutput:
    """A logged model that a run made, and at which step of its training."""

    model_id: str
    step: int = 0

    def to_dictionary(self) -> dict[str, str | int]:
        """Return id and step as a plain dictionary."""
        return {"model_id": self.model_id, "step": self.step}


@dataclass(frozen=True, slots=True)
class LoggedModel:
    """A model of an experiment; ``artifact_location`` is the URI of the folder with its files.

    ``status`` may be given by number, ``tags`` and ``params`` as lists of their entities; the
    fields then hold a :class:`LoggedModelStatus` and dictionaries. ``metrics`` is None until one
    is logged. Times are epoch milliseconds.
    """

    experiment_id: str
    model_id: str
    name: str
    artifact_location: str
    creation_timestamp: int
    last_updated_timestamp: int
    model_type: str | None = None
    source_run_id: str | None = None
    status: LoggedModelStatus = LoggedModelStatus.READY
    status_message: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict, repr=False)
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    metrics: Sequence[Metric] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        status: object = self.status
        if isinstance(status, int):
            object.__setattr__(self, "status", LoggedModelStatus.from_int(status))
        object.__setattr__(self, "tags", _by_key(self.tags))
        object.__setattr__(self, "params", _by_key(self.params))

    @property
    def model_uri(self) -> str:
        """The address to load the model by."""
        return f"models:/{self.model_id}"

    def to_dictionary(self) -> dict[str, Any]:
        """Return the fields in the order of their names; ``status`` is its number, metrics stay entities."""
        found = {name: getattr(self, name) for name in sorted(each.name for each in fields(self))}
        return {**found, "status": self.status.to_int()}


def _by_key(values: Any) -> dict[str, str]:
    """Return what is given as a dictionary, as a list of tags or params, or not at all."""
    if isinstance(values, Mapping):
        return dict(values)
    return {each.key: each.value for each in values or ()}
