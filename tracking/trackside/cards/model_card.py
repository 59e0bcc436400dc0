"""What an ``MLmodel`` file tells people: flavors, signature, example. Reads text, loads no model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from trackside.cards.fields import Field, parsed_fields
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

MODEL_FILE = "MLmodel"
# Far more than any signature takes.
_MAX_BYTES = 5 << 20


@dataclass(frozen=True, slots=True)
class ModelCard:
    """An ``MLmodel`` file: flavors with their versions, what the model takes and gives.

    A part of the signature that was not logged is None. ``example`` is the path of the input
    example beside the file; ``size`` is that of the model in bytes; ``created`` is a time in UTC.
    """

    flavors: Mapping[str, str | None]
    inputs: tuple[Field, ...] | None
    outputs: tuple[Field, ...] | None
    params: tuple[Field, ...] | None
    example: str | None
    python_version: str | None
    size: int | None
    created: str | None = None

    @classmethod
    def read(cls, stream: BinaryIO) -> ModelCard:
        """Return what the file says; raises ``InvalidParameter`` if it is no ``MLmodel`` file."""
        import yaml

        try:
            content = yaml.safe_load(stream.read(_MAX_BYTES))
            flavors = content["flavors"]
            signature = content.get("signature") or {}
            example = content.get("saved_input_example_info") or {}
            return cls(
                {name: _flavor_version(name, flavors[name] or {}) for name in flavors},
                parsed_fields(signature.get("inputs")),
                parsed_fields(signature.get("outputs")),
                parsed_fields(signature.get("params")),
                example.get("artifact_path"),
                (flavors.get("python_function") or {}).get("python_version"),
                content.get("model_size_bytes"),
                _text(content.get("utc_time_created")),
            )
        except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise InvalidParameter(
                f"The {MODEL_FILE} file of the model cannot be read: {error}"
            ) from error


def _text(value: Any) -> str | None:
    # YAML makes a date of what looks like one.
    return None if value is None else str(value)


def _flavor_version(name: str, settings: Mapping[str, Any]) -> str | None:
    """Return the version of the flavor's library, which each flavor keeps under its own name."""
    for key, value in settings.items():
        if key.endswith("_version") and key != "python_version":
            return str(value)
    return str(settings["version"]) if name != "python_function" and "version" in settings else None
