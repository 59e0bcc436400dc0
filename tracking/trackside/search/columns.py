"""Which of a run's data a search loads: ``metrics.loss``, ``params.*``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from trackside.errors import InvalidParameter
from trackside.search.lexer import unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind: TypeAlias = Literal["metrics", "params", "tags"]

_KINDS: dict[str, Kind] = {"metrics": "metrics", "params": "params", "tags": "tags"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The names wanted of each kind, in the order given; None stands for all of them."""

    metrics: tuple[str, ...] | None = None
    params: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None


ALL_COLUMNS = Columns()


def parse_columns(names: Sequence[str] | None) -> Columns:
    """Read names such as ``metrics.loss``, ``params.*`` or ``tags.`a b` ``; None asks for everything.

    Raises ``InvalidParameter`` for a name that is none of these.
    """
    if names is None:
        return ALL_COLUMNS
    if isinstance(names, str):
        raise InvalidParameter(f"columns is a list of names: [{names!r}], not {names!r}.")
    wanted: dict[Kind, dict[str, None]] = {kind: {} for kind in _KINDS.values()}
    for name in names:
        prefix, _, key = name.partition(".") if isinstance(name, str) else ("", "", "")
        if prefix not in _KINDS or not unquoted(key):
            raise InvalidParameter(
                f"There is no column {name!r}. Give names such as 'metrics.loss', 'params.lr',"
                " 'tags.mlflow.note.content', or 'params.*' for all; a run's own columns are always there."
            )
        wanted[_KINDS[prefix]][key if key == "*" else unquoted(key)] = None
    return Columns(*(_names(wanted[kind]) for kind in ("metrics", "params", "tags")))


def _names(wanted: dict[str, None]) -> tuple[str, ...] | None:
    return None if "*" in wanted else tuple(wanted)
