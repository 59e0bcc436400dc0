"""Floats in strict JSON, which has no NaN and no infinities: protobuf's names for them."""

from __future__ import annotations

import math


def float_to_wire(value: float) -> float | str:
    """Return a float as strict JSON can hold it; ``float()`` reads the names back."""
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
