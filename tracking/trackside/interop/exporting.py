"""Write what a store of ours holds into a MLflow database, with its ids and times.

The tables are MLflow's own: made by the ``mlflow`` package if there are none yet, and of whatever
version if there are. A column that an older one does not have is left out, a text that is too long
for its column is cut, and both are reported.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from trackside.entities import History
from trackside.interop.mlflow_rows import (
    experiment_values,
    model_rows,
    model_values,
    registered_values,
    run_values,
    version_values,
)
from trackside.interop.report import Report
from trackside.interop.series import missing_points
from trackside.store.sql.intake_experiments import ORIGIN_TAG

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trackside.entities import Experiment
    from trackside.interop.found import FoundModel, FoundRegistered, FoundRun, Source
    from trackside.interop.mlflow_target import MlflowTarget

_GREATEST = sys.float_info.max
# MLflow's ids of runs; SQLite alone takes longer ones.
_RUN_ID_LENGTH = 32


class Export:
    """One export: from a store of ours into a MLflow database."""

    def __init__(
        self,
        source: Source,
        target: MlflowTarget,
        *,
        advance: Callable[[int], None] = lambda _: None,
    ) -> None:
        """``advance`` is told how many further runs are written."""
        self._source = source
        self._target = target
        self._advance = advance
        self.report = Report(source.address, target.address)

    def run(self, experiments: Sequence[str] | None = None) -> Report:
        """Write everything, or the experiments of these names or ids with the registry left out."""
        for experiment in self._source.experiments():
            names = {experiment.name, experiment.experiment_id}
            if experiments is None or names & set(experiments):
                with self._target.writing():
                    number = self._put_experiment(experiment)
                self._put_runs(experiment, number)
                self._put_models(experiment, number)
        if experiments is None:
            for registered in self._source.registered_models():
                with self._target.writing():
                    self._put_registered(registered)
        self.report.left_out.update(self._target.without_table)
        if self._target.cut:
            self.report.problems.append(
                f"{self._target.cut:,} texts were longer than MLflow's columns and were cut."
            )
        return self.report

    def _put_experiment(self, experiment: Experiment) -> int:
        tags = {k: v for k, v in experiment.tags.items() if not k.startswith(ORIGIN_TAG)}
        target, values = self._target, experiment_values(experiment)
        # A name is taken in MLflow's bin, too.
        number = target.find("experiments", {"name": experiment.name}, "experiment_id")
        if number is None:
            number = target.free_experiment_id(experiment.experiment_id)
            target.add("experiments", {"experiment_id": number, **values})
            is_changed = True
        else:
            stage = {"lifecycle_stage": experiment.lifecycle_stage}
            is_changed = target.change("experiments", {"experiment_id": number}, stage)
        is_changed |= target.put_texts("experiment_tags", {"experiment_id": number}, tags)
        self._count("experiments", 1, int(is_changed))
        return int(number)

    def _put_runs(self, experiment: Experiment, number: int) -> None:
        for page in self._source.runs(experiment.experiment_id):
            fitting = [each for each in page if self._fits(each.run.info.run_id)]
            with self._target.writing():
                changed = {each.run.info.run_id for each in fitting if self._put_run(each, number)}
                changed |= self._put_histories(fitting)
            self._count("runs", len(page), len(changed))
            self._advance(len(page))

    def _fits(self, run_id: str) -> bool:
        if len(run_id) <= _RUN_ID_LENGTH or self._target.is_sqlite:
            return True
        self.report.problems.append(f"The id of run {run_id} is too long for MLflow's column.")
        return False

    def _put_run(self, found: FoundRun, experiment_id: int) -> bool:
        run, target = found.run, self._target
        key = {"run_uuid": run.info.run_id}
        is_changed = target.put("runs", key, run_values(run, experiment_id))
        is_changed |= target.put_texts("params", key, run.data.params)
        is_changed |= target.put_texts("tags", key, run.data.tags)
        for each in run.inputs.dataset_inputs:
            dataset = target.dataset(experiment_id, each.dataset)
            tags = {tag.key: tag.value for tag in each.tags}
            is_changed |= target.link("DATASET", dataset, "RUN", run.info.run_id, tags=tags)
        for went_in in run.inputs.model_inputs:
            ends = ("RUN_INPUT", run.info.run_id, "MODEL_INPUT", went_in.model_id)
            is_changed |= target.link(*ends)
        for came_out in run.outputs.model_outputs:
            ends = ("RUN_OUTPUT", run.info.run_id, "MODEL_OUTPUT", came_out.model_id)
            is_changed |= target.link(*ends, step=came_out.step)
        return is_changed

    def _put_histories(self, page: Sequence[FoundRun]) -> set[str]:
        wanted = {each.run.info.run_id: list(each.points) for each in page}
        changed = set()
        for history in self._source.histories(wanted):
            plain = _as_mlflow_keeps(history)
            missing = missing_points(plain, self._target.history(history.run_id, history.key))
            self._count("points", len(plain), len(missing))
            if len(missing):
                self._target.add_points(missing)
                changed.add(history.run_id)
        return changed

    def _put_models(self, experiment: Experiment, number: int) -> None:
        models = list(self._source.logged_models(experiment.experiment_id))
        if not models:
            return
        if not self._target.has("logged_models"):
            self.report.left_out["logged models (MLflow 2 has none)"] += len(models)
            return
        with self._target.writing():
            changed = [self._put_model(each, number) for each in models]
        self._count("logged models", len(models), sum(changed))

    def _put_model(self, found: FoundModel, experiment_id: int) -> bool:
        model, target = replace(found.model, experiment_id=str(experiment_id)), self._target
        key = {"model_id": model.model_id}
        is_changed = target.put("logged_models", key, model_values(model, found.lifecycle_stage))
        for table, rows in model_rows(model).items():
            is_changed |= target.put_rows(table, key, rows)
        return is_changed

    def _put_registered(self, found: FoundRegistered) -> None:
        model, target = found.model, self._target
        key = target.in_workspace("registered_models", {"name": model.name})
        is_changed = target.put("registered_models", key, registered_values(model))
        is_changed |= target.put_texts("registered_model_tags", key, model.tags)
        for version in found.versions:
            number = {**key, "version": int(version.version)}
            is_changed |= target.put("model_versions", number, version_values(version))
            is_changed |= target.put_texts("model_version_tags", number, version.tags)
        for alias, version_number in model.aliases.items():
            points_to = {"version": int(version_number)}
            alias_key = {**key, "alias": alias}
            is_changed |= target.put("registered_model_aliases", alias_key, points_to)
        self._count("registered models", 1, int(is_changed))
        self.report.found["model versions"] += len(found.versions)

    def _count(self, kind: str, found: int, changed: int) -> None:
        self.report.found[kind] += found
        self.report.changed[kind] += changed


def _as_mlflow_keeps(history: History) -> History:
    """Return a series as MLflow would have it: exact repetitions once, infinities as the greatest number."""
    values = np.clip(history.values, -_GREATEST, _GREATEST)
    bits = np.where(np.isnan(values), np.nan, values).view(np.int64)
    columns = np.stack([history.steps, history.timestamps, bits])
    order = np.lexsort(columns)
    ranked = columns[:, order]
    is_first = np.r_[True, (ranked[:, 1:] != ranked[:, :-1]).any(axis=0)][: len(order)]
    places = np.sort(order[is_first])
    return History(
        history.run_id,
        history.key,
        history.steps[places],
        history.timestamps[places],
        values[places],
    )
