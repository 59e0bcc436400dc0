"""What runs are compared by, named as in a filter: ``params.lr``, ``metrics.loss``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from trackside.entities import Run


def run_value(run: Run, word: str) -> str | None:
    """Return a param, or the latest value of a metric if it is finite; None for what a run lacks."""
    kind, _, key = word.partition(".")
    if kind == "params":
        return run.data.params.get(key)
    if kind == "metrics":
        value = run.data.metrics.get(key, math.nan)
        return repr(float(value)) if math.isfinite(value) else None
    raise InvalidParameter(f"Name a value as params.<name> or metrics.<name>, not {word!r}.")
