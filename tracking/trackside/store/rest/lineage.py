"""Inputs and outputs of runs on a tracking server, by MLflow's protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.store.input_limits import (
    checked_dataset_inputs,
    checked_model_inputs,
    checked_model_outputs,
)
from trackside.store.limits import checked_experiment_id
from trackside.store.rest.aggregate import Aggregate
from trackside.store.rest.connection import AJAX_MLFLOW, MLFLOW
from trackside.store.rest.wire import dataset_input_to_wire, dataset_summary_from_wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import (
        DatasetInput,
        DatasetSummary,
        LoggedModelInput,
        LoggedModelOutput,
    )
    from trackside.store.rest.wire import Wire


class RestLineage(Aggregate):
    """What the runs of a tracking server take in and put out."""

    def log_inputs(
        self,
        run_id: str,
        datasets: Sequence[DatasetInput] | None = None,
        models: Sequence[LoggedModelInput] | None = None,
    ) -> None:
        body = {
            "run_id": run_id,
            "datasets": [dataset_input_to_wire(each) for each in checked_dataset_inputs(datasets)],
            "models": [{"model_id": each} for each in checked_model_inputs(models)],
        }
        self._server.change(f"{MLFLOW}/runs/log-inputs", body)

    def log_outputs(self, run_id: str, models: Sequence[LoggedModelOutput]) -> None:
        steps = checked_model_outputs(models)
        made = [{"model_id": model_id, "step": step} for model_id, step in steps.items()]
        self._server.change(f"{MLFLOW}/runs/outputs", {"run_id": run_id, "models": made})

    def search_datasets(self, experiment_ids: Sequence[str]) -> list[DatasetSummary]:
        ids = [str(checked_experiment_id(each)) for each in experiment_ids]
        if not ids:
            return []
        # MLflow keeps this one for its own pages.
        path = f"{AJAX_MLFLOW}/experiments/search-datasets"
        return self._server.ask(path, _summaries, {"experiment_ids": ids})


def _summaries(wire: Wire) -> list[DatasetSummary]:
    found = [dataset_summary_from_wire(each) for each in wire.get("dataset_summaries", ())]
    return sorted(found, key=_place)


def _place(summary: DatasetSummary) -> tuple[int, str, str, str]:
    return int(summary.experiment_id), summary.name, summary.digest, summary.context or ""
