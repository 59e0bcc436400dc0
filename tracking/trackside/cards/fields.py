"""The fields of a schema as MLflow writes them: columns, tensors, prediction parameters."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Field:
    """One column, tensor or prediction parameter; ``default`` is text, None if there is none."""

    name: str | None
    type: str
    is_required: bool = True
    default: str | None = None


def parsed_fields(schema: str | None) -> tuple[Field, ...] | None:
    """Return the fields of a JSON text, None of None.

    Raises what reading a text that is no schema raises: ``ValueError``, ``TypeError``, ``KeyError``
    or ``AttributeError``.
    """
    return None if schema is None else fields_of(json.loads(schema))


def fields_of(specs: Iterable[Mapping[str, Any]]) -> tuple[Field, ...]:
    """Return the fields that MLflow's JSON describes; raises as :func:`parsed_fields` does."""
    return tuple(
        Field(
            each.get("name"),
            _type_text(each),
            bool(each.get("required", True)),
            None if each.get("default") is None else str(each["default"]),
        )
        for each in specs
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
