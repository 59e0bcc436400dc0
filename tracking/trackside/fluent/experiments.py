"""The current experiment, and the verbs for experiments.

Which experiment a run goes into, the first that holds:

1. ``set_experiment`` in this process;
2. ``MLFLOW_EXPERIMENT_ID`` or ``MLFLOW_EXPERIMENT_NAME``, read anew at each run (``%env`` works);
3. the notebook's own experiment, named after its path;
4. ``Default``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from trackside.entities import Experiment, LifecycleStage, ViewType
from trackside.errors import AlreadyExists, InvalidParameter
from trackside.fluent.current import client
from trackside.fluent.whereabouts import whereabouts
from trackside.opening import open_store
from trackside.store.base import DEFAULT_EXPERIMENT_ID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The chosen experiment by store: choosing another store must not carry an id over.
_chosen: dict[str, str] = {}
# The notebook's own experiment by store: it stays the same however the notebook is renamed.
_own: dict[str, str] = {}


def set_experiment(
    experiment_name: str | None = None,
    experiment_id: str | None = None,
    trace_location: object = None,  # noqa: ARG001 (MLflow's, for traces)
) -> Experiment:
    """Make an experiment, by name or id, the one that later runs go into; a new name creates it.

    Raises ``InvalidParameter`` unless exactly one of the two is given, or if the experiment is
    deleted; ``NotFound`` for an unknown id.
    """
    if (experiment_name is None) == (experiment_id is None):
        raise InvalidParameter("Must specify exactly one of: `experiment_id` or `experiment_name`.")
    if experiment_id is not None:
        experiment = client().get_experiment(str(experiment_id))
    else:
        experiment = _get_or_create(str(experiment_name))
    if experiment.lifecycle_stage != LifecycleStage.ACTIVE:
        raise InvalidParameter(
            f"Cannot set a deleted experiment {experiment.name!r} as the active experiment. Take it out of the "
            f"bin with restore_experiment({experiment.experiment_id!r}), or start afresh with "
            f"create_experiment({experiment.name!r})."
        )
    _chosen[client().tracking_uri] = experiment.experiment_id
    return experiment


def _get_or_create(name: str) -> Experiment:
    found = client().get_experiment_by_name(name)
    if found is None:
        try:
            return client().get_experiment(client().create_experiment(name))
        except AlreadyExists:  # another process was faster
            found = client().get_experiment_by_name(name)
            if found is None:
                raise
    return found


def forget_chosen_experiment() -> None:
    """Go back to the experiment that the surroundings give: for a process that starts over."""
    _chosen.clear()
    _own.clear()


def current_experiment_id() -> str:
    """Return the id of the experiment that a run started now goes into, creating it if need be."""
    uri = client().tracking_uri
    if uri in _chosen:
        return _chosen[uri]
    from_environment = _experiment_of_environment(os.environ)
    if from_environment is not None:
        return from_environment
    path = whereabouts.notebook()
    if path is None:
        return DEFAULT_EXPERIMENT_ID
    if uri not in _own:
        _own[uri] = open_store(uri).store.open_notebook(path)
    return _own[uri]


def _experiment_of_environment(environ: Mapping[str, str]) -> str | None:
    by_id = environ.get("MLFLOW_EXPERIMENT_ID")
    name = environ.get("MLFLOW_EXPERIMENT_NAME")
    if by_id:
        experiment = client().get_experiment(by_id)
        if name and experiment.name != name:
            raise InvalidParameter(
                f"The environment variable MLFLOW_EXPERIMENT_ID {by_id!r} names the experiment "
                f"{experiment.name!r}, and MLFLOW_EXPERIMENT_NAME {name!r} another one. Unset one of them."
            )
        return by_id
    return _get_or_create(name).experiment_id if name else None


def create_experiment(
    name: str, artifact_location: str | None = None, tags: Mapping[str, Any] | None = None
) -> str:
    """Create an experiment and return its id; raises ``AlreadyExists`` if the name is taken."""
    return client().create_experiment(name, artifact_location, tags)


def get_experiment(experiment_id: str) -> Experiment:
    """Return an experiment; raises ``NotFound``."""
    return client().get_experiment(experiment_id)


def get_experiment_by_name(name: str) -> Experiment | None:
    """Return the experiment of that name, or None."""
    return client().get_experiment_by_name(name)


def search_experiments(
    view_type: int = ViewType.ACTIVE_ONLY,
    max_results: int | None = None,
    filter_string: str | None = None,
    order_by: Sequence[str] | None = None,
) -> list[Experiment]:
    """Return all experiments that match, or the first ``max_results``."""
    found: list[Experiment] = []
    token = None
    while True:
        wanted = 1000 if max_results is None else min(1000, max_results - len(found))
        page = client().search_experiments(view_type, wanted, filter_string, order_by, token)
        found.extend(page)
        token = page.token
        if token is None or (max_results is not None and len(found) >= max_results):
            return found


def delete_experiment(experiment_id: str) -> None:
    """Move an experiment and its runs to the bin."""
    client().delete_experiment(experiment_id)


def restore_experiment(experiment_id: str) -> None:
    """Take an experiment and its runs out of the bin."""
    client().restore_experiment(experiment_id)


def set_experiment_tag(key: str, value: Any) -> None:
    """Set a tag of the current experiment."""
    set_experiment_tags({key: value})


def set_experiment_tags(tags: Mapping[str, Any]) -> None:
    """Set tags of the current experiment."""
    open_store(client().tracking_uri).store.set_experiment_tags(current_experiment_id(), tags)


def delete_experiment_tag(key: str) -> None:
    """Remove a tag of the current experiment; raises ``NotFound`` if it is not set."""
    client().delete_experiment_tag(current_experiment_id(), key)
