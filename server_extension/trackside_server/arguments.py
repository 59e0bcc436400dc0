"""What a client sent, checked: a wrong argument is an ``InvalidParameter`` with name and value."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from trackside.errors import InvalidParameter
from trackside.store.limits import MAX_INT64

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_INTEGER = re.compile(r"-?[0-9]{1,19}", re.ASCII)


class Query:
    """The arguments in a URL; the last one of a name counts, an empty one as absent."""

    def __init__(self, values: Mapping[str, Sequence[bytes]]) -> None:
        self._values = values

    def all(self, name: str) -> list[str]:
        """Return every argument of that name."""
        return [text for text in (_text(name, raw) for raw in self._values.get(name, ())) if text]

    def text(self, name: str, default: str = "") -> str:
        """Return an argument, or ``default`` if it is absent."""
        return (self.all(name) or [default])[-1]

    def required(self, name: str) -> str:
        """Return an argument that must be there."""
        text = self.text(name)
        if not text:
            raise InvalidParameter(f"Missing value for required parameter {name!r}.")
        return text

    def several(self, name: str, at_most: int) -> list[str]:
        """Return the arguments of a name: at least one, and not too many for one answer."""
        texts = self.all(name)
        if not texts:
            raise InvalidParameter(f"Missing value for required parameter {name!r}.")
        if len(texts) > at_most:
            raise InvalidParameter(
                f"Invalid value for parameter {name!r}: give at most {at_most}, not {len(texts)}."
            )
        return texts

    def integer(self, name: str, default: int, minimum: int, maximum: int = MAX_INT64) -> int:
        """Return a whole number within the bounds, or ``default`` if it is absent."""
        number = self.integer_or_none(name)
        if number is None:
            return default
        if not minimum <= number <= maximum:
            raise InvalidParameter(
                f"Invalid value {number} for parameter {name!r}: give a number from {minimum} to {maximum}."
            )
        return number

    def integer_or_none(self, name: str) -> int | None:
        """Return a whole number, or None if it is absent."""
        text = self.text(name)
        if not text:
            return None
        number = int(text) if _INTEGER.fullmatch(text) else None
        if number is None or not -MAX_INT64 - 1 <= number <= MAX_INT64:
            raise InvalidParameter(
                f"Invalid value {text[:100]!r} for parameter {name!r}: give a whole number."
            )
        return number

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """Return one of ``choices``, or the first of them if the argument is absent."""
        text = self.text(name, choices[0])
        if text not in choices:
            raise _ill_typed(name, text, " or ".join(map(repr, choices)))
        return text

    def flag(self, name: str) -> bool:
        """Return a switch: ``1`` or ``true`` against ``0``, ``false`` or nothing."""
        text = self.text(name).lower()
        if text not in ("", "0", "1", "false", "true"):
            raise InvalidParameter(
                f"Invalid value {text[:100]!r} for parameter {name!r}: give 1 or 0."
            )
        return text in ("1", "true")


class Body:
    """The fields of a JSON object; fields that nobody asks for are ignored."""

    def __init__(self, raw: bytes) -> None:
        try:
            document = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise InvalidParameter(f"The body of the request is not JSON: {error}.") from error
        if not isinstance(document, dict):
            raise InvalidParameter(
                f"The body of the request must be a JSON object, not {type(document).__name__}."
            )
        self._fields: dict[str, Any] = document

    def text(self, name: str) -> str | None:
        """Return a string, or None if the field is absent or null."""
        value = self._fields.get(name)
        if value is not None and not isinstance(value, str):
            raise _ill_typed(name, value, "a string")
        return value

    def required(self, name: str) -> str:
        """Return a string that must be there and say something."""
        text = self.text(name)
        if not text:
            raise InvalidParameter(f"Missing value for required parameter {name!r}.")
        return text

    def choice(self, name: str, choices: Sequence[str]) -> str | None:
        """Return one of ``choices``, or None if the field is absent."""
        text = self.text(name)
        if text is not None and text not in choices:
            raise _ill_typed(name, text, " or ".join(map(repr, choices)))
        return text

    def flag(self, name: str) -> bool:
        """Return a switch, off if the field is absent."""
        value = self._fields.get(name, False)
        if not isinstance(value, bool):
            raise _ill_typed(name, value, "true or false")
        return value

    def flags(self, name: str) -> dict[str, bool]:
        """Return an object of switches; empty if the field is absent."""
        value = self._fields.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise _ill_typed(name, value, "an object")
        for key, switch in value.items():
            if not isinstance(switch, bool):
                raise _ill_typed(f"{name}.{key}", switch, "true or false")
        return value

    def texts(self, name: str) -> list[str]:
        """Return a list of strings that must be there."""
        value = self._fields.get(name)
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise _ill_typed(name, value, "a list of strings")
        return value

    def texts_or_nulls(self, name: str) -> dict[str, str | None]:
        """Return an object of strings and nulls; empty if the field is absent."""
        value = self._fields.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise _ill_typed(name, value, "an object")
        for key, text in value.items():
            if text is not None and not isinstance(text, str):
                raise _ill_typed(f"{name}.{key}", text, "a string or null")
        return value


def _text(name: str, raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise InvalidParameter(
            f"Invalid value {raw[:100]!r} for parameter {name!r}: it is not UTF-8."
        ) from error


def _ill_typed(name: str, value: object, wanted: str) -> InvalidParameter:
    return InvalidParameter(
        f"Invalid value {str(value)[:100]!r} for parameter {name!r}: give {wanted}."
    )
