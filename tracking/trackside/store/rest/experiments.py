"""Experiments on a tracking server, by MLflow's protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.entities import Experiment, ExperimentUse, Notebook, PagedList, ViewType
from trackside.errors import AlreadyExists, InvalidParameter, NotFound
from trackside.store.limits import (
    MAX_EXPERIMENT_TAG_VALUE,
    checked_experiment_id,
    checked_experiment_name,
    checked_tags,
)
from trackside.store.rest.aggregate import Aggregate, given, view_to_wire
from trackside.store.rest.connection import MLFLOW
from trackside.store.rest.wire import experiment_from_wire, pairs_to_wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trackside.store.rest.connection import Server
    from trackside.store.rest.wire import Wire

_PATH = f"{MLFLOW}/experiments"


class RestExperiments(Aggregate):
    """The experiments and notebooks of a tracking server."""

    def create_experiment(
        self,
        name: str,
        artifact_location: str | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> str:
        checked = checked_tags(tags, MAX_EXPERIMENT_TAG_VALUE, "experiment")
        body = given(
            name=checked_experiment_name(name),
            artifact_location=(artifact_location or "").rstrip("/") or None,
            tags=pairs_to_wire(checked),
        )
        return self._server.make(f"{_PATH}/create", body, lambda wire: str(wire["experiment_id"]))

    def get_experiment(self, experiment_id: str) -> Experiment:
        number = checked_experiment_id(experiment_id)
        return self._server.get(f"{_PATH}/get", _experiment, experiment_id=number)

    def get_experiment_by_name(self, name: str) -> Experiment | None:
        try:
            return self._server.get(f"{_PATH}/get-by-name", _experiment, experiment_name=name)
        except NotFound:
            return None

    def search_experiments(
        self,
        view_type: int = ViewType.ACTIVE_ONLY,
        max_results: int = 1000,
        filter_string: str | None = None,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[Experiment]:
        return search_experiments(
            self._server, view_type, max_results, filter_string, order_by, page_token
        )

    def recent_experiments(
        self,
        view_type: int = ViewType.ACTIVE_ONLY,
        name_part: str = "",
        max_results: int = 1000,
        page_token: str | None = None,
    ) -> PagedList[ExperimentUse]:
        return self._beyond().recent_experiments(view_type, name_part, max_results, page_token)

    def rename_experiment(self, experiment_id: str, new_name: str) -> None:
        number, name = str(checked_experiment_id(experiment_id)), checked_experiment_name(new_name)
        body = {"experiment_id": number, "new_name": name}
        try:
            self._server.change(f"{_PATH}/update", body, is_repeatable=False)
        except InvalidParameter as error:
            # MLflow passes on what its database says of a name that is taken.
            if error.error_code == "BAD_REQUEST" and self.get_experiment_by_name(name):
                raise AlreadyExists(f"Experiment(name={name}) already exists.") from None
            raise

    def delete_experiment(self, experiment_id: str) -> None:
        body = {"experiment_id": str(checked_experiment_id(experiment_id))}
        self._server.change(f"{_PATH}/delete", body, is_repeatable=False)

    def restore_experiment(self, experiment_id: str) -> None:
        body = {"experiment_id": str(checked_experiment_id(experiment_id))}
        self._server.change(f"{_PATH}/restore", body, is_repeatable=False)

    def set_experiment_tags(self, experiment_id: str, tags: Mapping[str, str]) -> None:
        checked = checked_tags(tags, MAX_EXPERIMENT_TAG_VALUE, "experiment")
        self._beyond().set_experiment_tags(str(checked_experiment_id(experiment_id)), checked)

    def delete_experiment_tag(self, experiment_id: str, key: str) -> None:
        body = {"experiment_id": str(checked_experiment_id(experiment_id)), "key": key}
        self._server.change(f"{_PATH}/delete-experiment-tag", body, is_repeatable=False)

    def get_notebook(self, path: str) -> Notebook | None:
        return self._beyond().get_notebook(path)

    def open_notebook(self, path: str) -> str:
        return self._beyond().open_notebook(path)

    def note_notebook_logged(self, path: str, experiment_id: str) -> None:
        self._beyond().note_notebook_logged(path, str(checked_experiment_id(experiment_id)))

    def move_notebooks(self, old_path: str, new_path: str) -> None:
        self._beyond().move_notebooks(old_path, new_path)


def search_experiments(
    server: Server,
    view_type: int = ViewType.ACTIVE_ONLY,
    max_results: int = 1000,
    filter_string: str | None = None,
    order_by: Sequence[str] | None = None,
    page_token: str | None = None,
) -> PagedList[Experiment]:
    """Return a page of experiments."""
    body = given(
        view_type=view_to_wire(view_type),
        max_results=max_results,
        filter=filter_string or None,
        order_by=list(order_by) if order_by else None,
        page_token=page_token or None,
    )
    return server.ask(f"{_PATH}/search", _page, body)


def all_experiments(server: Server, view_type: int = ViewType.ACTIVE_ONLY) -> Iterator[Experiment]:
    """Yield every experiment, page after page."""
    token: str | None = None
    while True:
        page = search_experiments(server, view_type, page_token=token)
        yield from page
        token = page.token
        if token is None:
            return


def _experiment(wire: Wire) -> Experiment:
    return experiment_from_wire(wire["experiment"])


def _page(wire: Wire) -> PagedList[Experiment]:
    found = [experiment_from_wire(each) for each in wire.get("experiments", ())]
    return PagedList(found, wire.get("next_page_token") or None)
