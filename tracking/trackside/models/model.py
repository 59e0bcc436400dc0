"""The ``MLmodel`` file: what a saved model is, and by which flavors it can be loaded.

Reading it parses YAML and nothing more. Keys that this version does not know are kept, so a file
of a newer MLflow survives being read and written.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from trackside.errors import InvalidParameter, NotFound
from trackside.models.info import ModelInfo, info_of
from trackside.models.resolve import local_model_path
from trackside.models.signature import ModelSignature
from trackside.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MLMODEL_FILE_NAME", "Model", "ModelInfo"]

MLMODEL_FILE_NAME = "MLmodel"
# The MLflow whose layout we write; its readers look at it to tell old layouts from new.
MLFLOW_FORMAT_VERSION = "3.0.0"

# libyaml where it is there: 10x; the pure Python one reads and writes the same.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Model:
    """The description of one model, filled in while it is saved and then written.

    ``flavors`` maps each way to load the model to its settings. ``model_id`` says which logged model
    it is, if it is one; ``artifact_path`` then is where its files lie. ``extra`` holds the keys of the
    file that have no attribute here. Times are UTC, ``model_size_bytes`` counts all files but
    ``MLmodel`` itself.
    """

    def __init__(
        self,
        artifact_path: str | None = None,
        run_id: str | None = None,
        utc_time_created: str | datetime | None = None,
        flavors: Mapping[str, Any] | None = None,
        signature: ModelSignature | None = None,
        saved_input_example_info: Mapping[str, Any] | None = None,
        model_uuid: str | None = None,
        mlflow_version: str | None = MLFLOW_FORMAT_VERSION,
        metadata: Mapping[str, Any] | None = None,
        model_size_bytes: int | None = None,
        model_id: str | None = None,
        **extra: Any,
    ) -> None:
        self.artifact_path = artifact_path
        self.run_id = run_id
        self.utc_time_created = str(
            utc_time_created or datetime.now(timezone.utc).replace(tzinfo=None)
        )
        self.flavors: dict[str, Any] = dict(flavors or {})
        self.signature = signature
        self.saved_input_example_info = saved_input_example_info
        self.model_uuid = model_uuid or uuid.uuid4().hex
        self.mlflow_version = mlflow_version
        self.metadata = metadata
        self.model_size_bytes = model_size_bytes
        self.model_id = model_id
        self.extra = extra

    def add_flavor(self, name: str, **settings: Any) -> Model:
        """Add a way to load the model, or replace it; return the model."""
        self.flavors[name] = settings
        return self

    def flavor(self, name: str) -> dict[str, Any]:
        """Return the settings of a flavor; ``NotFound`` names those that there are."""
        if name not in self.flavors:
            there = ", ".join(sorted(self.flavors)) or "none"
            raise NotFound(f'the model has no "{name}" flavor; its flavors are: {there}')
        return dict(self.flavors[name] or {})

    def get_input_schema(self) -> Any:
        """Return the schema of the input, or None."""
        return self.signature.inputs if self.signature else None

    def get_output_schema(self) -> Any:
        """Return the schema of the output, or None."""
        return self.signature.outputs if self.signature else None

    def get_params_schema(self) -> Any:
        """Return the schema of the parameters, or None."""
        return self.signature.params if self.signature else None

    def load_input_example(self, path: str | Path) -> Any:
        """Return the example input saved in the model's directory, or None."""
        from trackside.models.example import read_example

        return read_example(Path(path), self.saved_input_example_info, self.get_input_schema())

    def get_model_info(self) -> ModelInfo:
        """Return what callers are told of the model."""
        return info_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the file's content; what is not set is left out."""
        known = {
            "artifact_path": self.artifact_path,
            "run_id": self.run_id,
            "model_uuid": self.model_uuid,
            "model_id": self.model_id,
            "utc_time_created": self.utc_time_created,
            "mlflow_version": self.mlflow_version,
            "model_size_bytes": self.model_size_bytes,
            "saved_input_example_info": self.saved_input_example_info,
            "metadata": self.metadata,
            "signature": self.signature.to_dict() if self.signature else None,
        }
        filled = {key: value for key, value in known.items() if value is not None}
        return {**self.extra, **filled, "flavors": self.flavors}

    def to_yaml(self) -> str:
        """Return the file's text; ``InvalidParameter`` if the metadata hold what YAML cannot."""
        try:
            return str(yaml.dump(self.to_dict(), Dumper=_Dumper, default_flow_style=False))
        except yaml.YAMLError as error:
            raise InvalidParameter(
                f"metadata and settings may hold text, numbers, lists and dictionaries: {error}"
            ) from error

    def save(self, path: str | Path) -> None:
        """Write the file to ``path`` (the file, not the directory)."""
        self.extra.setdefault("trackside_version", __version__)
        Path(path).write_text(self.to_yaml(), encoding="utf-8")

    @classmethod
    def load(cls, path: str | Path) -> Model:
        """Read the file at ``path``, in the directory ``path``, or of the model at that address.

        ``NotFound`` if there is none, ``InvalidParameter`` if it cannot be read.
        """
        file = Path(path) if Path(path).is_file() else local_model_path(path)
        if file.is_dir():
            file = file / MLMODEL_FILE_NAME
        if not file.is_file():
            raise NotFound(f"there is no model at {str(path)!r}: {file} does not exist")
        try:
            content = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
            return cls.from_dict(content)
        except (yaml.YAMLError, UnicodeDecodeError, InvalidParameter) as error:
            raise InvalidParameter(f"{file} is not a readable MLmodel file: {error}") from error

    @classmethod
    def from_dict(cls, content: Any) -> Model:
        """Build the description from the file's content; ``InvalidParameter`` if it is none."""
        if not isinstance(content, dict) or not isinstance(content.get("flavors"), dict):
            raise InvalidParameter("it holds no mapping with a mapping of flavors")
        content = dict(content)
        signature = content.pop("signature", None)
        content.setdefault("mlflow_version", None)
        if isinstance(signature, dict):
            content["signature"] = ModelSignature.from_dict(signature)
        return cls(**{str(key): value for key, value in content.items()})

    @classmethod
    def log(cls, artifact_path: str | None, flavor: Any, **options: Any) -> ModelInfo:
        """Log a model by ``flavor.save_model``; see :func:`trackside.models.log.log_model`."""
        from trackside.models.log import log_model

        return log_model(flavor.save_model, artifact_path, **options)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]  # it is filled in after it was made

    def __repr__(self) -> str:
        return f"Model({self.to_dict()})"
