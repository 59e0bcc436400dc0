"""What a parsed search comes down to: comparisons that all must hold, and keys to sort by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Target: TypeAlias = Literal["runs", "experiments", "registered_models", "model_versions"]
Entity: TypeAlias = Literal["attribute", "metric", "param", "tag", "dataset"]
Operator: TypeAlias = Literal[
    "=", "!=", "<", "<=", ">", ">=", "LIKE", "ILIKE", "IN", "NOT IN", "IS NULL", "IS NOT NULL"
]
Value: TypeAlias = str | float | tuple[str | float, ...] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One clause of a filter.

    ``key`` of an attribute is canonical (``Created`` has become ``start_time``). ``value`` is a
    tuple for ``IN`` and ``NOT IN``, None for ``IS [NOT] NULL``, a number for metrics and numeric
    attributes, else text.
    """

    entity: Entity
    key: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Ordering:
    """One key to sort by."""

    entity: Entity
    key: str
    ascending: bool
