"""A store behind our own contract as a source: ours, or a MLflow server through its REST API."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from trackside.artifacts.repository import repository_for
from trackside.entities import ViewType
from trackside.interop.found import FoundModel, FoundRegistered, FoundRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from trackside.artifacts.repository import ArtifactRepository
    from trackside.entities import Experiment, History, ModelVersion, PagedList, Run
    from trackside.store.base import Store

T = TypeVar("T")

_RUNS_AT_ONCE = 200
_AT_ONCE = 100


class StoreSource:
    """A store as a source; see :class:`trackside.interop.found.Source`.

    Logged models in the bin and the numbers of deleted versions are not seen through the contract.
    """

    def __init__(
        self,
        store: Store,
        artifacts: Callable[[str], ArtifactRepository] = repository_for,
    ) -> None:
        """``artifacts`` finds what holds the artifacts at a URI of the store."""
        self._store = store
        self._artifacts = artifacts

    @property
    def address(self) -> str:
        """The store's URL without its password."""
        return self._store.url

    def experiments(self) -> list[Experiment]:
        """Return all experiments, those in the bin, too."""
        search = partial(
            self._store.search_experiments, ViewType.ALL, 1000, order_by=["experiment_id"]
        )
        return list(_all(search))

    def count_runs(self) -> int | None:
        """Return nothing: a server would have to load them."""
        return None

    def runs(self, experiment_id: str) -> Iterator[Sequence[FoundRun]]:
        """Give the runs of an experiment, the oldest first."""
        token = None
        while True:
            page = self._store.search_runs(
                [experiment_id],
                run_view_type=ViewType.ALL,
                max_results=_RUNS_AT_ONCE,
                order_by=["attributes.start_time ASC"],
                page_token=token,
            )
            if page:
                yield [_found(run) for run in self._complete(page)]
            token = page.token
            if token is None:
                return

    def histories(self, wanted: Mapping[str, Sequence[str]]) -> Iterator[History]:
        """Give whole series."""
        for run_id, keys in wanted.items():
            for key in keys:
                yield self._store.get_history(run_id, key)

    def logged_models(self, experiment_id: str) -> Iterator[FoundModel]:
        """Give the logged models of an experiment."""
        search = partial(self._store.search_logged_models, [experiment_id], max_results=50)
        for model in _all(search):
            yield FoundModel(model)

    def registered_models(self) -> Iterator[FoundRegistered]:
        """Give the registry."""
        for model in _all(partial(self._store.search_registered_models, max_results=_AT_ONCE)):
            yield FoundRegistered(model, self._versions(model.name))

    def artifacts(self, uri: str) -> ArtifactRepository:
        """Return the repository at a URI."""
        return self._artifacts(uri)

    def left_out(self) -> Mapping[str, int]:
        """Return nothing: what has no place is not in the contract."""
        return {}

    def close(self) -> None:
        """Leave the store open: others in this process use it."""

    def _complete(self, page: Sequence[Run]) -> Sequence[Run]:
        """Return the runs of a page with all that belongs to them."""
        return page

    def _versions(self, name: str) -> list[ModelVersion]:
        quote = '"' if "'" in name else "'"
        search = partial(self._store.search_model_versions, f"name = {quote}{name}{quote}", 1000)
        return sorted(_all(search), key=lambda version: int(version.version))


class ServerSource(StoreSource):
    """A MLflow server as a source: its search leaves out which models went into a run."""

    def _complete(self, page: Sequence[Run]) -> Sequence[Run]:
        return self._store.get_runs([run.info.run_id for run in page])


def _found(run: Run) -> FoundRun:
    # A plain MLflow server does not say how many points a series has.
    points = {key: summary.count or None for key, summary in run.data.summaries.items()}
    return FoundRun(run, points)


def _all(search: Callable[..., PagedList[T]]) -> Iterator[T]:
    token = None
    while True:
        page = search(page_token=token)
        yield from page
        token = page.token
        if token is None:
            return
