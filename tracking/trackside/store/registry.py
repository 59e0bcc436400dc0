"""The contract for the model registry. Part of :mod:`trackside.store.base`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import ModelVersion, PagedList, RegisteredModel


class RegistryStore(Protocol):
    """Registered models, versions, stages and aliases."""

    def create_registered_model(
        self,
        name: str,
        tags: Mapping[str, str] | None = None,
        description: str | None = None,
    ) -> RegisteredModel:
        """Create a registered model; ``AlreadyExists`` if the name is taken."""
        ...

    def get_registered_model(self, name: str) -> RegisteredModel:
        """Return the model with its latest versions and aliases."""
        ...

    def rename_registered_model(self, name: str, new_name: str) -> RegisteredModel:
        """Give the model and its versions another name."""
        ...

    def update_registered_model(self, name: str, description: str | None) -> RegisteredModel:
        """Change the description."""
        ...

    def delete_registered_model(self, name: str) -> None:
        """Delete the model with its versions, tags and aliases."""
        ...

    def search_registered_models(
        self,
        filter_string: str | None = None,
        max_results: int = 100,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[RegisteredModel]:
        """Return a page of models; by default by name."""
        ...

    def set_registered_model_tag(self, name: str, key: str, value: str) -> None:
        """Set a tag of the model."""
        ...

    def delete_registered_model_tag(self, name: str, key: str) -> None:
        """Remove a tag of the model; no error if it is not set."""
        ...

    def set_registered_model_alias(self, name: str, alias: str, version: str) -> None:
        """Point an alias to a version."""
        ...

    def delete_registered_model_alias(self, name: str, alias: str) -> None:
        """Remove an alias; no error if it is not set."""
        ...

    def get_model_version_by_alias(self, name: str, alias: str) -> ModelVersion:
        """Return the version that the alias points to."""
        ...

    def get_latest_versions(
        self, name: str, stages: Sequence[str] | None = None
    ) -> list[ModelVersion]:
        """Return the newest version of each stage (of those named)."""
        ...

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
        """Add the next version of an existing model: the greatest number ever given, + 1.

        ``source`` is the URI of its files, ``models:/<model_id>`` for a logged model, or
        ``models:/<name>/<version>`` for the same files; with these, run and model are known without
        being named.
        """
        ...

    def get_model_version(self, name: str, version: str) -> ModelVersion:
        """Return one version."""
        ...

    def update_model_version(
        self, name: str, version: str, description: str | None
    ) -> ModelVersion:
        """Change the description."""
        ...

    def transition_model_version_stage(
        self, name: str, version: str, stage: str, archive_existing_versions: bool
    ) -> ModelVersion:
        """Move a version to a stage; with ``archive_existing_versions`` the others there are archived."""
        ...

    def delete_model_version(self, name: str, version: str) -> None:
        """Delete one version with its tags and aliases."""
        ...

    def search_model_versions(
        self,
        filter_string: str | None = None,
        max_results: int = 10000,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[ModelVersion]:
        """Return a page of versions; by default the last updated first."""
        ...

    def set_model_version_tag(self, name: str, version: str, key: str, value: str) -> None:
        """Set a tag of the version."""
        ...

    def delete_model_version_tag(self, name: str, version: str, key: str) -> None:
        """Remove a tag of the version; no error if it is not set."""
        ...
