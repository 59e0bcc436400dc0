"""The types of a column's values: scalars, and what is nested out of them.

A nested type is an ``Array``, an ``Object`` (named properties), a ``Map`` (any names, one type)
or ``AnyType`` (nothing is known or checked). All are frozen values; ``to_dict`` and
``type_from_dict`` are the JSON of an ``MLmodel`` file.
"""

from __future__ import annotations

import builtins
import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class DataType(Enum):
    """A scalar type; ``DataType["long"]`` and ``DataType.long`` are the same."""

    boolean = "boolean"
    integer = "integer"
    long = "long"
    float = "float"
    double = "double"
    string = "string"
    binary = "binary"
    datetime = "datetime"

    def __repr__(self) -> str:
        return self.name

    def to_numpy(self) -> np.dtype[Any]:
        """Return the numpy type of an array of such values."""
        return _NUMPY[self]

    def to_pandas(self) -> np.dtype[Any]:
        """Return the type of a pandas column; text and bytes are ``object``."""
        return np.dtype(object) if self in (DataType.string, DataType.binary) else _NUMPY[self]

    def to_python(self) -> type:
        """Return the plain Python type of one value."""
        return _PYTHON[self]


_NUMPY: dict[DataType, np.dtype[Any]] = {
    DataType.boolean: np.dtype("bool"),
    DataType.integer: np.dtype("int32"),
    DataType.long: np.dtype("int64"),
    DataType.float: np.dtype("float32"),
    DataType.double: np.dtype("float64"),
    DataType.string: np.dtype("str"),
    DataType.binary: np.dtype("bytes"),
    DataType.datetime: np.dtype("datetime64[ns]"),
}
_PYTHON: dict[DataType, type] = {
    DataType.boolean: bool,
    DataType.integer: int,
    DataType.long: int,
    DataType.float: builtins.float,
    DataType.double: builtins.float,
    DataType.string: str,
    DataType.binary: bytes,
    DataType.datetime: dt.date,
}


@dataclass(frozen=True, slots=True)
class AnyType:
    """A value of which nothing is known, or that may be null; never checked."""

    def to_dict(self) -> dict[str, Any]:
        """Return the type as JSON values."""
        return {"type": "any"}


@dataclass(frozen=True, slots=True, init=False)
class Array:
    """A list of values of one type."""

    dtype: ValueType

    def __init__(self, dtype: ValueType | str) -> None:
        object.__setattr__(self, "dtype", as_type(dtype))

    def to_dict(self) -> dict[str, Any]:
        """Return the type as JSON values."""
        return {"type": "array", "items": type_to_dict(self.dtype)}


@dataclass(frozen=True, slots=True, init=False)
class Map:
    """A dictionary with any string keys and values of one type."""

    value_type: ValueType

    def __init__(self, value_type: ValueType | str) -> None:
        object.__setattr__(self, "value_type", as_type(value_type))

    def to_dict(self) -> dict[str, Any]:
        """Return the type as JSON values."""
        return {"type": "map", "values": type_to_dict(self.value_type)}


@dataclass(frozen=True, slots=True, init=False)
class Property:
    """One named value of an :class:`Object`."""

    name: str
    dtype: ValueType
    required: bool

    def __init__(self, name: str, dtype: ValueType | str, required: bool = True) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "dtype", as_type(dtype))
        object.__setattr__(self, "required", required)

    def to_dict(self) -> dict[str, Any]:
        """Return ``{name: type}`` as JSON values."""
        return {self.name: {**type_to_dict(self.dtype), "required": self.required}}


@dataclass(frozen=True, slots=True)
class Object:
    """A dictionary with known keys; the properties are kept in the order of their names."""

    properties: Sequence[Property]

    def __post_init__(self) -> None:
        names = [prop.name for prop in self.properties]
        if len(set(names)) < len(names):
            raise InvalidParameter(f"an Object has two properties of one name: {names}")
        ordered = tuple(sorted(self.properties, key=lambda prop: prop.name))
        object.__setattr__(self, "properties", ordered)

    def to_dict(self) -> dict[str, Any]:
        """Return the type as JSON values."""
        merged: dict[str, Any] = {}
        for prop in self.properties:
            merged.update(prop.to_dict())
        return {"type": "object", "properties": merged}


ValueType: TypeAlias = DataType | Array | Object | Map | AnyType


def as_type(given: object) -> ValueType:
    """Return the type that ``given`` is or names; ``InvalidParameter`` for anything else."""
    if isinstance(given, DataType | Array | Object | Map | AnyType):
        return given
    if isinstance(given, str) and given in DataType.__members__:
        return DataType[given]
    known = ", ".join(DataType.__members__)
    raise InvalidParameter(
        f"{given!r} is not a type; give one of {known}, or an Array, Object, Map or AnyType"
    )


def type_to_dict(given: ValueType) -> dict[str, Any]:
    """Return any type as JSON values."""
    return {"type": given.name} if isinstance(given, DataType) else given.to_dict()


def type_from_dict(data: Mapping[str, Any]) -> ValueType:
    """Read a type from JSON values; ``InvalidParameter`` if it is none."""
    match data.get("type"):
        case "any":
            return AnyType()
        case "array":
            return Array(type_from_dict(data["items"]))
        case "map":
            return Map(type_from_dict(data["values"]))
        case "object":
            return Object(
                [
                    Property(name, type_from_dict(item), item.get("required", True))
                    for name, item in data["properties"].items()
                ]
            )
        case name:
            return as_type(name)


def merge(one: ValueType, other: ValueType) -> ValueType:
    """Return the type that both values fit; ``InvalidParameter`` if there is none.

    A property that only one of two objects has, or that is null in one, becomes optional.
    """
    if one == other or isinstance(other, AnyType):
        return _optional(one) if isinstance(other, AnyType) else one
    if isinstance(one, AnyType):
        return _optional(other)
    if isinstance(one, Array) and isinstance(other, Array):
        return Array(merge(one.dtype, other.dtype))
    if isinstance(one, Map) and isinstance(other, Map):
        return Map(merge(one.value_type, other.value_type))
    if isinstance(one, Object) and isinstance(other, Object):
        return _merge_objects(one, other)
    raise InvalidParameter(f"values of one list or column have two types: {one!r} and {other!r}")


def _optional(given: ValueType) -> ValueType:
    if not isinstance(given, Object):
        return given
    return Object([Property(prop.name, prop.dtype, required=False) for prop in given.properties])


def _merge_objects(one: Object, other: Object) -> Object:
    left = {prop.name: prop for prop in one.properties}
    right = {prop.name: prop for prop in other.properties}
    merged = []
    for name in {**left, **right}:
        if name in left and name in right:
            a, b = left[name], right[name]
            merged.append(Property(name, merge(a.dtype, b.dtype), a.required and b.required))
        else:
            alone = left.get(name) or right[name]
            merged.append(Property(name, alone.dtype, required=False))
    return Object(merged)
