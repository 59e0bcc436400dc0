"""The client's verbs for what runs take in and put out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.client.base import StoreUser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import DatasetInput, LoggedModelInput, LoggedModelOutput


class InputVerbs(StoreUser):
    """Log datasets and models as inputs and outputs of runs."""

    def log_inputs(
        self,
        run_id: str,
        datasets: Sequence[DatasetInput] | None = None,
        models: Sequence[LoggedModelInput] | None = None,
    ) -> None:
        """Make datasets and models inputs of a run; what is one already stays as it is, with its tags."""
        self._store.log_inputs(run_id, datasets, models)

    def log_outputs(self, run_id: str, models: Sequence[LoggedModelOutput]) -> None:
        """Make models outputs of a run, each at a step of its training."""
        self._store.log_outputs(run_id, models)
