"""What permanent deletion has to remember: artifacts still to be deleted, ids not to be given again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trackside.store.sql.column_types import ExactText

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add a table and a column."""
    op.add_column("store_state", sa.Column("last_experiment_id", sa.BigInteger, nullable=True))
    op.create_table(
        "doomed_artifacts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("uri", ExactText(), nullable=False),
    )
