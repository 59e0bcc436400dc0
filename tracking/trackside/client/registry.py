"""The client's verbs for registered models."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from trackside.client.base import StoreUser
from trackside.entities.states import STAGES
from trackside.errors import AlreadyExists, InvalidParameter, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import ModelVersion, PagedList, RegisteredModel


class RegistryVerbs(StoreUser):
    """Create, find, change and delete registered models and their versions."""

    def create_registered_model(
        self,
        name: str,
        tags: Mapping[str, Any] | None = None,
        description: str | None = None,
    ) -> RegisteredModel:
        """Create a registered model; raises ``AlreadyExists`` if the name is taken."""
        return self._store.create_registered_model(name, tags, description)

    def get_registered_model(self, name: str) -> RegisteredModel:
        """Return a registered model; raises ``NotFound``."""
        return self._store.get_registered_model(name)

    def rename_registered_model(self, name: str, new_name: str) -> RegisteredModel:
        """Give a model another name."""
        return self._store.rename_registered_model(name, new_name)

    def update_registered_model(self, name: str, description: str | None = None) -> RegisteredModel:
        """Change a model's description."""
        return self._store.update_registered_model(name, description)

    def delete_registered_model(self, name: str) -> None:
        """Delete a model with all its versions."""
        self._store.delete_registered_model(name)

    def search_registered_models(
        self,
        filter_string: str | None = None,
        max_results: int = 100,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[RegisteredModel]:
        """Return a page of models, by default by name."""
        return self._store.search_registered_models(
            filter_string, max_results, order_by, page_token
        )

    def get_latest_versions(
        self, name: str, stages: Sequence[str] | None = None
    ) -> list[ModelVersion]:
        """Return the newest version of each stage, or of the stages named."""
        return self._store.get_latest_versions(name, stages)

    def set_registered_model_tag(self, name: str, key: str, value: Any) -> None:
        """Set a tag of a model."""
        self._store.set_registered_model_tag(name, key, value)

    def delete_registered_model_tag(self, name: str, key: str) -> None:
        """Remove a tag of a model."""
        self._store.delete_registered_model_tag(name, key)

    def set_registered_model_alias(self, name: str, alias: str, version: str | int) -> None:
        """Point an alias to a version of a model."""
        self._store.set_registered_model_alias(name, alias, str(version))

    def delete_registered_model_alias(self, name: str, alias: str) -> None:
        """Remove an alias of a model."""
        self._store.delete_registered_model_alias(name, alias)

    def get_model_version_by_alias(self, name: str, alias: str) -> ModelVersion:
        """Return the version that an alias points to; raises ``NotFound``."""
        return self._store.get_model_version_by_alias(name, alias)

    def create_model_version(
        self,
        name: str,
        source: str,
        run_id: str | None = None,
        tags: Mapping[str, Any] | None = None,
        run_link: str | None = None,
        description: str | None = None,
        await_creation_for: int = 300,  # noqa: ARG002 (MLflow's; a version is ready when this returns)
        model_id: str | None = None,
    ) -> ModelVersion:
        """Add a version to an existing model; ``source`` is the URI of its files.

        ``model_id`` says which logged model they are, if they are one.
        """
        return self._store.create_model_version(
            name, source, run_id, tags, run_link, description, model_id
        )

    def copy_model_version(self, src_model_uri: str, dst_name: str) -> ModelVersion:
        """Add a version of one model (``models:/name/version``) to another, made if need be."""
        from trackside.artifacts.resolve import resolve_version
        from trackside.artifacts.uris import parse_models_uri

        version = resolve_version(self, parse_models_uri(src_model_uri))
        with suppress(AlreadyExists):
            self._store.create_registered_model(dst_name)
        return self._store.create_model_version(
            dst_name,
            version.source or "",
            version.run_id,
            version.tags,
            version.run_link,
            version.description,
            version.model_id,
        )

    def get_model_version(self, name: str, version: str | int) -> ModelVersion:
        """Return one version; raises ``NotFound``."""
        return self._store.get_model_version(name, str(version))

    def get_model_version_download_uri(self, name: str, version: str | int) -> str:
        """Return where the files of a version are."""
        return self._store.get_model_version(name, str(version)).source or ""

    def update_model_version(
        self, name: str, version: str | int, description: str | None = None
    ) -> ModelVersion:
        """Change a version's description."""
        return self._store.update_model_version(name, str(version), description)

    def transition_model_version_stage(
        self, name: str, version: str | int, stage: str, archive_existing_versions: bool = False
    ) -> ModelVersion:
        """Move a version to None, Staging, Production or Archived."""
        return self._store.transition_model_version_stage(
            name, str(version), stage, archive_existing_versions
        )

    def delete_model_version(self, name: str, version: str | int) -> None:
        """Delete one version."""
        self._store.delete_model_version(name, str(version))

    def search_model_versions(
        self,
        filter_string: str | None = None,
        max_results: int = 10000,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[ModelVersion]:
        """Return a page of versions, by default the last updated first."""
        return self._store.search_model_versions(filter_string, max_results, order_by, page_token)

    def get_model_version_stages(self, name: str, version: str | int) -> list[str]:  # noqa: ARG002
        """Return the stages that any version can be in."""
        return list(STAGES)

    def set_model_version_tag(
        self,
        name: str,
        version: str | int | None = None,
        key: str | None = None,
        value: Any = None,
        stage: str | None = None,
    ) -> None:
        """Set a tag of a version, or of the newest one in ``stage``."""
        self._store.set_model_version_tag(
            name, self._version(name, version, stage), key or "", value
        )

    def delete_model_version_tag(
        self,
        name: str,
        version: str | int | None = None,
        key: str | None = None,
        stage: str | None = None,
    ) -> None:
        """Remove a tag of a version, or of the newest one in ``stage``."""
        self._store.delete_model_version_tag(name, self._version(name, version, stage), key or "")

    def _version(self, name: str, version: str | int | None, stage: str | None) -> str:
        if (version is None) == (stage is None):
            raise InvalidParameter(
                f"Say which version of {name!r} by version or by stage, not by both or neither: "
                f"version={version!r}, stage={stage!r}."
            )
        if stage is None:
            return str(version)
        found = self.get_latest_versions(name, [stage])
        if not found:
            raise NotFound(f"No version of {name!r} is in the stage {stage!r}.")
        return found[0].version
