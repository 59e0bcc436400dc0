"""What a client sent: named values out of a JSON body or a query, with MLflow's complaints.

Fields that nobody asks for are ignored, as protobuf's JSON does. Numbers may come as texts.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trackside.errors import InvalidParameter
from trackside.store.limits import MAX_INT64

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DOCS = "See the API docs for more information about request parameters."
_FLOATS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Request:
    """The fields of one call, and where the artifacts of this server lie (a URI)."""

    fields: Mapping[str, Any]
    artifact_root: str = ""

    def text(self, name: str) -> str | None:
        """Return a text; None if it is absent."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise _ill_typed(name, value)
        return value

    def required(self, name: str) -> str:
        """Return a text that must be there and say something."""
        text = self.text(name)
        if not text:
            raise _missing(name)
        return text

    def run_id(self) -> str:
        """Return the run's id, which old clients call ``run_uuid``."""
        one, other = self.text("run_id"), self.text("run_uuid")
        if one and other and one != other:
            raise InvalidParameter(
                f"The request names two runs: run_id={one!r} and run_uuid={other!r}."
            )
        if not (one or other):
            raise _missing("run_id")
        return one or other or ""

    def integer(self, name: str) -> int | None:
        """Return an int64; None if it is absent."""
        value = self.fields.get(name)
        if isinstance(value, str):
            value = _integer_of(value)
        elif isinstance(value, float) and value.is_integer():
            value = int(value)
        if value is None and self.fields.get(name) is None:
            return None
        if type(value) is not int or not -MAX_INT64 - 1 <= value <= MAX_INT64:
            raise _ill_typed(name, self.fields[name])
        return value

    def number(self, name: str) -> float:
        """Return a float that must be there; NaN and infinities come as texts."""
        value = self.fields.get(name)
        if value is None:
            raise _missing(name)
        number = _float_of(value)
        if number is None:
            raise _ill_typed(name, value)
        return number

    def flag(self, name: str) -> bool | None:
        """Return a switch; None if it is absent."""
        value = self.fields.get(name)
        value = _FLAGS.get(value.lower(), value) if isinstance(value, str) else value
        if value is not None and type(value) is not bool:
            raise _ill_typed(name, value)
        return value

    def texts(self, name: str) -> list[str]:
        """Return a list of texts; a single one stands for itself."""
        value = self.fields.get(name)
        if value is None:
            return []
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) for item in items):
            raise _ill_typed(name, value)
        return items

    def parts(self, name: str) -> list[Request]:
        """Return a list of objects, each to be asked in its turn."""
        value = self.fields.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise _ill_typed(name, value)
        return [Request(item, self.artifact_root) for item in value]

    def part(self, name: str) -> Request | None:
        """Return an object to be asked in its turn; None if it is absent."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, dict):
            raise _ill_typed(name, value)
        return None if value is None else Request(value, self.artifact_root)

    def pairs(self, name: str) -> dict[str, str]:
        """Return a list of ``{key, value}`` as a dictionary; an absent value is an empty one."""
        return {each.required("key"): each.text("value") or "" for each in self.parts(name)}


def from_body(raw: bytes, artifact_root: str) -> Request:
    """Read a JSON object; an empty body is an empty object."""
    try:
        document = json.loads(raw) if raw else {}
    except (ValueError, RecursionError) as error:
        raise InvalidParameter(f"The body of the request is not JSON: {error}.") from error
    if not isinstance(document, dict):
        raise InvalidParameter(
            f"The body of the request must be a JSON object, not {type(document).__name__}."
        )
    return Request(document, artifact_root)


def from_query(arguments: Mapping[str, Sequence[bytes]], artifact_root: str) -> Request:
    """Read a URL's arguments: one that comes several times is a list."""
    fields: dict[str, Any] = {}
    for name, values in arguments.items():
        try:
            texts = [value.decode() for value in values]
        except UnicodeDecodeError as error:
            raise InvalidParameter(f"Invalid value for parameter {name!r}: not UTF-8.") from error
        fields[name] = texts if len(texts) > 1 else texts[0]
    return Request(fields, artifact_root)


def _integer_of(text: str) -> int | None:
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    is_integer = digits.isascii() and digits.isdigit() and len(digits) <= len(str(MAX_INT64))
    return int(sign + digits) if is_integer else None


def _float_of(value: object) -> float | None:
    if isinstance(value, str):
        if value in _FLOATS:
            return _FLOATS[value]
        try:
            return float(value)
        except ValueError:
            return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            return None
    return None


def _missing(name: str) -> InvalidParameter:
    return InvalidParameter(f"Missing value for required parameter '{name}'. {_DOCS}")


def _ill_typed(name: str, value: object) -> InvalidParameter:
    shown = str(value)[:100]
    return InvalidParameter(
        f"Invalid value {shown} for parameter '{name}' supplied:  Hint: Value was of type "
        f"'{type(value).__name__}'. {_DOCS}"
    )
