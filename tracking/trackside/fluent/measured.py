"""What metrics are about, where that is more than the run: logged models, and a dataset."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackside.client.operations import RunOperations
from trackside.entities import LoggedModelInput
from trackside.fluent.inputs import dataset_input
from trackside.fluent.made_models import models_made
from trackside.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.client import Client
    from trackside.data.dataset import Dataset
    from trackside.entities import Dataset as DatasetEntity
    from trackside.entities import DatasetInput, Metric


@dataclass(frozen=True, slots=True)
class Measured:
    """The models that were measured, if any, and on what dataset, if that is said.

    The models were named, or ``are_outputs`` of the run.
    """

    model_ids: Sequence[str]
    are_outputs: bool
    dataset: DatasetInput | None

    @classmethod
    def of(
        cls,
        run_id: str,
        step: int | None,
        model_id: str | None,
        dataset: Dataset | DatasetEntity | None,
    ) -> Measured | None:
        """Return what the metrics of a call are about; None if nothing but the run."""
        used = None if dataset is None else dataset_input(dataset, {})
        if model_id is not None:
            return cls([model_id], False, used)
        ids = models_made(run_id, step)
        return cls(ids, True, used) if ids or used else None

    def log(
        self, tracker: Client, run_id: str, points: Sequence[Metric], synchronous: bool | None
    ) -> RunOperations | None:
        """Log metrics, and make what they are about inputs of the run, as far as it is no part of it yet."""
        if self.dataset is None and self.are_outputs:
            return self._log_to_outputs(tracker, run_id, points, synchronous)
        result = None
        for model_id in self.model_ids or (None,):
            metrics = self._of_model(points, model_id)
            result = tracker.log_batch(run_id, metrics, synchronous=synchronous)
        self._take_in(tracker, run_id)
        return result

    def _log_to_outputs(
        self, tracker: Client, run_id: str, points: Sequence[Metric], synchronous: bool | None
    ) -> RunOperations | None:
        """Log metrics as fast as any: nobody named the models, which get to know of them later."""
        result = tracker.log_batch(run_id, points)
        spool = open_store(tracker.tracking_uri).spool
        for model_id in self.model_ids:
            spool.note_at_models(run_id, self._of_model(points, model_id))
        if synchronous:
            spool.flush()
        return RunOperations(spool.flush) if synchronous is False else result

    def _of_model(self, points: Sequence[Metric], model_id: str | None) -> list[Metric]:
        name, digest = self._name_and_digest
        return [
            replace(point, model_id=model_id, dataset_name=name, dataset_digest=digest)
            for point in points
        ]

    def _take_in(self, tracker: Client, run_id: str) -> None:
        run = tracker.get_run(run_id)
        known = {each.model_id for each in run.inputs.model_inputs}
        known |= {each.model_id for each in run.outputs.model_outputs}
        datasets = [(each.dataset.name, each.dataset.digest) for each in run.inputs.dataset_inputs]
        models = [LoggedModelInput(each) for each in self.model_ids if each not in known]
        is_known = self.dataset is None or self._name_and_digest in datasets
        if models or not is_known:
            tracker.log_inputs(run_id, [self.dataset] if self.dataset else [], models)

    @property
    def _name_and_digest(self) -> tuple[str | None, str | None]:
        if self.dataset is None:
            return None, None
        return self.dataset.dataset.name, self.dataset.dataset.digest
