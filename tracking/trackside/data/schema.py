"""The schema of a dataset of tensors: one for the features, one for the targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trackside.errors import InvalidParameter
from trackside.types import Schema

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEY = "mlflow_tensorspec"


@dataclass(frozen=True)
class TensorDatasetSchema:
    """Features and, if the dataset has any, targets."""

    features: Schema
    targets: Schema | None = None

    def __post_init__(self) -> None:
        for name, schema in (("features", self.features), ("targets", self.targets)):
            is_left_out = name == "targets" and schema is None
            if not is_left_out and not isinstance(schema, Schema):
                raise InvalidParameter(f"{name} must be a trackside.types.Schema, got {schema!r}")

    def to_dict(self) -> dict[str, Any]:
        """Return ``{"mlflow_tensorspec": {"features": ..., "targets": ...}}``, both as JSON text."""
        targets = self.targets.to_json() if self.targets is not None else None
        return {_KEY: {"features": self.features.to_json(), "targets": targets}}

    @classmethod
    def from_dict(cls, schema_dict: Mapping[str, Any]) -> TensorDatasetSchema:
        """Build the schema from what :meth:`to_dict` returned; ``InvalidParameter`` if it is none."""
        if _KEY not in schema_dict:
            raise InvalidParameter(
                f"TensorDatasetSchema dictionary is missing expected key {_KEY!r}: {schema_dict!r}"
            )
        texts = schema_dict[_KEY]
        targets = texts.get("targets")
        return cls(
            Schema.from_json(texts["features"]), Schema.from_json(targets) if targets else None
        )
