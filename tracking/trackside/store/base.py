"""The contract of a store: what a backend must do for the library and the server on top of it.

Every backend passes ``tests/contract``. The rules that hold for all methods:

- **Values in, values out.** Arguments are validated by the store (a server calls it with what came
  over the wire); results are frozen entities that nobody mutates.
- **Threads.** A store may be called from any thread at once, and from several processes.
- **All or nothing.** A call that raises has changed nothing.
- **Errors** are those of :mod:`trackside.errors`: ``NotFound`` for an unknown id,
  ``InvalidParameter`` for a value over a limit or a verb on a deleted thing, ``AlreadyExists``
  for a taken name, ``StoreUnavailable`` when the database is locked, full or away.
- **Revisions.** Each committed change raises the store's revision by at least one and stamps what
  it changed, so ``changes_since(r)`` never misses a change committed after ``r`` was read.
- **Order.** Calls of one thread take effect in their order.

Ids are strings; times epoch milliseconds; page tokens opaque, ``None`` at both ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from trackside.entities import (
    Experiment,
    ExperimentUse,
    History,
    Metric,
    Notebook,
    PagedList,
    Param,
    Run,
    RunInfo,
    RunTag,
    ViewType,
)
from trackside.store.lineage import LineageStore
from trackside.store.logged_models import LoggedModelStore
from trackside.store.registry import RegistryStore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEFAULT_EXPERIMENT_ID = "0"
DEFAULT_EXPERIMENT_NAME = "Default"


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed after some revision: the notice that the push feed carries.

    ``run_ids`` maps each experiment with changed runs to them; ``experiment_ids`` are those whose
    own row changed; ``registry`` says that a registered model or version changed.
    """

    revision: int
    experiment_ids: Sequence[str]
    run_ids: Mapping[str, Sequence[str]]
    registry: bool


@dataclass(frozen=True, slots=True)
class SpoolRange:
    """The stretch of a spool file (bytes) that a batch of points came from.

    A store folds a range once: it remembers per ``spool_id`` how far it got, in the same
    transaction as the points.
    """

    spool_id: str
    start: int
    end: int


