"""Notebooks on a plain MLflow server: kept in tags of experiments.

An experiment that is a notebook's own names it in the tag ``trackside.notebook``; one that a
notebook logged to last has a tag with the notebook's path, whose key is made from the path.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from trackside.entities import LifecycleStage, Notebook, ViewType, default_experiment_name
from trackside.errors import AlreadyExists, NotFound
from trackside.store.limits import checked_experiment_name
from trackside.store.rest.connection import MLFLOW
from trackside.store.rest.experiments import RestExperiments, all_experiments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trackside.entities import Experiment
    from trackside.store.rest.connection import Server

OWN_TAG = "trackside.notebook"
_LAST_TAG = "trackside.notebook.last."
_PATH = f"{MLFLOW}/experiments"


class PlainNotebooks:
    """The notebooks of a plain MLflow server."""

    def __init__(self, server: Server, experiments: RestExperiments) -> None:
        self._server = server
        self._experiments = experiments

    def set_experiment_tags(self, experiment_id: str, tags: Mapping[str, str]) -> None:
        """Set one tag after the other: the protocol knows no more at once."""
        for key, value in tags.items():
            body = {"experiment_id": experiment_id, "key": key, "value": value}
            self._server.change(f"{_PATH}/set-experiment-tag", body)

    def get_notebook(self, path: str) -> Notebook | None:
        own, last = self._tagged(OWN_TAG, path), self._tagged(_last_tag(path), path)
        if own is None and last is None:
            return None
        ids = (None if each is None else each.experiment_id for each in (own, last))
        return Notebook(path, *ids)

    def open_notebook(self, path: str) -> str:
        checked_experiment_name(default_experiment_name(path))
        own = self._tagged(OWN_TAG, path)
        if own is not None and own.lifecycle_stage == LifecycleStage.ACTIVE:
            return own.experiment_id
        for name in _names(path):
            found = self._experiments.get_experiment_by_name(name)
            if found is None:
                try:
                    return self._experiments.create_experiment(name, tags={OWN_TAG: path})
                except AlreadyExists:
                    continue  # another process was faster
            is_free = found.tags.get(OWN_TAG) in (None, path)
            if is_free and found.lifecycle_stage == LifecycleStage.ACTIVE:
                self.set_experiment_tags(found.experiment_id, {OWN_TAG: path})
                return found.experiment_id
        raise AssertionError("names never end")

    def note_notebook_logged(self, path: str, experiment_id: str) -> None:
        before = self._tagged(_last_tag(path), path)
        if before is not None and before.experiment_id == experiment_id:
            return
        self.set_experiment_tags(experiment_id, {_last_tag(path): path})
        if before is not None:
            self._remove_tag(before, _last_tag(path))

    def move_notebooks(self, old_path: str, new_path: str) -> None:
        def moved(path: str) -> str | None:
            is_meant = path == old_path or path.startswith(f"{old_path}/")
            return new_path + path.removeprefix(old_path) if is_meant else None

        for experiment in list(all_experiments(self._server, ViewType.ACTIVE_ONLY)):
            for key, path in experiment.tags.items():
                target = moved(path)
                if target is None:
                    continue
                if key == OWN_TAG:
                    self._move_home(experiment, path, target)
                elif key == _last_tag(path):
                    self.set_experiment_tags(experiment.experiment_id, {_last_tag(target): target})
                    self._remove_tag(experiment, key)

    def _move_home(self, experiment: Experiment, path: str, target: str) -> None:
        overwritten = self._tagged(OWN_TAG, target)
        if overwritten is not None:
            self._remove_tag(overwritten, OWN_TAG)
        self.set_experiment_tags(experiment.experiment_id, {OWN_TAG: target})
        name = default_experiment_name(target)
        follows = experiment.name == default_experiment_name(path)
        if follows and self._experiments.get_experiment_by_name(name) is None:
            self._experiments.rename_experiment(experiment.experiment_id, name)

    def _tagged(self, key: str, path: str) -> Experiment | None:
        """Return the active experiment with a tag of this value, as other code than ours may have set it."""
        quote = '"' if "'" in path else "'"
        if quote in path:  # no literal of the grammar holds both quotes
            return next(
                (each for each in all_experiments(self._server) if each.tags.get(key) == path), None
            )
        text = f"tags.`{key}` = {quote}{path}{quote}"
        found = self._experiments.search_experiments(filter_string=text, max_results=1)
        return found[0] if found else None

    def _remove_tag(self, experiment: Experiment, key: str) -> None:
        try:
            self._experiments.delete_experiment_tag(experiment.experiment_id, key)
        except NotFound:  # another process was faster
            return


def _last_tag(path: str) -> str:
    # (Not the path itself, which may hold what keys may not.)
    return _LAST_TAG + hashlib.sha256(path.encode()).hexdigest()[:16]


def _names(path: str) -> Iterator[str]:
    """Yield the names that the notebook's experiment may have, the best first."""
    name, number = default_experiment_name(path), 1
    while True:
        yield name if number == 1 else f"{name} ({number})"
        number += 1
