"""Points of runs that are to be noted at the runs' models as well, once they are in the store.

They are in a spool already, so they wait in memory alone: what dies with the process is that they
were a model's, too.
"""

from __future__ import annotations

import logging
from collections import defaultdict, deque
from typing import TYPE_CHECKING

from trackside.errors import StoreUnavailable, TracksideException

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import Metric
    from trackside.store.base import RunStore

_log = logging.getLogger("trackside")


class ModelPoints:
    """The points that wait for one store; any thread adds, one at a time writes."""

    def __init__(self, store: RunStore) -> None:
        self._store = store
        self._waiting: deque[tuple[str, Metric]] = deque()

    def __len__(self) -> int:
        """How many points wait."""
        return len(self._waiting)

    def add(self, run_id: str, points: Sequence[Metric]) -> None:
        """Take points of a run, each with the ``model_id`` of its model."""
        self._waiting.extend((run_id, point) for point in points)

    def write(self, count: int) -> None:
        """Note the first points, which the store holds by now; raises ``StoreUnavailable`` if it is away."""
        # A batch a model: a point that is in the store changes nothing there, twice in a batch it would.
        batches: dict[tuple[str, str | None], list[Metric]] = defaultdict(list)
        first = [self._waiting[at] for at in range(count)]
        for run_id, point in first:
            batches[run_id, point.model_id].append(point)
        for (run_id, model_id), points in batches.items():
            self._write(run_id, model_id, points)
        for _ in first:
            self._waiting.popleft()

    def _write(self, run_id: str, model_id: str | None, points: Sequence[Metric]) -> None:
        try:
            self._store.log_batch(run_id, metrics=points)
        except StoreUnavailable:
            raise
        except TracksideException as error:
            _log.warning("Metrics of run %s are not noted at the model %s: %s", run_id, model_id, error)  # fmt: skip
