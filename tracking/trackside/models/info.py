"""What ``log_model`` and ``get_model_info`` tell of a model."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trackside.errors import NotFound, NotImplementedHere

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import LoggedModel, Metric
    from trackside.models.model import Model
    from trackside.models.signature import ModelSignature


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A saved or logged model: where it is, how it is loaded, what it takes and returns.

    ``model_uri`` is ``models:/<model_id>``; of a model below its run, as MLflow 2 logs it,
    ``runs:/<run_id>/<artifact_path>``; empty for one that was only saved.
    ``registered_model_version`` is the version that was made when the model was logged, if any;
    ``logged_model`` is what the store knows of it, None for what is no logged model of the store.
    """

    artifact_path: str | None
    flavors: Mapping[str, Any]
    model_uri: str
    model_uuid: str
    run_id: str | None
    saved_input_example_info: Mapping[str, Any] | None
    signature: ModelSignature | None
    utc_time_created: str
    mlflow_version: str | None
    metadata: Mapping[str, Any] | None = field(default_factory=dict)
    registered_model_version: int | None = None
    model_id: str | None = None
    logged_model: LoggedModel | None = None

    @property
    def name(self) -> str | None:
        """The name that the model was logged under."""
        if self.logged_model is not None:
            return self.logged_model.name
        return None if self.model_id else self.artifact_path

    @property
    def params(self) -> Mapping[str, str] | None:
        """The params of the logged model."""
        return self.logged_model.params if self.logged_model else None

    @property
    def tags(self) -> Mapping[str, str] | None:
        """The tags of the logged model."""
        return self.logged_model.tags if self.logged_model else None

    @property
    def metrics(self) -> Sequence[Metric] | None:
        """The metrics of the logged model."""
        return self.logged_model.metrics if self.logged_model else None

    @property
    def creation_timestamp(self) -> int | None:
        """When the logged model was made, in epoch milliseconds."""
        return self.logged_model.creation_timestamp if self.logged_model else None

    @property
    def signature_dict(self) -> dict[str, str | None] | None:
        """The signature as JSON texts."""
        return self.signature.to_dict() if self.signature else None


def info_of(
    model: Model,
    logged_model: LoggedModel | None = None,
    registered_model_version: int | None = None,
) -> ModelInfo:
    """Return what callers are told of ``model``."""
    return ModelInfo(
        artifact_path=model.artifact_path,
        flavors=model.flavors,
        model_uri=_uri_of(model),
        model_uuid=model.model_uuid,
        run_id=model.run_id,
        saved_input_example_info=model.saved_input_example_info,
        signature=model.signature,
        utc_time_created=model.utc_time_created,
        mlflow_version=model.mlflow_version,
        metadata=model.metadata,
        registered_model_version=registered_model_version,
        model_id=model.model_id,
        logged_model=logged_model,
    )


def _uri_of(model: Model) -> str:
    if model.model_id is not None:
        return f"models:/{model.model_id}"
    in_run = model.run_id is not None and model.artifact_path is not None
    return f"runs:/{model.run_id}/{model.artifact_path}" if in_run else ""


def get_model_info(model_uri: str) -> ModelInfo:
    """Return what is known of the model at ``model_uri`` without loading it.

    For an address of the store (``runs:/`` and ``models:/``) also what the store knows of it.
    ``NotFound`` if there is none, ``InvalidParameter`` if its ``MLmodel`` file cannot be read.
    """
    from trackside.artifacts.uris import is_models_uri, is_runs_uri
    from trackside.models.model import Model

    model = Model.load(model_uri)
    is_in_store = is_runs_uri(str(model_uri)) or is_models_uri(str(model_uri))
    return info_of(model, _logged_model(model.model_id) if is_in_store else None)


def _logged_model(model_id: str | None) -> LoggedModel | None:
    if model_id is None:
        return None
    from trackside.client import Client

    # A version outlives its logged model, and files are copied from store to store.
    with suppress(NotFound, NotImplementedHere):
        return Client().get_logged_model(model_id)
    return None
