"""What a parsed search comes down to: conditions that all must hold, and keys to sort by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Target: TypeAlias = Literal[
    "runs", "experiments", "registered_models", "model_versions", "logged_models"
]
Entity: TypeAlias = Literal["attribute", "metric", "param", "tag", "dataset"]
Operator: TypeAlias = Literal[
    "=", "!=", "<", "<=", ">", ">=", "LIKE", "ILIKE", "IN", "NOT IN", "IS NULL", "IS NOT NULL"
]
Value: TypeAlias = str | float | tuple[str | float, ...] | None
Statistic: TypeAlias = Literal["last", "min", "max", "first", "count"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One clause of a filter.

    ``key`` of an attribute is canonical (``Created`` has become ``start_time``). ``value`` is a
    tuple for ``IN`` and ``NOT IN``, None for ``IS [NOT] NULL``, a number for metrics and numeric
    attributes, else text. ``statistic`` says what of a metric's series is compared; ``otherwise``
    is set where ``metrics.loss.min`` may mean two things, see :func:`meant`.
    """

    entity: Entity
    key: str
    operator: Operator
    value: Value
    statistic: Statistic = "last"
    otherwise: tuple[str, Statistic] | None = None


@dataclass(frozen=True, slots=True)
class And:
    """Conditions that all must hold; within an :class:`Or`."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Conditions of which one must hold."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Comparison | And | Or


@dataclass(frozen=True, slots=True)
class Ordering:
    """One key to sort by; the metrics of logged models may be those on one dataset only."""

    entity: Entity
    key: str
    ascending: bool
    statistic: Statistic = "last"
    otherwise: tuple[str, Statistic] | None = None
    dataset_name: str | None = None
    dataset_digest: str | None = None


Named = TypeVar("Named", Comparison, Ordering)


def comparisons_of(condition: Condition) -> Iterator[Comparison]:
    """Give every comparison within a condition, from left to right."""
    if isinstance(condition, Comparison):
        yield condition
    else:
        for part in condition.parts:
            yield from comparisons_of(part)


def settled(condition: Condition, is_metric: Callable[[str], bool]) -> Condition:
    """Decide what each ``metrics.loss.min`` within a condition means, see :func:`meant`."""
    if isinstance(condition, Comparison):
        return meant(condition, is_metric)
    return replace(condition, parts=tuple(settled(part, is_metric) for part in condition.parts))


def meant(named: Named, is_metric: Callable[[str], bool]) -> Named:
    """Decide what ``metrics.loss.min`` means.

    MLflow takes all after the first dot for the key, so it is the metric ``loss.min`` if one of
    that name was ever logged, which ``is_metric`` knows; else the least value of ``loss``.
    """
    if named.otherwise is None:
        return named
    if is_metric(named.key):
        return replace(named, otherwise=None)
    key, statistic = named.otherwise
    return replace(named, key=key, statistic=statistic, otherwise=None)
