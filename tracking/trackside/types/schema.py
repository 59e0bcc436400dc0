"""The schema of a model's input or output: named columns, or tensors.

``mlflow.types.schema`` also holds the types, so they can be imported from here too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trackside.errors import InvalidParameter
from trackside.types.datatypes import (
    AnyType,
    Array,
    DataType,
    Map,
    Object,
    Property,
    ValueType,
    as_type,
    type_from_dict,
    type_to_dict,
)
from trackside.types.params import ParamSchema, ParamSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = [
    "AnyType",
    "Array",
    "ColSpec",
    "DataType",
    "Map",
    "Object",
    "ParamSchema",
    "ParamSpec",
    "Property",
    "Schema",
    "TensorSpec",
]


@dataclass(frozen=True, slots=True, init=False)
class ColSpec:
    """One column: its type, its name (None if the columns have none), whether it may be absent."""

    type: ValueType
    name: str | int | None
    required: bool

    def __init__(
        self, type: ValueType | str, name: str | int | None = None, required: bool = True
    ) -> None:
        object.__setattr__(self, "type", as_type(type))
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "required", required)

    def to_dict(self) -> dict[str, Any]:
        """Return the column as JSON values."""
        named = {} if self.name is None else {"name": self.name}
        return {**type_to_dict(self.type), **named, "required": self.required}


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """One numpy array: its type and its shape, in which -1 stands for any length."""

    type: np.dtype[Any]
    shape: tuple[int, ...]
    name: str | None = None

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "type", np.dtype(self.type))
        except TypeError as error:
            raise InvalidParameter(f"{self.type!r} is not the type of a tensor: {error}") from error
        object.__setattr__(self, "shape", tuple(self.shape))

    @property
    def required(self) -> bool:
        """Always true: a tensor cannot be left out."""
        return True

    def to_dict(self) -> dict[str, Any]:
        """Return the tensor as JSON values."""
        named = {} if self.name is None else {"name": self.name}
        spec = {"dtype": self.type.name, "shape": list(self.shape)}
        return {**named, "type": "tensor", "tensor-spec": spec}


class Schema:
    """The columns or tensors of an input or output, in order; iterable and comparable.

    Either all are columns or all are tensors; either all have names or none has.
    """

    __slots__ = ("_specs",)

    def __init__(self, inputs: Sequence[ColSpec | TensorSpec]) -> None:
        self._specs = tuple(inputs)
        if not self._specs:
            raise InvalidParameter("a Schema needs at least one column or tensor")
        names = [spec.name for spec in self._specs]
        tensors = sum(isinstance(spec, TensorSpec) for spec in self._specs)
        if None in names and any(name is not None for name in names):
            raise InvalidParameter(f"a Schema names all of its inputs or none; got {names}")
        if tensors not in (0, len(self._specs)):
            raise InvalidParameter("a Schema holds columns or tensors, not both")
        if tensors > 1 and None in names:
            raise InvalidParameter("a Schema of several tensors needs a name for each")
        if None in names and not all(spec.required for spec in self._specs):
            raise InvalidParameter("an input without a name cannot be optional")

    @classmethod
    def from_json(cls, text: str) -> Schema:
        """Read a schema from JSON text; ``InvalidParameter`` if it is none."""
        try:
            return cls([_spec_from_dict(item) for item in json.loads(text)])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InvalidParameter(f"not a schema ({error!r}): {text!r}") from error

    @property
    def inputs(self) -> list[ColSpec | TensorSpec]:
        """The columns or tensors."""
        return list(self._specs)

    def is_tensor_spec(self) -> bool:
        """Return whether the schema is one of tensors."""
        return isinstance(self._specs[0], TensorSpec)

    def has_input_names(self) -> bool:
        """Return whether the inputs have names."""
        return self._specs[0].name is not None

    def input_names(self) -> list[str | int]:
        """Return the names; the positions, where there are none."""
        return [index if spec.name is None else spec.name for index, spec in enumerate(self._specs)]

    def required_input_names(self) -> list[str | int]:
        """Return the names of what must not be absent."""
        named = zip(self.input_names(), self._specs, strict=True)
        return [name for name, spec in named if spec.required]

    def optional_input_names(self) -> list[str | int]:
        """Return the names of what may be absent."""
        named = zip(self.input_names(), self._specs, strict=True)
        return [name for name, spec in named if not spec.required]

    def input_types(self) -> list[ValueType | np.dtype[Any]]:
        """Return the types in order."""
        return [spec.type for spec in self._specs]

    def input_dict(self) -> dict[str | int, ColSpec | TensorSpec]:
        """Return the columns or tensors by name."""
        return dict(zip(self.input_names(), self._specs, strict=True))

    def to_dict(self) -> list[dict[str, Any]]:
        """Return the schema as JSON values."""
        return [spec.to_dict() for spec in self._specs]

    def to_json(self) -> str:
        """Return the schema as the JSON text that an ``MLmodel`` file holds."""
        return json.dumps(self.to_dict())

    def __len__(self) -> int:
        return len(self._specs)

    def __iter__(self) -> Iterator[ColSpec | TensorSpec]:
        return iter(self._specs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Schema) and self._specs == other._specs

    def __hash__(self) -> int:
        return hash(self._specs)

    def __repr__(self) -> str:
        return repr(list(self._specs))


def _spec_from_dict(data: Mapping[str, Any]) -> ColSpec | TensorSpec:
    if data["type"] == "tensor":
        spec = data["tensor-spec"]
        return TensorSpec(np.dtype(spec["dtype"]), tuple(spec["shape"]), data.get("name"))
    # MLflow before 2.9 wrote no "required"; a null one was written by some later versions.
    return ColSpec(type_from_dict(data), data.get("name"), data.get("required") is not False)
