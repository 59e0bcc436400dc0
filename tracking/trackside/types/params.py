"""The parameters of a prediction: what may be given beside the data, with defaults."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trackside.errors import InvalidParameter
from trackside.types.datatypes import (
    DataType,
    Object,
    ValueType,
    as_type,
    type_from_dict,
    type_to_dict,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WIDENS_TO: dict[DataType, frozenset[DataType]] = {
    DataType.integer: frozenset({DataType.long, DataType.float, DataType.double}),
    DataType.long: frozenset({DataType.float, DataType.double, DataType.integer}),
    DataType.float: frozenset({DataType.double}),
    DataType.double: frozenset({DataType.float}),
}
_BY_KIND = {
    "b": DataType.boolean,
    "U": DataType.string,
    "S": DataType.binary,
    "M": DataType.datetime,
}
_BY_SIZE = {
    **dict.fromkeys(("i1", "i2", "i4", "u1", "u2"), DataType.integer),
    **dict.fromkeys(("i8", "u4"), DataType.long),
    **dict.fromkeys(("f2", "f4"), DataType.float),
    "f8": DataType.double,
}


@dataclass(frozen=True, slots=True)
class ParamSpec:
    """One parameter; ``shape`` is None for a single value and ``(-1,)`` for a list of any length."""

    name: str
    dtype: DataType | Object
    default: Any
    shape: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        dtype = as_type(self.dtype)
        if not isinstance(dtype, DataType | Object):
            raise InvalidParameter(f"parameter {self.name!r} cannot be of type {dtype!r}")
        object.__setattr__(self, "dtype", dtype)
        if self.shape is not None:
            object.__setattr__(self, "shape", tuple(self.shape))
        if self.shape not in (None, (-1,)):
            raise InvalidParameter(
                f"parameter {self.name!r} has shape {self.shape}; give None for one value "
                "or (-1,) for a list"
            )
        object.__setattr__(self, "default", self.checked(self.default))

    def checked(self, value: Any) -> Any:
        """Return ``value`` as a plain Python value of the type; ``InvalidParameter`` if it is not one.

        Numbers widen (int to float), nothing else is converted; None stays None.
        """
        if self.shape is None:
            return self._checked_one(value)
        if not isinstance(value, list | tuple | np.ndarray) or np.ndim(value) != 1:
            raise InvalidParameter(f"parameter {self.name!r} takes a flat list, got {value!r}")
        return [self._checked_one(item) for item in value]

    def _checked_one(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(self.dtype, Object):
            if not isinstance(value, dict):
                raise InvalidParameter(f"parameter {self.name!r} takes a dictionary, got {value!r}")
            return value
        if self.dtype is DataType.datetime:
            return _as_datetime(self.name, value)
        found = scalar_type(value)
        if found is not self.dtype and self.dtype not in _WIDENS_TO.get(found, ()):
            raise InvalidParameter(
                f"parameter {self.name!r} is of type {self.dtype!r}; "
                f"{value!r} ({type(value).__name__}) cannot be converted to it safely"
            )
        return self.dtype.to_python()(value)

    def to_dict(self) -> dict[str, Any]:
        """Return the parameter as JSON values."""
        default = self.default
        if self.dtype is DataType.datetime and default is not None:
            many = self.shape is not None
            default = [item.isoformat() for item in default] if many else default.isoformat()
        shape = None if self.shape is None else list(self.shape)
        return {"name": self.name, "default": default, "shape": shape, **type_to_dict(self.dtype)}


class ParamSchema:
    """The parameters of a model, in order; iterable and comparable."""

    __slots__ = ("_params",)

    def __init__(self, params: Sequence[ParamSpec]) -> None:
        self._params = tuple(params)
        names = [param.name for param in self._params]
        if len(set(names)) < len(names):
            raise InvalidParameter(f"two parameters have one name: {names}")

    @classmethod
    def from_json(cls, text: str) -> ParamSchema:
        """Read the parameters from JSON text; ``InvalidParameter`` if they are none."""
        try:
            return cls([_param_from_dict(item) for item in json.loads(text)])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InvalidParameter(f"not a schema of params ({error!r}): {text!r}") from error

    @property
    def params(self) -> list[ParamSpec]:
        """The parameters."""
        return list(self._params)

    def to_dict(self) -> list[dict[str, Any]]:
        """Return the parameters as JSON values."""
        return [param.to_dict() for param in self._params]

    def to_json(self) -> str:
        """Return the parameters as the JSON text that an ``MLmodel`` file holds."""
        return json.dumps(self.to_dict())

    def __len__(self) -> int:
        return len(self._params)

    def __iter__(self) -> Iterator[ParamSpec]:
        return iter(self._params)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ParamSchema) and self._params == other._params

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        return repr(list(self._params))


def scalar_type(value: object) -> DataType:
    """Return the type of one plain or numpy value; ``InvalidParameter`` if it has none."""
    if isinstance(value, str):
        return DataType.string
    if isinstance(value, bytes | bytearray):
        return DataType.binary
    if isinstance(value, dt.date | np.datetime64):
        return DataType.datetime
    if np.isscalar(value):
        return numpy_type(np.asarray(value).dtype)
    raise InvalidParameter(f"{value!r} ({type(value).__name__}) is not a single value")


def numpy_type(dtype: Any) -> DataType:
    """Return the type that holds a numpy (or pandas) dtype without loss.

    Unsigned integers take the next wider signed type; ``InvalidParameter`` for what none holds.
    """
    found = _BY_KIND.get(dtype.kind) or _BY_SIZE.get(f"{dtype.kind}{dtype.itemsize}")
    if found is None:
        raise InvalidParameter(f"values of type {dtype} have no place in a signature")
    return found


def _as_datetime(name: str, value: Any) -> Any:
    try:
        found = np.datetime64(value).item()
    except ValueError as error:
        raise InvalidParameter(f"parameter {name!r} takes a date, got {value!r}") from error
    if not isinstance(found, dt.date):
        raise InvalidParameter(f"parameter {name!r} takes a date, got {value!r}")
    return found


def _param_from_dict(data: Mapping[str, Any]) -> ParamSpec:
    # MLflow 2.6 called the key "dtype".
    kind: ValueType = type_from_dict({**data, "type": data.get("type") or data["dtype"]})
    if not isinstance(kind, DataType | Object):
        raise InvalidParameter(f"parameter {data['name']!r} cannot be of type {kind!r}")
    return ParamSpec(str(data["name"]), kind, data["default"], data.get("shape"))
