"""What ``log_model`` and ``get_model_info`` tell of a model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.models.model import Model
    from trackside.models.signature import ModelSignature


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A saved or logged model: where it is, how it is loaded, what it takes and returns.

    ``model_uri`` is ``runs:/<run_id>/<artifact_path>``, empty for a model outside a run;
    ``registered_model_version`` is the version that was made when the model was logged, if any;
    ``model_id`` is that of MLflow 3's logged models, None for what Trackside logged.
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

    @property
    def name(self) -> str | None:
        """The name that the model was logged under."""
        return self.artifact_path

    @property
    def signature_dict(self) -> dict[str, str | None] | None:
        """The signature as JSON texts."""
        return self.signature.to_dict() if self.signature else None


def info_of(model: Model, registered_model_version: int | None = None) -> ModelInfo:
    """Return what callers are told of ``model``."""
    in_run = model.run_id is not None and model.artifact_path is not None
    return ModelInfo(
        artifact_path=model.artifact_path,
        flavors=model.flavors,
        model_uri=f"runs:/{model.run_id}/{model.artifact_path}" if in_run else "",
        model_uuid=model.model_uuid,
        run_id=model.run_id,
        saved_input_example_info=model.saved_input_example_info,
        signature=model.signature,
        utc_time_created=model.utc_time_created,
        mlflow_version=model.mlflow_version,
        metadata=model.metadata,
        registered_model_version=registered_model_version,
        model_id=model.extra.get("model_id"),
    )


def get_model_info(model_uri: str) -> ModelInfo:
    """Return what is known of the model at ``model_uri`` without loading it.

    ``NotFound`` if there is none, ``InvalidParameter`` if its ``MLmodel`` file cannot be read.
    """
    from trackside.models.model import Model

    return info_of(Model.load(model_uri))
