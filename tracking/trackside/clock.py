"""The clock of the store: wall time in epoch milliseconds."""

from __future__ import annotations

import time


def now_ms() -> int:
    """Return the present as epoch milliseconds."""
    return time.time_ns() // 1_000_000
