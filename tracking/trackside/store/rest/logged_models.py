"""Logged models on a tracking server of MLflow 3 or later, by its protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from trackside.entities import LoggedModel, PagedList
from trackside.search import parse_order_by
from trackside.store.input_limits import (
    MAX_LOGGED_MODEL_NAME,
    checked_logged_model_name,
    checked_model_id,
    checked_model_status,
    checked_search_dataset,
    checked_texts,
)
from trackside.store.limits import at_most, checked_experiment_id, checked_run_id
from trackside.store.rest.aggregate import Aggregate, given
from trackside.store.rest.connection import MLFLOW
from trackside.store.rest.model_wire import logged_model_from_wire, model_status_to_wire
from trackside.store.rest.wire import pairs_to_wire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.store.rest.wire import Wire

_PATH = f"{MLFLOW}/logged-models"


class RestLoggedModels(Aggregate):
    """The logged models of a tracking server; an older one's routes are missing: ``NotImplementedHere``."""

    def create_logged_model(
        self,
        experiment_id: str,
        name: str | None = None,
        source_run_id: str | None = None,
        tags: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        model_type: str | None = None,
    ) -> LoggedModel:
        kind = at_most(str(model_type), MAX_LOGGED_MODEL_NAME, "Model type") if model_type else None
        body = given(
            experiment_id=str(checked_experiment_id(experiment_id)),
            name=None if name is None else checked_logged_model_name(name),
            source_run_id=checked_run_id(source_run_id) if source_run_id else None,
            tags=pairs_to_wire(checked_texts(tags, "tag")),
            params=pairs_to_wire(checked_texts(params, "param")),
            model_type=kind,
        )
        return self._server.make(_PATH, body, _model)

    def get_logged_model(self, model_id: str, allow_deleted: bool = False) -> LoggedModel:
        asked = "true" if allow_deleted else None
        return self._server.get(_path(model_id), _model, allow_deleted=asked)

    def search_logged_models(
        self,
        experiment_ids: Sequence[str],
        filter_string: str | None = None,
        datasets: Sequence[Mapping[str, str]] | None = None,
        max_results: int | None = None,
        order_by: Sequence[Mapping[str, Any]] | None = None,
        page_token: str | None = None,
    ) -> PagedList[LoggedModel]:
        parse_order_by(order_by, "logged_models")
        body = given(
            experiment_ids=[str(checked_experiment_id(each)) for each in experiment_ids],
            filter=filter_string or None,
            datasets=[checked_search_dataset(each) for each in datasets or ()] or None,
            max_results=max_results,
            order_by=list(order_by) if order_by else None,
            page_token=page_token or None,
        )
        return self._server.ask(f"{_PATH}/search", _page, body)

    def finalize_logged_model(self, model_id: str, status: str) -> LoggedModel:
        path = _path(model_id)
        body = {"model_id": model_id, "status": model_status_to_wire(checked_model_status(status))}
        return self._server.make(path, body, _model, "PATCH", is_repeatable=True)

    def set_logged_model_tags(self, model_id: str, tags: Mapping[str, str]) -> None:
        body = {"model_id": model_id, "tags": pairs_to_wire(checked_texts(tags, "tag"))}
        self._server.change(f"{_path(model_id)}/tags", body, "PATCH")

    def delete_logged_model_tag(self, model_id: str, key: str) -> None:
        path = f"{_path(model_id)}/tags/{quote(key, safe='')}"
        self._server.change(path, {}, "DELETE", is_repeatable=False)

    def log_logged_model_params(self, model_id: str, params: Mapping[str, str]) -> None:
        body = {"model_id": model_id, "params": pairs_to_wire(checked_texts(params, "param"))}
        self._server.change(f"{_path(model_id)}/params", body)

    def delete_logged_model(self, model_id: str) -> None:
        self._server.change(_path(model_id), {}, "DELETE")


def _path(model_id: str) -> str:
    return f"{_PATH}/{quote(checked_model_id(model_id), safe='')}"


def _model(wire: Wire) -> LoggedModel:
    return logged_model_from_wire(wire["model"])


def _page(wire: Wire) -> PagedList[LoggedModel]:
    found = [logged_model_from_wire(each) for each in wire.get("models", ())]
    return PagedList(found, wire.get("next_page_token") or None)
