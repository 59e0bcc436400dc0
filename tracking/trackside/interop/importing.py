"""Bring what another store holds into ours: all of it, as it was, as often as one likes.

A page of runs is one transaction, its metric histories a few more. An import that was stopped goes
on where it was when it is called again; one that is called again later brings what is new.
Histories come in as arrays, exactly once: each batch says how far this import was before it
(:class:`trackside.store.base.SpoolRange`), so of two imports at once one looks again.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from trackside.artifacts.local_uri import uri_scheme
from trackside.artifacts.repository import repository_for
from trackside.entities import LifecycleStage
from trackside.errors import TracksideException
from trackside.interop.artifact_copies import copy_missing
from trackside.interop.report import Report
from trackside.interop.series import missing_points
from trackside.store.base import SpoolRange
from trackside.store.intake import TakenModel, TakenRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from trackside.entities import Experiment, History, MetricSummary, ModelVersion, Run
    from trackside.interop.found import FoundModel, FoundRegistered, FoundRun, Source
    from trackside.store.base import Store
    from trackside.store.intake import IntakeStore

# Points (24 bytes each) that one transaction takes in.
_POINTS_AT_ONCE = 500_000
_IS_PROMPT = "mlflow.prompt.is_prompt"
_PROXIED = "mlflow-artifacts"


class Import:
    """One import: from a source into a store."""

    def __init__(
        self,
        source: Source,
        store: Store,
        *,
        copy_artifacts: bool = False,
        advance: Callable[[int], None] = lambda _: None,
    ) -> None:
        """``advance`` is told how many further runs are in."""
        from trackside.store.intake import IntakeStore as Contract

        if not isinstance(store, Contract):
            raise TracksideException(
                f"The store {store.url!r} cannot take in what another one kept; import where its database is.",
                "NOT_IMPLEMENTED",
            )
        self._source = source
        self._store = store
        self._intake: IntakeStore = store
        self._copies = copy_artifacts
        self._advance = advance
        self._spool_id = f"import-{hashlib.sha256(source.address.encode()).hexdigest()[:40]}"
        self._folded_until = 0
        # Folders with artifacts that are elsewhere in our store than in the source.
        self._moved: dict[str, str] = {}
        self._out_of_reach = 0
        self.report = Report(source.address, store.url)

    def run(self, experiments: Sequence[str] | None = None) -> Report:
        """Bring everything, or the experiments of these names or ids with the registry left out."""
        for experiment in self._source.experiments():
            if experiments is None or {experiment.name, experiment.experiment_id} & set(
                experiments
            ):
                self._take_experiment(experiment)
        if experiments is None:
            for registered in self._source.registered_models():
                self._take_registered(registered)
        self.report.left_out.update(self._source.left_out())
        if self._out_of_reach:
            self.report.problems.append(
                f"The artifacts of {self._out_of_reach:,} runs and models can only be had from the MLflow "
                "server: import again with copied artifacts (--copy-artifacts) to have them here."
            )
        return self.report

    def _take_experiment(self, found: Experiment) -> None:
        before = self._store.revision()
        here = self._intake.take_experiment(
            replace(found, artifact_location=self._location(found)), self._source.address
        )
        experiment = self._store.get_experiment(here)
        self._count("experiments", 1, int(self._store.revision() != before))
        for page in self._source.runs(found.experiment_id):
            self._take_runs(page, experiment, found.lifecycle_stage)
            self._advance(len(page))
        models = [
            self._taken_model(each, experiment)
            for each in self._source.logged_models(found.experiment_id)
        ]
        self._count("logged models", len(models), len(self._intake.take_logged_models(models)))

    def _location(self, experiment: Experiment) -> str:
        """Return where new runs of an experiment keep their artifacts: by us, unless it is in the cloud."""
        uri = experiment.artifact_location
        is_remote = uri_scheme(uri) not in ("", "file", _PROXIED) and self._can_reach(uri)
        return uri if is_remote and not self._copies else ""

    def _take_runs(self, page: Sequence[FoundRun], experiment: Experiment, stage: str) -> None:
        # Before we look what is here: another import that adds to it moves this on.
        self._folded_until = self._store.folded_until(self._spool_id)
        here = {run.info.run_id: run for run in self._store.get_runs([_id(each) for each in page])}
        taken = [self._taken_run(each, experiment, stage, here.get(_id(each))) for each in page]
        changed = set(self._intake.take_runs(taken))
        changed |= self._take_histories(page, here)
        self._count("runs", len(page), len(changed))

    def _taken_run(
        self, found: FoundRun, experiment: Experiment, stage: str, here: Run | None
    ) -> TakenRun:
        info = found.run.info
        place = info.artifact_uri if here is None else here.info.artifact_uri
        if self._copies:
            place = f"{experiment.artifact_location}/{info.run_id}/artifacts"
            self._copy(info.artifact_uri, place, f"run {info.run_id}")
        elif here is None and not self._can_reach(place):
            self._out_of_reach += 1
        if place != info.artifact_uri:
            self._moved[info.artifact_uri] = place
        info = replace(info, experiment_id=experiment.experiment_id, artifact_uri=place)
        # MLflow takes all runs out of the bin with their experiment.
        goes_along = stage == LifecycleStage.DELETED
        deleted_time = None if goes_along else found.deleted_time
        if info.lifecycle_stage == LifecycleStage.DELETED and not goes_along:
            deleted_time = deleted_time or info.end_time or info.start_time
        if goes_along:
            info = replace(info, lifecycle_stage=LifecycleStage.DELETED)
        return TakenRun(replace(found.run, info=info), deleted_time, self._copies)

    def _taken_model(self, found: FoundModel, experiment: Experiment) -> TakenModel:
        model = found.model
        place = model.artifact_location
        if self._copies:
            place = f"{experiment.artifact_location}/models/{model.model_id}/artifacts"
            self._copy(model.artifact_location, place, f"logged model {model.model_id}")
            self._moved[model.artifact_location] = place
        elif not self._can_reach(place):
            self._out_of_reach += 1
        taken = replace(model, experiment_id=experiment.experiment_id, artifact_location=place)
        is_deleted = found.lifecycle_stage == LifecycleStage.DELETED
        deleted_time = model.last_updated_timestamp if is_deleted else None
        return TakenModel(taken, found.lifecycle_stage, deleted_time, self._copies)

    def _take_registered(self, found: FoundRegistered) -> None:
        if found.model.tags.get(_IS_PROMPT) == "true":
            self.report.left_out["prompts"] += 1
            return
        versions = [self._relocated(version) for version in found.versions]
        changed = self._intake.take_registered_model(found.model, versions)
        self._count("registered models", 1, int(changed))
        self.report.found["model versions"] += len(versions)

    def _relocated(self, version: ModelVersion) -> ModelVersion:
        source = version.source or ""
        for old, new in self._moved.items():
            if old and (source == old or source.startswith(f"{old}/")):
                return replace(version, source=new + source[len(old) :])
        return version

    def _take_histories(self, page: Sequence[FoundRun], here: Mapping[str, Run]) -> set[str]:
        """Bring the points that are new; returns the ids of the runs that have any."""
        wanted: dict[str, list[str]] = {}
        for found in page:
            run = here.get(_id(found))
            grown = _grown(found, run)
            if run is not None:
                summaries = run.data.summaries.values()
                self.report.found["points"] += sum(s.count for s in summaries if s.key not in grown)
            if grown:
                wanted[_id(found)] = grown
        changed: set[str] = set()
        for batch in _batches(self._source.histories(wanted)):
            new = self._append(batch, here)
            self.report.found["points"] += sum(len(history) for history in batch)
            changed |= {history.run_id for history in new}
            self.report.changed["points"] += sum(len(history) for history in new)
        return changed

    def _append(self, batch: Sequence[History], here: Mapping[str, Run]) -> list[History]:
        """Append what is missing here, and look again if another import was faster."""
        known = {(run_id, key) for run_id, run in here.items() for key in run.data.summaries}
        new = [self._missing(each) if (each.run_id, each.key) in known else each for each in batch]
        while True:
            new = [history for history in new if len(history)]
            start = self._folded_until
            end = start + sum(len(history) for history in new)
            if not new or self._store.append_points(new, SpoolRange(self._spool_id, start, end)):
                self._folded_until = end
                return new
            self._folded_until = self._store.folded_until(self._spool_id)
            new = [self._missing(each) for each in batch]

    def _missing(self, there: History) -> History:
        return missing_points(there, self._store.get_history(there.run_id, there.key))

    def _copy(self, old: str, new: str, owner: str) -> None:
        try:
            copied = copy_missing(self._source.artifacts(old), repository_for(new))
        except TracksideException as error:
            self.report.problems.append(f"Artifacts of {owner} were not copied: {error.message}")
        else:
            self._count("copied files", copied, copied)

    def _can_reach(self, uri: str) -> bool:
        try:
            repository_for(uri)
        except TracksideException:
            return False
        return True

    def _count(self, kind: str, found: int, changed: int) -> None:
        self.report.found[kind] += found
        self.report.changed[kind] += changed


def _id(found: FoundRun) -> str:
    return found.run.info.run_id


def _grown(found: FoundRun, here: Run | None) -> list[str]:
    """Return the metrics that may have points that are not here."""
    if here is None:
        return list(found.points)
    known, seen = here.data.summaries, found.run.data.summaries
    has_ended = found.run.info.end_time is not None and found.run.info == replace(
        here.info,
        experiment_id=found.run.info.experiment_id,
        artifact_uri=found.run.info.artifact_uri,
    )

    def is_known(key: str, count: int | None) -> bool:
        if key not in known:
            return False
        if count is not None:
            return known[key].count == count
        # Nobody says how many there are. A run that has ended and has the same latest point is taken
        # as known, so that an import that was stopped goes on soon.
        return has_ended and key in seen and _latest(seen[key]) == _latest(known[key])

    return [key for key, count in found.points.items() if not is_known(key, count)]


def _latest(summary: MetricSummary) -> tuple[int, int, str]:
    return summary.step, summary.timestamp, repr(summary.value)


def _batches(histories: Iterator[History]) -> Iterator[list[History]]:
    """Give series together until there are enough points for a transaction."""
    batch: list[History] = []
    points = 0
    for history in histories:
        batch.append(history)
        points += len(history)
        if points >= _POINTS_AT_ONCE:
            yield batch
            batch, points = [], 0
    if batch:
        yield batch
