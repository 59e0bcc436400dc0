"""Write what a store of ours holds to a MLflow server, through its REST API.

The server gives runs, experiments and logged models ids of its own, and says itself when something
was made. So each run carries the id that it had here as a tag, by which the next export knows it;
what names the id of a run or a model is told the new one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from trackside.artifacts.repository import repository_for
from trackside.context.tags import PARENT_RUN_ID
from trackside.entities import (
    LifecycleStage,
    LoggedModelInput,
    LoggedModelOutput,
    Metric,
    Param,
    RunTag,
    ViewType,
)
from trackside.errors import TracksideException
from trackside.interop.artifact_copies import copy_missing
from trackside.interop.report import Report
from trackside.interop.series import missing_points
from trackside.store.sql.intake_experiments import ORIGIN_TAG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from trackside.entities import Experiment, History, LoggedModel, ModelVersion
    from trackside.interop.found import FoundRegistered, FoundRun
    from trackside.interop.store_source import StoreSource

FORMER_ID = "trackside.exported_id"
"""Tag of a run or logged model on the server: its id in the store that it was exported from."""

_POINTS_A_CALL = 1000
_TEXTS_A_CALL = 100
_STAGELESS = "None"


class ServerExport:
    """One export: from a store of ours to a MLflow server."""

    def __init__(
        self,
        source: StoreSource,
        url: str,
        *,
        advance: Callable[[int], None] = lambda _: None,
    ) -> None:
        """``advance`` is told how many further runs are written."""
        from trackside.opening import open_store

        self._source = source
        self._store = open_store(url).store
        self._repository = partial(repository_for, tracking_uri=url)
        self._advance = advance
        # Ids on the server by ids here.
        self._runs: dict[str, str] = {}
        self._models: dict[str, str] = {}
        # Where artifacts are on the server, by where they are here.
        self._moved: dict[str, str] = {}
        self.report = Report(source.address, self._store.url)

    def run(self, experiments: Sequence[str] | None = None) -> Report:
        """Write everything, or the experiments of these names or ids with the registry left out."""
        for experiment in self._source.experiments():
            names = {experiment.name, experiment.experiment_id}
            if experiments is None or names & set(experiments):
                self._put_experiment(experiment)
        if experiments is None:
            for registered in self._source.registered_models():
                self._put_registered(registered)
        return self.report

    def _put_experiment(self, experiment: Experiment) -> None:
        is_binned = experiment.lifecycle_stage == LifecycleStage.DELETED
        there = self._store.get_experiment_by_name(experiment.name)
        self._count("experiments", 1, int(there is None))
        if there is not None and there.lifecycle_stage == LifecycleStage.DELETED:
            # What is in the server's bin cannot be written to.
            return
        number = (
            self._store.create_experiment(experiment.name) if there is None else there.experiment_id
        )
        tags = {k: v for k, v in experiment.tags.items() if not k.startswith(ORIGIN_TAG)}
        if tags:
            self._store.set_experiment_tags(number, tags)
        known = self._known_runs(number)
        for page in self._source.runs(experiment.experiment_id):
            for found in page:
                self._put_run(found, number, known)
            self._advance(len(page))
        for each in self._source.logged_models(experiment.experiment_id):
            self._put_model(each.model, number)
        for page in self._source.runs(experiment.experiment_id):
            for found in page:
                self._finish_run(found)
        if is_binned:
            self._store.delete_experiment(number)

    def _known_runs(self, experiment_id: str) -> dict[str, str]:
        known: dict[str, str] = {}
        token = None
        while True:
            page = self._store.search_runs(
                [experiment_id],
                f"tags.`{FORMER_ID}` LIKE '%'",
                ViewType.ALL,
                page_token=token,
            )
            known |= {run.data.tags[FORMER_ID]: run.info.run_id for run in page}
            token = page.token
            if token is None:
                return known

    def _put_run(self, found: FoundRun, experiment_id: str, known: dict[str, str]) -> None:
        info, data = found.run.info, found.run.data
        is_new = info.run_id not in known
        if is_new:
            run = self._store.create_run(
                experiment_id,
                info.user_id,
                info.start_time,
                {FORMER_ID: info.run_id},
                info.run_name,
            )
        else:
            run = self._store.get_run(known[info.run_id])
        there = run.info.run_id
        self._runs[info.run_id] = there
        self._moved[info.artifact_uri] = run.info.artifact_uri
        if run.info.lifecycle_stage == LifecycleStage.DELETED:
            self._count("runs", 1, 0)
            return
        params = [Param(k, v) for k, v in data.params.items() if k not in run.data.params]
        tags = [RunTag(k, v) for k, v in data.tags.items() if k != PARENT_RUN_ID]
        changed_tags = [tag for tag in tags if run.data.tags.get(tag.key) != tag.value]
        for start in range(0, len(params), _TEXTS_A_CALL):
            self._store.log_batch(there, params=params[start : start + _TEXTS_A_CALL])
        for start in range(0, len(changed_tags), _TEXTS_A_CALL):
            self._store.log_batch(there, tags=changed_tags[start : start + _TEXTS_A_CALL])
        points = self._put_points(found, there, is_new=is_new)
        if found.run.inputs.dataset_inputs and is_new:
            self._store.log_inputs(there, found.run.inputs.dataset_inputs)
        files = self._send(info.artifact_uri, run.info.artifact_uri, f"run {info.run_id}")
        self._count("runs", 1, int(bool(is_new or params or changed_tags or points or files)))

    def _put_points(self, found: FoundRun, run_id: str, *, is_new: bool) -> int:
        total = 0
        wanted = {found.run.info.run_id: list(found.points)}
        for history in self._source.histories(wanted):
            if is_new:
                missing = history
            else:
                missing = missing_points(history, self._store.get_history(run_id, history.key))
            for points in _calls(missing):
                self._store.log_batch(run_id, metrics=points)
            self._count("points", len(history), len(missing))
            total += len(missing)
        return total

    def _put_model(self, model: LoggedModel, experiment_id: str) -> None:
        present = self._store.search_logged_models(
            [experiment_id], f"tags.`{FORMER_ID}` = '{model.model_id}'"
        )
        self._count("logged models", 1, int(not present))
        if present:
            self._models[model.model_id] = present[0].model_id
            return
        made = self._store.create_logged_model(
            experiment_id,
            model.name,
            self._runs.get(model.source_run_id or ""),
            {**model.tags, FORMER_ID: model.model_id},
            model.params,
            model.model_type,
        )
        self._models[model.model_id] = made.model_id
        self._moved[model.artifact_location] = made.artifact_location
        self._send(model.artifact_location, made.artifact_location, f"model {model.model_id}")
        for metric in model.metrics or ():
            run_id = self._runs.get(metric.run_id or "")
            if run_id is not None:
                point = replace(metric, model_id=made.model_id, run_id=run_id)
                self._store.log_batch(run_id, metrics=[point])
        self._store.finalize_logged_model(made.model_id, model.status)

    def _finish_run(self, found: FoundRun) -> None:
        """Write what names other runs and models, and then how the run ended."""
        info, there = found.run.info, self._runs[found.run.info.run_id]
        run = self._store.get_run(there)
        if run.info.lifecycle_stage == LifecycleStage.DELETED:
            return
        parent = found.run.data.tags.get(PARENT_RUN_ID)
        if parent is not None:
            tag = RunTag(PARENT_RUN_ID, self._runs.get(parent, parent))
            self._store.log_batch(there, tags=[tag])
        inputs = [self._models.get(each.model_id) for each in found.run.inputs.model_inputs]
        outputs = [
            LoggedModelOutput(self._models[each.model_id], each.step)
            for each in found.run.outputs.model_outputs
            if each.model_id in self._models
        ]
        known = {each.model_id for each in run.outputs.model_outputs}
        if new := [each for each in outputs if each.model_id not in known]:
            self._store.log_outputs(there, new)
        if used := [LoggedModelInput(each) for each in inputs if each is not None]:
            self._store.log_inputs(there, models=used)
        if (run.info.status, run.info.end_time) != (info.status, info.end_time):
            self._store.update_run(there, info.status, info.end_time)
        if info.lifecycle_stage == LifecycleStage.DELETED:
            self._store.delete_run(there)

    def _put_registered(self, found: FoundRegistered) -> None:
        name = found.model.name
        try:
            present = self._store.get_registered_model(name)
        except TracksideException as error:
            if error.error_code != "RESOURCE_DOES_NOT_EXIST":
                raise
            present = None
            self._store.create_registered_model(name, found.model.tags, found.model.description)
        self._count("registered models", 1, int(present is None))
        count = max((int(each.version) for each in self._versions(name)), default=0)
        for version in found.versions:
            if int(version.version) > count:
                count = self._put_version(version, count + 1)
        for alias, points_to in found.model.aliases.items():
            self._store.set_registered_model_alias(name, alias, points_to)

    def _versions(self, name: str) -> list[ModelVersion]:
        quote = '"' if "'" in name else "'"
        return list(self._store.search_model_versions(f"name = {quote}{name}{quote}"))

    def _put_version(self, version: ModelVersion, next_number: int) -> int:
        """Make a version with its number; numbers between, of versions that are gone, are used up."""
        create = partial(
            self._store.create_model_version,
            version.name,
            self._source_there(version.source or ""),
            self._runs.get(version.run_id or ""),
        )
        for gone in range(next_number, int(version.version)):
            create()
            self._store.delete_model_version(version.name, str(gone))
        made = create(version.tags, version.run_link, version.description)
        if version.current_stage != _STAGELESS:
            self._store.transition_model_version_stage(
                version.name, made.version, version.current_stage, archive_existing_versions=False
            )
        self._count("model versions", 1, 1)
        return int(made.version)

    def _source_there(self, source: str) -> str:
        for here, there in self._moved.items():
            if here and (source == here or source.startswith(f"{here}/")):
                return there + source[len(here) :]
        for known in (self._runs, self._models):
            for here, there in known.items():
                if f"/{here}" in source:
                    return source.replace(f"/{here}", f"/{there}")
        return source

    def _send(self, here: str, there: str, owner: str) -> int:
        try:
            sent = copy_missing(self._source.artifacts(here), self._repository(there))
        except TracksideException as error:
            self.report.problems.append(f"Artifacts of {owner} were not sent: {error.message}")
            return 0
        self._count("files", sent, sent)
        return sent

    def _count(self, kind: str, found: int, changed: int) -> None:
        self.report.found[kind] += found
        self.report.changed[kind] += changed


def _calls(history: History) -> Iterator[list[Metric]]:
    """Give points as many at once as MLflow takes in a call."""
    columns = (history.values.tolist(), history.timestamps.tolist(), history.steps.tolist())
    points = [Metric(history.key, *point) for point in zip(*columns, strict=True)]
    for start in range(0, len(points), _POINTS_A_CALL):
        yield points[start : start + _POINTS_A_CALL]
