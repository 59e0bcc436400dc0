"""What the parts of the SQL store share: the database, the artifact root and the clock."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackside.store.sql.database import Database


def now_ms() -> int:
    """Return the present as epoch milliseconds."""
    return time.time_ns() // 1_000_000


class Aggregate:
    """One part of the store over a shared database."""

    def __init__(self, database: Database, artifact_root: str) -> None:
        self._database = database
        self._artifact_root = artifact_root