class ExperimentStore(Protocol):
    """Experiments, and the notebooks that own them."""

    def create_experiment(
        self,
        name: str,
        artifact_location: str | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> str:
        """Create an experiment and return its id; ``AlreadyExists`` if an active one has the name.

        One in the bin gives its name up and is called ``name (deleted)``, ``name (deleted 2)``...
        """
        ...

    def get_experiment(self, experiment_id: str) -> Experiment:
        """Return the experiment, deleted or not."""
        ...

    def get_experiment_by_name(self, name: str) -> Experiment | None:
        """Return the experiment of that name, deleted or not, or None."""
        ...

    def search_experiments(
        self,
        view_type: int = ViewType.ACTIVE_ONLY,
        max_results: int = 1000,
        filter_string: str | None = None,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[Experiment]:
        """Return a page of experiments; by default the newest first."""
        ...

    def recent_experiments(
        self,
        view_type: int = ViewType.ACTIVE_ONLY,
        name_part: str = "",
        max_results: int = 1000,
        page_token: str | None = None,
    ) -> PagedList[ExperimentUse]:
        """Return a page of experiments with their use, the one used last first.

        Used is when its latest run started, or when it was created if it has none. ``name_part`` is to be
        in the name, whatever its case.
        """
        ...

    def rename_experiment(self, experiment_id: str, new_name: str) -> None:
        """Give an active experiment another name."""
        ...

    def delete_experiment(self, experiment_id: str) -> None:
        """Move an experiment and its active runs to the bin."""
        ...

    def restore_experiment(self, experiment_id: str) -> None:
        """Take an experiment, and the runs that were deleted with it, out of the bin.

        It keeps the name that it has there.
        """
        ...

    def set_experiment_tags(self, experiment_id: str, tags: Mapping[str, str]) -> None:
        """Set tags of an active experiment."""
        ...

    def delete_experiment_tag(self, experiment_id: str, key: str) -> None:
        """Remove a tag; ``NotFound`` if it is not set."""
        ...

    def get_notebook(self, path: str) -> Notebook | None:
        """Return what the store knows of the notebook at ``path``."""
        ...

    def open_notebook(self, path: str) -> str:
        """Return the id of the notebook's own experiment; make it, named after ``path``, if need be."""
        ...

    def note_notebook_logged(self, path: str, experiment_id: str) -> None:
        """Remember that the notebook's latest run went to ``experiment_id``."""
        ...

    def move_notebooks(self, old_path: str, new_path: str) -> None:
        """Follow a rename of a notebook or of a folder of notebooks.

        The experiment keeps its id and its runs. Its name follows if it is still the one derived
        from the old path and the new one is free.
        """
        ...


class RunStore(Protocol):
    """Runs, their params, tags and metrics."""

    def create_run(
        self,
        experiment_id: str,
        user_id: str,
        start_time: int,
        tags: Mapping[str, str],
        run_name: str | None = None,
        run_id: str | None = None,
    ) -> Run:
        """Create a RUNNING run in an active experiment; a missing name is made up, as MLflow's."""
        ...

    def get_run(self, run_id: str) -> Run:
        """Return the run with all its data, deleted or not."""
        ...

    def get_runs(self, run_ids: Sequence[str]) -> list[Run]:
        """Return the runs that exist among ``run_ids``, in that order, in a constant number of queries."""
        ...

    def check_active(self, run_id: str) -> None:
        """Raise ``NotFound`` or ``InvalidParameter`` if the run cannot be logged to."""
        ...

    def update_run(
        self,
        run_id: str,
        status: str | None = None,
        end_time: int | None = None,
        run_name: str | None = None,
    ) -> RunInfo:
        """Change status, end time or name of an active run; returns its info as it is now."""
        ...

    def running_runs(self) -> list[Run]:
        """Return the active runs of all experiments that are RUNNING, with their data."""
        ...

    def end_runs(self, run_ids: Sequence[str], status: str, end_time: int) -> list[str]:
        """End those of the runs that are RUNNING and return their ids; the others stay as they are."""
        ...

    def delete_run(self, run_id: str) -> None:
        """Move a run to the bin; no error if it is there."""
        ...

    def restore_run(self, run_id: str) -> None:
        """Take a run out of the bin."""
        ...

    def log_batch(
        self,
        run_id: str,
        metrics: Sequence[Metric] = (),
        params: Sequence[Param] = (),
        tags: Sequence[RunTag] = (),
    ) -> None:
        """Write metrics, params and tags of an active run in one transaction.

        A metric with a ``model_id`` is written to that logged model as well, ``NotFound`` if there
        is none.
        A param that is set already must have the same value, else ``InvalidParameter``.
        """
        ...

    def delete_tag(self, run_id: str, key: str) -> None:
        """Remove a tag of an active run; ``NotFound`` if it is not set."""
        ...

    def append_points(self, additions: Sequence[History], origin: SpoolRange) -> bool:
        """Fold points, at most one addition a series, into their series exactly once.

        Returns False, and changes nothing, if ``origin`` was folded before. Runs in the bin take
        their points, which were logged before; points of runs that no longer exist are dropped:
        nobody is left to raise to.
        """
        ...

    def folded_until(self, spool_id: str) -> int:
        """Return how far (bytes) the spool has been folded; 0 for an unknown one."""
        ...

    def forget_spool(self, spool_id: str) -> None:
        """Drop the memory of a spool whose file is gone."""
        ...

    def get_history(
        self, run_id: str, key: str, first_step: int | None = None, last_step: int | None = None
    ) -> History:
        """Return the series, within the steps given (both included); empty if nothing was logged."""
        ...

    def search_runs(
        self,
        experiment_ids: Sequence[str],
        filter_string: str = "",
        run_view_type: int = ViewType.ACTIVE_ONLY,
        max_results: int = 1000,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
        *,
        columns: Sequence[str] | None = None,
    ) -> PagedList[Run]:
        """Return a page of runs that match a filter (docs/search.md); by default the newest first.

        Pages follow one another by sort key: a run that is created meanwhile moves no other to
        another page. ``columns`` names the data to load, such as ``metrics.loss`` or ``params.*``;
        none of it for an empty list, all for None.
        """
        ...

    def count_runs(
        self,
        experiment_ids: Sequence[str],
        filter_string: str = "",
        run_view_type: int = ViewType.ACTIVE_ONLY,
    ) -> int:
        """Return how many runs match, without loading them."""
        ...


@runtime_checkable
class Store(ExperimentStore, RunStore, LineageStore, LoggedModelStore, RegistryStore, Protocol):
    """The whole contract."""

    @property
    def url(self) -> str:
        """The store's address, without any password."""
        ...

    @property
    def artifact_root(self) -> str:
        """The URI, without a ``/`` at its end, below which experiments keep their artifacts by default."""
        ...

    def revision(self) -> int:
        """Return the revision of the last committed change."""
        ...

    def changes_since(self, revision: int) -> Changes:
        """Return what changed after ``revision``; deleted runs count as changed."""
        ...

    def close(self) -> None:
        """Let go of files and connections; idempotent."""
        ...
