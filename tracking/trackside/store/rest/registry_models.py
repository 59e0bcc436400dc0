"""Registered models and their aliases on a tracking server, by MLflow's protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.entities import ModelVersion, PagedList, RegisteredModel
from trackside.errors import InvalidParameter, NotFound
from trackside.store.limits import (
    MAX_REGISTRY_TAG_VALUE,
    checked_alias,
    checked_model_name,
    checked_tags,
    checked_version,
)
from trackside.store.rest.aggregate import Aggregate, given
from trackside.store.rest.connection import MLFLOW
from trackside.store.rest.model_wire import model_version_from_wire, registered_model_from_wire
from trackside.store.rest.wire import pairs_to_wire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.store.rest.wire import Wire

_PATH = f"{MLFLOW}/registered-models"


class RestModels(Aggregate):
    """The registered models of a tracking server."""

    def create_registered_model(
        self,
        name: str,
        tags: Mapping[str, str] | None = None,
        description: str | None = None,
    ) -> RegisteredModel:
        checked = checked_tags(tags, MAX_REGISTRY_TAG_VALUE, "registered model")
        body = given(
            name=checked_model_name(name), tags=pairs_to_wire(checked), description=description
        )
        return self._server.make(f"{_PATH}/create", body, _model)

    def get_registered_model(self, name: str) -> RegisteredModel:
        return self._server.get(f"{_PATH}/get", _model, name=name)

    def rename_registered_model(self, name: str, new_name: str) -> RegisteredModel:
        body = {"name": name, "new_name": checked_model_name(new_name)}
        return self._server.make(f"{_PATH}/rename", body, _model)

    def update_registered_model(self, name: str, description: str | None) -> RegisteredModel:
        body = {"name": name, "description": description or ""}
        return self._server.make(f"{_PATH}/update", body, _model, "PATCH", is_repeatable=True)

    def delete_registered_model(self, name: str) -> None:
        self._server.change(f"{_PATH}/delete", {"name": name}, "DELETE", is_repeatable=False)

    def search_registered_models(
        self,
        filter_string: str | None = None,
        max_results: int = 100,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[RegisteredModel]:
        return self._server.get(
            f"{_PATH}/search",
            _page,
            filter=filter_string or None,
            max_results=max_results,
            order_by=list(order_by) if order_by else None,
            page_token=page_token or None,
        )

    def set_registered_model_tag(self, name: str, key: str, value: str) -> None:
        for each, text in checked_tags(
            {key: value}, MAX_REGISTRY_TAG_VALUE, "registered model"
        ).items():
            self._server.change(f"{_PATH}/set-tag", {"name": name, "key": each, "value": text})

    def delete_registered_model_tag(self, name: str, key: str) -> None:
        self._server.change(f"{_PATH}/delete-tag", {"name": name, "key": key}, "DELETE")

    def set_registered_model_alias(self, name: str, alias: str, version: str) -> None:
        body = {
            "name": name,
            "alias": checked_alias(alias),
            "version": str(checked_version(version)),
        }
        self._server.change(f"{_PATH}/alias", body)

    def delete_registered_model_alias(self, name: str, alias: str) -> None:
        self._server.change(f"{_PATH}/alias", {"name": name, "alias": alias}, "DELETE")

    def get_model_version_by_alias(self, name: str, alias: str) -> ModelVersion:
        try:
            return self._server.get(f"{_PATH}/alias", _version, name=name, alias=alias)
        except InvalidParameter as error:
            # MLflow's word for it.
            if "not found" in error.message:
                raise NotFound(error.message) from None
            raise

    def get_latest_versions(
        self, name: str, stages: Sequence[str] | None = None
    ) -> list[ModelVersion]:
        body = given(name=name, stages=list(stages) if stages else None)
        found = self._server.ask(f"{_PATH}/get-latest-versions", _versions, body)
        return sorted(found, key=lambda version: int(version.version))


def _model(wire: Wire) -> RegisteredModel:
    return registered_model_from_wire(wire["registered_model"])


def _page(wire: Wire) -> PagedList[RegisteredModel]:
    found = [registered_model_from_wire(each) for each in wire.get("registered_models", ())]
    return PagedList(found, wire.get("next_page_token") or None)


def _version(wire: Wire) -> ModelVersion:
    return model_version_from_wire(wire["model_version"])


def _versions(wire: Wire) -> list[ModelVersion]:
    return [model_version_from_wire(each) for each in wire.get("model_versions", ())]
