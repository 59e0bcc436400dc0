"""What an ``MLmodel`` file tells people: flavors, signature, example. Reads text, loads no model."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

MODEL_FILE = "MLmodel"
# Far more than any signature takes.
_MAX_BYTES = 5 << 20


@dataclass(frozen=True, slots=True)
class Field:
    """One column, tensor or prediction parameter; ``default`` is text, None if there is none."""

    name: str | None
    type: str
    is_required: bool = True
    default: str | None = None


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
                _fields(signature.get("inputs")),
                _fields(signature.get("outputs")),
                _fields(signature.get("params")),
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


def _fields(schema: str | None) -> tuple[Field, ...] | None:
    if schema is None:
        return None
    return tuple(
        Field(
            each.get("name"),
            _type_text(each),
            bool(each.get("required", True)),
            None if each.get("default") is None else str(each["default"]),
        )
        for each in json.loads(schema)
    )


def _type_text(spec: Mapping[str, Any]) -> str:
    """Return a type as one would write it: ``double``, ``float32 (-1, 28, 28)``, ``list of string``."""
    kind = str(spec["type"])
    if kind == "tensor":
        tensor = spec["tensor-spec"]
        return f"{tensor['dtype']} ({', '.join(map(str, tensor['shape']))})"
    if kind == "array":
        return f"list of {_type_text(spec['items'])}"
    if kind == "map":
        return f"map of {_type_text(spec['values'])}"
    if kind == "object":
        members = (f"{name}: {_type_text(each)}" for name, each in spec["properties"].items())
        return f"{{{', '.join(members)}}}"
    shape = spec.get("shape")
    return f"{kind} ({', '.join(map(str, shape))})" if shape else kind
