"""What metrics are about, where that is more than the run: logged models, and a dataset."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackside.entities import LoggedModelInput
from trackside.errors import StoreUnavailable
from trackside.fluent.inputs import dataset_input
from trackside.fluent.made_models import models_made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.client import Client
    from trackside.client.operations import RunOperations
    from trackside.data.dataset import Dataset
    from trackside.entities import Dataset as DatasetEntity
    from trackside.entities import DatasetInput, Metric

_log = logging.getLogger("trackside")


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
        try:
            result = self._log_to_models(tracker, run_id, points, synchronous)
        except StoreUnavailable as error:
            if not self.are_outputs or self.dataset is not None:
                raise
            # Nobody asked for the model here, so it is no reason to fail: points can wait.
            _log.warning("Metrics of run %s are not noted at its models: %s", run_id, error)
            return tracker.log_batch(run_id, points, synchronous=synchronous)
        if not self.are_outputs or self.dataset is not None:
            self._take_in(tracker, run_id)
        return result

    def _log_to_models(
        self, tracker: Client, run_id: str, points: Sequence[Metric], synchronous: bool | None
    ) -> RunOperations | None:
        name, digest = self._name_and_digest
        result = None
        # A batch a model: within one, a point that is there twice was logged twice.
        for model_id in self.model_ids or (None,):
            metrics = [
                replace(point, model_id=model_id, dataset_name=name, dataset_digest=digest)
                for point in points
            ]
            result = tracker.log_batch(run_id, metrics, synchronous=synchronous)
        return result

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
