"""Metric points, what a series comes down to, and whole histories."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Metric:
    """One logged value of a metric; of a logged model and on a dataset, if these are named.

    Raises ``InvalidParameter`` for a dataset's name without its digest, or the other way round.
    """

    key: str
    value: float
    timestamp: int
    step: int = 0
    model_id: str | None = None
    dataset_name: str | None = None
    dataset_digest: str | None = None
    run_id: str | None = None

    def __post_init__(self) -> None:
        if (self.dataset_name is None) != (self.dataset_digest is None):
            raise InvalidParameter(
                "Both dataset_name and dataset_digest must be provided if one is provided, not "
                f"{self.dataset_name!r} and {self.dataset_digest!r}."
            )

    def to_dictionary(self) -> dict[str, Any]:
        """Return the fields as a plain dictionary."""
        return asdict(self)


class MetricSummary(NamedTuple):
    """What the series of one metric of one run comes down to.

    ``value``, ``step`` and ``timestamp`` are those of the latest point: the greatest by
    (step, timestamp, value), as MLflow defines it. ``min`` and ``max`` leave NaN out and are NaN
    only if every point is. ``count`` is the number of points. ``first`` is the value at
    ``first_step``; of several there, the one that arrived first.

    A tuple because lists of runs hold thousands, and one is made four times as fast as a frozen
    dataclass.
    """

    key: str
    value: float
    step: int
    timestamp: int
    min: float
    max: float
    first_step: int
    last_step: int
    count: int  # type: ignore[assignment]  # a number, where tuples have a method
    first: float


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """A whole metric series as three parallel arrays, in the order (step, timestamp, arrival)."""

    run_id: str
    key: str
    steps: NDArray[np.int64]
    timestamps: NDArray[np.int64]
    values: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.values)
