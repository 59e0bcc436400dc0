"""The client's verbs for experiments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.client.base import StoreUser
from trackside.entities import Experiment, PagedList, ViewType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ExperimentVerbs(StoreUser):
    """Create, find, change and delete experiments."""

    def create_experiment(
        self,
        name: str,
        artifact_location: str | None = None,
        tags: Mapping[str, Any] | None = None,
    ) -> str:
        """Create an experiment and return its id; raises ``AlreadyExists`` if the name is taken."""
        location = str(artifact_location) if artifact_location else None
        return self._store.create_experiment(name, location, tags)

    def get_experiment(self, experiment_id: str) -> Experiment:
        """Return an experiment, deleted or not; raises ``NotFound``."""
        return self._store.get_experiment(experiment_id)

    def get_experiment_by_name(self, name: str) -> Experiment | None:
        """Return the experiment of that name, deleted or not, or None."""
        return self._store.get_experiment_by_name(name)

    def search_experiments(
        self,
        view_type: int = ViewType.ACTIVE_ONLY,
        max_results: int | None = 1000,
        filter_string: str | None = None,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[Experiment]:
        """Return a page of experiments, by default the newest first."""
        return self._store.search_experiments(
            view_type,
            1000 if max_results is None else max_results,
            filter_string,
            order_by,
            page_token,
        )

    def rename_experiment(self, experiment_id: str, new_name: str) -> None:
        """Give an experiment another name."""
        self._store.rename_experiment(experiment_id, new_name)

    def delete_experiment(self, experiment_id: str) -> None:
        """Move an experiment and its runs to the bin."""
        self._store.delete_experiment(experiment_id)

    def restore_experiment(self, experiment_id: str) -> None:
        """Take an experiment and its runs out of the bin."""
        self._store.restore_experiment(experiment_id)

    def set_experiment_tag(self, experiment_id: str, key: str, value: Any) -> None:
        """Set one tag of an experiment."""
        self._store.set_experiment_tags(experiment_id, {key: value})

    def delete_experiment_tag(self, experiment_id: str, key: str) -> None:
        """Remove a tag of an experiment; raises ``NotFound`` if it is not set."""
        self._store.delete_experiment_tag(experiment_id, key)
