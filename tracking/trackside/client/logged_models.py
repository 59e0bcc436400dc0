"""The client's verbs for logged models: MLflow 3's models in their own right."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackside.client.base import StoreUser
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trackside.artifacts.repository import ArtifactRepository
    from trackside.entities import FileInfo, LoggedModel, LoggedModelStatus, PagedList


class LoggedModelVerbs(StoreUser):
    """Create, read, search, change and delete logged models, and keep their files."""

    def create_logged_model(
        self,
        experiment_id: str,
        name: str | None = None,
        source_run_id: str | None = None,
        tags: Mapping[str, Any] | None = None,
        params: Mapping[str, Any] | None = None,
        model_type: str | None = None,
    ) -> LoggedModel:
        """Create a PENDING model without files; a missing name is made up.

        ``source_run_id`` is the run that made it, ``model_type`` a word of one's own to find it by.
        Raises ``InvalidParameter`` for a name with one of ``/ : . % " '``.
        """
        return self._store.create_logged_model(
            experiment_id, name, source_run_id, tags, params, model_type
        )

    def get_logged_model(self, model_id: str) -> LoggedModel:
        """Return a model with its params, tags and metrics; raises ``NotFound``."""
        return self._settled.get_logged_model(model_id)

    def search_logged_models(
        self,
        experiment_ids: Sequence[str],
        filter_string: str | None = None,
        datasets: Sequence[Mapping[str, str]] | None = None,
        max_results: int | None = None,
        order_by: Sequence[Mapping[str, Any]] | None = None,
        page_token: str | None = None,
    ) -> PagedList[LoggedModel]:
        """Return a page of models (by default 100) that match, by default the newest first.

        The filter speaks of ``name``, ``model_id``, ``model_type``, ``status``, ``source_run_id``,
        ``creation_timestamp``, ``last_updated_timestamp``, ``metrics.*``, ``params.*`` and
        ``tags.*``. ``datasets``, dictionaries with ``dataset_name`` and perhaps ``dataset_digest``,
        restricts the metrics that count. ``order_by`` holds dictionaries with ``field_name``, and
        perhaps ``ascending`` (default True), ``dataset_name`` and ``dataset_digest``.
        """
        if isinstance(experiment_ids, str) or not all(isinstance(e, str) for e in experiment_ids):
            raise InvalidParameter(
                f"experiment_ids must be a list of strings, got {experiment_ids!r}"
            )
        return self._settled.search_logged_models(
            experiment_ids, filter_string, datasets, max_results, order_by, page_token
        )

    def finalize_logged_model(self, model_id: str, status: str | LoggedModelStatus) -> LoggedModel:
        """Say that the files of a model are there (``READY``) or will not be (``FAILED``)."""
        return self._store.finalize_logged_model(model_id, status)

    def set_logged_model_tags(self, model_id: str, tags: Mapping[str, Any]) -> None:
        """Set tags of a model; raises ``InvalidParameter`` if there is none."""
        with _told_apart_from_versions(model_id):
            self._store.set_logged_model_tags(model_id, tags)

    def delete_logged_model_tag(self, model_id: str, key: str) -> None:
        """Remove a tag of a model; raises ``NotFound`` if it is not set."""
        self._store.delete_logged_model_tag(model_id, key)

    def log_model_params(self, model_id: str, params: Mapping[str, Any]) -> None:
        """Add params to a model; raises ``InvalidParameter`` if one has another value already."""
        with _told_apart_from_versions(model_id):
            self._store.log_logged_model_params(model_id, params)

    def delete_logged_model(self, model_id: str) -> None:
        """Move a model to the bin."""
        self._store.delete_logged_model(model_id)

    def log_model_artifact(
        self, model_id: str, local_path: str | Path, artifact_path: str | None = None
    ) -> None:
        """Copy a file or folder into the folder ``artifact_path`` of the model."""
        self._repository_of_model(model_id).log_artifact(Path(local_path), artifact_path)

    def log_model_artifacts(
        self, model_id: str, local_dir: str | Path, artifact_path: str | None = None
    ) -> None:
        """Copy what is in a folder into the folder ``artifact_path`` of the model."""
        self._repository_of_model(model_id).log_artifacts(Path(local_dir), artifact_path)

    def list_logged_model_artifacts(self, model_id: str, path: str | None = None) -> list[FileInfo]:
        """Return what is in one artifact folder of the model."""
        return self._repository_of_model(model_id).list_artifacts(path)

    def _repository_of_model(self, model_id: str) -> ArtifactRepository:
        from trackside.artifacts.repository import repository_for

        location = self._store.get_logged_model(model_id).artifact_location
        return repository_for(location, self.tracking_uri)


@contextmanager
def _told_apart_from_versions(model_id: str) -> Iterator[None]:
    """Turn an unknown model into MLflow's error for it, which points to model versions."""
    try:
        yield
    except NotFound as error:
        raise InvalidParameter(
            f"Failed to get logged model with ID {model_id}: {error.message} It may have been deleted. A version "
            "of a registered model is no logged model; for its tags use `set_model_version_tag`."
        ) from error
