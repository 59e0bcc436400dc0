"""Versions of registered models on a tracking server, by MLflow's protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.entities import ModelVersion, PagedList
from trackside.errors import InvalidParameter
from trackside.store.limits import MAX_REGISTRY_TAG_VALUE, checked_tags, checked_version
from trackside.store.rest.aggregate import Aggregate, given
from trackside.store.rest.connection import MLFLOW
from trackside.store.rest.model_wire import model_version_from_wire
from trackside.store.rest.wire import pairs_to_wire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.store.rest.wire import Wire

_PATH = f"{MLFLOW}/model-versions"


class RestVersions(Aggregate):
    """The model versions of a tracking server."""

    def create_model_version(
        self,
        name: str,
        source: str,
        run_id: str | None = None,
        tags: Mapping[str, str] | None = None,
        run_link: str | None = None,
        description: str | None = None,
        model_id: str | None = None,
    ) -> ModelVersion:
        if not source:
            raise InvalidParameter(
                f"A version of model {name!r} needs a source: the URI that its files were logged to."
            )
        checked = checked_tags(tags, MAX_REGISTRY_TAG_VALUE, "model version")
        body = given(
            name=name,
            source=source,
            run_id=run_id or None,
            tags=pairs_to_wire(checked),
            run_link=run_link or None,
            description=description,
            model_id=model_id or None,
        )
        return self._server.make(f"{_PATH}/create", body, _version)

    def get_model_version(self, name: str, version: str) -> ModelVersion:
        return self._server.get(f"{_PATH}/get", _version, **_place(name, version))

    def update_model_version(
        self, name: str, version: str, description: str | None
    ) -> ModelVersion:
        body = {**_place(name, version), "description": description or ""}
        return self._server.make(f"{_PATH}/update", body, _version, "PATCH", is_repeatable=True)

    def transition_model_version_stage(
        self, name: str, version: str, stage: str, archive_existing_versions: bool
    ) -> ModelVersion:
        body = {
            **_place(name, version),
            "stage": stage,
            "archive_existing_versions": archive_existing_versions,
        }
        return self._server.make(f"{_PATH}/transition-stage", body, _version, is_repeatable=True)

    def delete_model_version(self, name: str, version: str) -> None:
        body = _place(name, version)
        self._server.change(f"{_PATH}/delete", body, "DELETE", is_repeatable=False)

    def search_model_versions(
        self,
        filter_string: str | None = None,
        max_results: int = 10000,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[ModelVersion]:
        return self._server.get(
            f"{_PATH}/search",
            _page,
            filter=filter_string or None,
            max_results=max_results,
            order_by=list(order_by) if order_by else None,
            page_token=page_token or None,
        )

    def set_model_version_tag(self, name: str, version: str, key: str, value: str) -> None:
        checked = checked_tags({key: value}, MAX_REGISTRY_TAG_VALUE, "model version")
        for each, text in checked.items():
            body = {**_place(name, version), "key": each, "value": text}
            self._server.change(f"{_PATH}/set-tag", body)

    def delete_model_version_tag(self, name: str, version: str, key: str) -> None:
        self._server.change(f"{_PATH}/delete-tag", {**_place(name, version), "key": key}, "DELETE")


def _place(name: str, version: str) -> dict[str, str]:
    return {"name": name, "version": str(checked_version(version))}


def _version(wire: Wire) -> ModelVersion:
    return model_version_from_wire(wire["model_version"])


def _page(wire: Wire) -> PagedList[ModelVersion]:
    found = [model_version_from_wire(each) for each in wire.get("model_versions", ())]
    return PagedList(found, wire.get("next_page_token") or None)
