"""Which values a tracked cell has to show: its params and metrics. Pure, and it never raises."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from trackside.magic.assigned import AssignedNames
    from trackside.magic.options import TrackOptions

LONGEST_TEXT = 250


@dataclass(frozen=True, slots=True)
class Findings:
    """What to log, and what to tell the user about what could not be."""

    params: Mapping[str, Any] = field(default_factory=dict)
    metrics: Mapping[str, float] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def named_findings(options: TrackOptions, namespace: Mapping[str, Any]) -> Findings:
    """Return the variables that the ``%%track`` line names."""
    warnings: list[str] = []
    params = {}
    for name in options.params:
        if name in namespace:
            params[name] = _plain(namespace[name])
        else:
            warnings.append(f"--param {name}: there is no variable of that name after the cell")
    metrics: dict[str, float] = {}
    for name in options.metrics:
        if name not in namespace:
            warnings.append(f"--metric {name}: there is no variable of that name after the cell")
            continue
        try:
            metrics[name] = float(namespace[name])
        except (TypeError, ValueError, OverflowError):
            kind = type(namespace[name]).__name__
            warnings.append(f"--metric {name}: a metric is a number, and this is a {kind}")
    return Findings(params, metrics, tuple(warnings))


def automatic_findings(
    names: AssignedNames,
    before: Mapping[str, Any],
    namespace: Mapping[str, Any],
    *,
    is_complete: bool = True,
) -> Findings:
    """Return the scalars that the cell assigned: what was computed as a float is a metric, the rest params.

    A float that the cell spells out (``lr = 0.1``) went into the training: it is a param.
    ``before`` is what :func:`scalars` saw before the cell, to find also what a magic or ``exec`` set.
    Of a cell that did not come to its end only what changed is taken: the rest may be left over from
    an earlier run.
    """
    params: dict[str, Any] = {}
    metrics: dict[str, float] = {}
    assigned = names.written | names.computed if is_complete else frozenset()
    for name, value in scalars(namespace).items():
        is_changed = name not in before or before[name] is not value
        if name not in assigned and (not is_changed or name in names.passing):
            continue
        if isinstance(value, (float, np.floating)) and name not in names.written:
            metrics[name] = float(value)
        else:
            params[name] = _plain(value)
    return Findings(params, metrics)


def scalars(namespace: Mapping[str, Any]) -> dict[str, Any]:
    """Return the public variables that hold a number, a truth value, a short text or None."""
    return {
        name: value
        for name, value in tuple(namespace.items())
        if not name.startswith("_") and _is_scalar(value)
    }


def without(findings: Findings, logged: Collection[str]) -> Findings:
    """Return the findings less what the cell logged itself under the same name."""
    return Findings(
        {name: value for name, value in findings.params.items() if name not in logged},
        {name: value for name, value in findings.metrics.items() if name not in logged},
        findings.warnings,
    )


def _is_scalar(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT
    if value is None or isinstance(value, (bool, np.bool_)):
        return True
    return isinstance(value, (int, float, np.integer, np.floating))


def _plain(value: Any) -> Any:
    """Return a numpy scalar as Python's own, which reads as it should: ``3``, not ``np.int64(3)``."""
    return value.item() if isinstance(value, np.generic) else value
