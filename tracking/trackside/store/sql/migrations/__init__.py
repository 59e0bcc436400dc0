"""Bringing an older database to the newest schema, forward only.

Alembic runs the steps in ``versions/`` within one transaction where the database can (SQLite and
PostgreSQL), so that a killed upgrade leaves the old schema. A new database is created directly
(:mod:`trackside.store.sql.setup`) and never runs a step.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FOLDER = Path(__file__).parent


def older_versions(newest: str) -> tuple[str, ...]:
    """Return the schema versions that :func:`upgrade` starts from, the oldest first."""
    steps = sorted(step.name[1:5] for step in (_FOLDER / "versions").glob("v*.py"))
    return tuple(version for version in steps if version < newest)


def upgrade(connection: Connection) -> None:
    """Run the steps that the database lacks, in the connection's transaction."""
    # Alembic is loaded by the few who upgrade, not by everybody who opens a store.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
