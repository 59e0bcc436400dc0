"""The contract for what runs take in and put out: datasets and models. Part of :mod:`trackside.store.base`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import (
        DatasetInput,
        DatasetSummary,
        LoggedModelInput,
        LoggedModelOutput,
    )


class LineageStore(Protocol):
    """Inputs and outputs of runs."""

    def log_inputs(
        self,
        run_id: str,
        datasets: Sequence[DatasetInput] | None = None,
        models: Sequence[LoggedModelInput] | None = None,
    ) -> None:
        """Make datasets and models inputs of an active run.

        A dataset is known by its name and digest, within its experiment: what is known stays
        described as it was first, and what is an input of the run already keeps its tags.
        """
        ...

    def log_outputs(self, run_id: str, models: Sequence[LoggedModelOutput]) -> None:
        """Make models outputs of an active run; one that is already takes the new step."""
        ...

    def search_datasets(self, experiment_ids: Sequence[str]) -> list[DatasetSummary]:
        """Return the distinct uses of datasets by the runs of these experiments, 1,000 at most."""
        ...
