"""Registered models: register and find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.fluent.current import client
from trackside.registration import register

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import ModelVersion, RegisteredModel


def register_model(
    model_uri: str,
    name: str,
    await_registration_for: int = 300,  # noqa: ARG001 (MLflow's; a version is ready when this returns)
    *,
    tags: Mapping[str, Any] | None = None,
) -> ModelVersion:
    """Add a version to the registered model ``name``, making the model if need be.

    ``model_uri`` is ``runs:/<run_id>/<path>``, ``models:/<name>/<version>`` or the URI of a folder
    with an MLmodel file. Raises ``NotFound`` if there is no model.
    """
    return register(client(), model_uri, name, tags)


def search_registered_models(
    max_results: int | None = None,
    filter_string: str | None = None,
    order_by: Sequence[str] | None = None,
) -> list[RegisteredModel]:
    """Return the registered models that match, by name."""
    return client().search_registered_models(filter_string, max_results or 1000, order_by).to_list()


def search_model_versions(
    max_results: int | None = None,
    filter_string: str | None = None,
    order_by: Sequence[str] | None = None,
) -> list[ModelVersion]:
    """Return the model versions that match, the last updated first."""
    return client().search_model_versions(filter_string, max_results or 10_000, order_by).to_list()


def set_model_version_tag(
    name: str, version: str | None = None, key: str | None = None, value: Any = None
) -> None:
    """Set a tag of a model version."""
    client().set_model_version_tag(name, str(version), str(key), value)
