"""The contract for logged models. Part of :mod:`trackside.store.base`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import LoggedModel, PagedList


class LoggedModelStore(Protocol):
    """Models that are found, measured and tagged in their own right.

    Those that were deleted are ``NotFound``, but by ``delete_logged_model`` and by metrics: a
    training goes on that does not know. Their metrics come by ``log_batch``. A change stamps the
    model's source run, or its experiment if it has none.
    """

    def create_logged_model(
        self,
        experiment_id: str,
        name: str | None = None,
        source_run_id: str | None = None,
        tags: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        model_type: str | None = None,
    ) -> LoggedModel:
        """Create a PENDING model in an active experiment; a missing name is made up.

        Its files belong below ``<artifact location of the experiment>/models/<model_id>/artifacts``.
        """
        ...

    def get_logged_model(self, model_id: str, allow_deleted: bool = False) -> LoggedModel:
        """Return the model with its params, tags and metrics, these in the order of logging."""
        ...

    def search_logged_models(
        self,
        experiment_ids: Sequence[str],
        filter_string: str | None = None,
        datasets: Sequence[Mapping[str, str]] | None = None,
        max_results: int | None = None,
        order_by: Sequence[Mapping[str, Any]] | None = None,
        page_token: str | None = None,
    ) -> PagedList[LoggedModel]:
        """Return a page of models, by default 100, the newest first.

        ``datasets`` (``dataset_name`` and, if wanted, ``dataset_digest`` each) restricts the metrics
        that the filter looks at; without a metric in the filter it asks for any on one of them.
        ``order_by`` holds dictionaries, see :func:`trackside.search.parse_order_by`. A page token
        belongs to the search that gave it.
        """
        ...

    def finalize_logged_model(self, model_id: str, status: str) -> LoggedModel:
        """Set the status, one of ``LoggedModelStatus``."""
        ...

    def set_logged_model_tags(self, model_id: str, tags: Mapping[str, str]) -> None:
        """Set tags."""
        ...

    def delete_logged_model_tag(self, model_id: str, key: str) -> None:
        """Remove a tag; ``NotFound`` if it is not set."""
        ...

    def log_logged_model_params(self, model_id: str, params: Mapping[str, str]) -> None:
        """Add params; one that is set already must have the same value, else ``InvalidParameter``."""
        ...

    def delete_logged_model(self, model_id: str) -> None:
        """Move a model to the bin; no error if it is there."""
        ...
