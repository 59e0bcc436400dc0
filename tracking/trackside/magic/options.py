"""The line behind ``%%track``: what it may say, and reading it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from IPython.core.error import UsageError
from IPython.core.magic_arguments import argument, magic_arguments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

USAGE = (
    "%%track [name] [--param NAME ...] [--metric NAME ...] [--tag KEY=VALUE ...] [--nested] "
    "[--experiment NAME]"
)


_LIST = {"nargs": "+", "action": "append", "default": []}
_ARGUMENTS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("name",), {"nargs": "?", "help": "the run's name; one is made up without it"}),
    (("-p", "--param"), {"metavar": "NAME", "help": "variables to log as params", **_LIST}),
    (("-m", "--metric"), {"metavar": "NAME", "help": "variables to log as metrics", **_LIST}),
    (("-t", "--tag"), {"metavar": "KEY=VALUE", "help": "tags to set", **_LIST}),
    (("--nested",), {"action": "store_true", "help": "make a child of the active run"}),
    (("--experiment",), {"metavar": "NAME", "help": "the experiment; created if it is new"}),
)

Magic = TypeVar("Magic", bound="Callable[..., Any]")


@dataclass(frozen=True, slots=True)
class TrackOptions:
    """What a ``%%track`` line asks for; without ``params`` and ``metrics`` they are found by themselves."""

    name: str | None
    params: tuple[str, ...]
    metrics: tuple[str, ...]
    tags: Mapping[str, str]
    is_nested: bool
    experiment: str | None

    @property
    def names_variables(self) -> bool:
        """Whether the line says which variables to log."""
        return bool(self.params or self.metrics)


def with_options(magic: Magic) -> Magic:
    """Declare the options of ``%%track``; ``%%track?`` shows them."""
    declared: Any = magic
    for flags, settings in reversed(_ARGUMENTS):
        declared = argument(*flags, **settings)(declared)  # type: ignore[no-untyped-call]
    return cast("Magic", magic_arguments()(declared))  # type: ignore[no-untyped-call]


def parse_options(magic: Callable[..., Any], line: str) -> TrackOptions:
    """Read the line of a magic declared by :func:`with_options`; raises ``UsageError``."""
    try:
        # Not IPython's own split, which leaves quotes on the words.
        found = magic.parser.parse_args(shlex.split(line))  # type: ignore[attr-defined]
    except (UsageError, ValueError) as error:  # ValueError: a quote that is not closed
        raise _usage_error(str(error)) from None
    return TrackOptions(
        name=found.name or None,
        params=_names(found.param),
        metrics=_names(found.metric),
        tags=dict(_key_and_value(text) for texts in found.tag for text in texts),
        is_nested=found.nested,
        experiment=found.experiment or None,
    )


def _names(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Flatten repeated options, each of them a list with spaces or commas; each name once."""
    words = (word for words in lists for text in words for word in text.split(","))
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def _key_and_value(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise _usage_error(f"--tag takes KEY=VALUE, not {text!r}")
    return key, value


def _usage_error(problem: str) -> UsageError:
    return UsageError(f"%%track: {problem}. Usage: {USAGE}")
