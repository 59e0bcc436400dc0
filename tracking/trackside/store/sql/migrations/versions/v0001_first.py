"""The first schema: where every database that is upgraded begins; nothing to do."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Do nothing: databases of this schema were created whole."""
