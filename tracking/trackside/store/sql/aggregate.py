"""What the parts of the SQL store share: the database and the artifact root."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackside.store.sql.database import Database


class Aggregate:
    """One part of the store over a shared database."""

    def __init__(self, database: Database, artifact_root: str) -> None:
        self._database = database
        self._artifact_root = artifact_root
