"""Our store as MLflow's model registry. Loaded by MLflow when somebody uses ``trackside://``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from mlflow.store.model_registry.abstract_store import AbstractStore

from trackside.artifacts.uris import is_models_uri
from trackside.errors import InvalidParameter
from trackside.interop.mlflow_plugins import from_mlflow, to_mlflow
from trackside.interop.mlflow_plugins.addresses import store_uri as store_uri_of
from trackside.interop.mlflow_plugins.translating import mlflow_errors, raising_mlflow_errors
from trackside.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.store.base import Store

_MAX_MODELS = 100
_MAX_VERSIONS = 10_000


@raising_mlflow_errors
class TracksideRegistryStore(AbstractStore):
    """A model registry for the real ``mlflow``."""

    def __init__(self, store_uri: str, tracking_uri: str | None = None) -> None:
        """Open nothing yet."""
        super().__init__(store_uri, tracking_uri)  # type: ignore[no-untyped-call]
        found = store_uri_of(store_uri)
        if found is None:
            with mlflow_errors():
                raise InvalidParameter(
                    f"{store_uri!r} names no Trackside store: write 'trackside:///folder'."
                )
        self._uri = found

    @property
    def _store(self) -> Store:
        return open_store(self._uri).store

    def create_registered_model(
        self,
        name: str,
        tags: Any = None,
        description: str | None = None,
        deployment_job_id: str | None = None,  # noqa: ARG002 (of one vendor's service)
    ) -> Any:
        found = self._store.create_registered_model(name, from_mlflow.texts(tags), description)
        return to_mlflow.registered_model(found)

    def update_registered_model(
        self,
        name: str,
        description: str | None,
        deployment_job_id: str | None = None,  # noqa: ARG002 (of one vendor's service)
    ) -> Any:
        return to_mlflow.registered_model(self._store.update_registered_model(name, description))

    def rename_registered_model(self, name: str, new_name: str) -> Any:
        return to_mlflow.registered_model(self._store.rename_registered_model(name, new_name))

    def delete_registered_model(self, name: str) -> None:
        self._store.delete_registered_model(name)

    def search_registered_models(
        self,
        filter_string: str | None = None,
        max_results: int | None = None,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> Any:
        found = self._store.search_registered_models(
            filter_string, max_results or _MAX_MODELS, order_by, page_token
        )
        return to_mlflow.paged(found, to_mlflow.registered_model)

    def get_registered_model(self, name: str) -> Any:
        return to_mlflow.registered_model(self._store.get_registered_model(name))

    def get_latest_versions(self, name: str, stages: Sequence[str] | None = None) -> list[Any]:
        found = self._store.get_latest_versions(name, stages)
        return [to_mlflow.model_version(each) for each in found]

    def set_registered_model_tag(self, name: str, tag: Any) -> None:
        self._store.set_registered_model_tag(name, tag.key, tag.value)

    def delete_registered_model_tag(self, name: str, key: str) -> None:
        self._store.delete_registered_model_tag(name, key)

    def set_registered_model_alias(self, name: str, alias: str, version: str) -> None:
        self._store.set_registered_model_alias(name, alias, str(version))

    def delete_registered_model_alias(self, name: str, alias: str) -> None:
        self._store.delete_registered_model_alias(name, alias)

    def get_model_version_by_alias(self, name: str, alias: str) -> Any:
        return to_mlflow.model_version(self._store.get_model_version_by_alias(name, alias))

    def create_model_version(
        self,
        name: str,
        source: str,
        run_id: str | None = None,
        tags: Any = None,
        run_link: str | None = None,
        description: str | None = None,
        local_model_path: str | None = None,  # noqa: ARG002 (the files stay where they are)
        model_id: str | None = None,
    ) -> Any:
        create = partial(self._store.create_model_version, model_id=model_id)
        found = create(name, source, run_id, from_mlflow.texts(tags), run_link, description)
        return to_mlflow.model_version(found)

    def update_model_version(self, name: str, version: str, description: str | None) -> Any:
        found = self._store.update_model_version(name, str(version), description)
        return to_mlflow.model_version(found)

    def transition_model_version_stage(
        self, name: str, version: str, stage: str, archive_existing_versions: bool
    ) -> Any:
        found = self._store.transition_model_version_stage(
            name, str(version), stage, archive_existing_versions
        )
        return to_mlflow.model_version(found)

    def delete_model_version(self, name: str, version: str) -> None:
        self._store.delete_model_version(name, str(version))

    def get_model_version(self, name: str, version: str) -> Any:
        return to_mlflow.model_version(self._store.get_model_version(name, str(version)))

    def get_model_version_download_uri(self, name: str, version: str) -> str:
        source = self._store.get_model_version(name, str(version)).source or ""
        # A logged model's files are where it says; MLflow does not ask twice.
        if is_models_uri(source) and source.startswith("models:/m-"):
            return self._store.get_logged_model(source.removeprefix("models:/")).artifact_location
        return source

    def search_model_versions(
        self,
        filter_string: str | None = None,
        max_results: int | None = None,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> Any:
        found = self._store.search_model_versions(
            filter_string, max_results or _MAX_VERSIONS, order_by, page_token
        )
        return to_mlflow.paged(found, to_mlflow.model_version)

    def set_model_version_tag(self, name: str, version: str, tag: Any) -> None:
        self._store.set_model_version_tag(name, str(version), tag.key, tag.value)

    def delete_model_version_tag(self, name: str, version: str, key: str) -> None:
        self._store.delete_model_version_tag(name, str(version), key)
