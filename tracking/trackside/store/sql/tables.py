"""The schema: what a Trackside database holds.

- A run has a small integer ``id`` inside the database; the 32-digit ``run_id`` is its name outside.
- Names of params, tags and metrics are interned in ``keys``.
- A metric series is one ``series`` row (what lists and search need) and its points are packed
  ``segments`` (:mod:`trackside.store.sql.packing`), never a row a point.
- A NaN is NULL in ``series``: SQL has one order for numbers and MLflow puts NaN last; the exact
  values are in the segments.
- ``revision`` columns carry the store's revision at the row's last change.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = "0001"

# SQLite only auto-numbers a column that is called INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")

# What of a param's or tag's value the search index holds: PostgreSQL refuses index rows over
# 2.7 kB, MySQL keys over 3 kB.
HEAD_LENGTH = 120

metadata = MetaData()

store_state = Table(
    "store_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", BigInteger, nullable=False),
    Column("registry_revision", BigInteger, nullable=False),
)

schema_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), primary_key=True),
)

experiments = Table(
    "experiments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(500), nullable=False, unique=True),
    Column("artifact_location", Text, nullable=False),
    Column("lifecycle_stage", String(10), nullable=False),
    Column("creation_time", BigInteger, nullable=False),
    Column("last_update_time", BigInteger, nullable=False),
    Column("revision", BigInteger, nullable=False, index=True),
)

experiment_tags = Table(
    "experiment_tags",
    metadata,
    Column("experiment_id", ForeignKey("experiments.id"), primary_key=True),
    Column("key", String(250), primary_key=True),
    Column("value", Text, nullable=False),
)

notebooks = Table(
    "notebooks",
    metadata,
    Column("path", String(700), primary_key=True),
    Column("experiment_id", ForeignKey("experiments.id"), nullable=True),
    Column("last_experiment_id", ForeignKey("experiments.id"), nullable=True),
)

keys = Table(
    "keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(250), nullable=False, unique=True),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("run_id", String(256), nullable=False, unique=True),
    Column("name", String(500), nullable=False),
    Column("experiment_id", ForeignKey("experiments.id"), nullable=False),
    Column("user_id", String(256), nullable=False),
    Column("status", String(10), nullable=False, index=True),
    Column("start_time", BigInteger, nullable=False),
    Column("end_time", BigInteger, nullable=True),
    Column("lifecycle_stage", String(10), nullable=False),
    Column("deleted_time", BigInteger, nullable=True),
    Column("artifact_uri", Text, nullable=False),
    Column("revision", BigInteger, nullable=False, index=True),
    Index("ix_runs_listing", "experiment_id", "lifecycle_stage", "start_time", "run_id"),
    Index("ix_runs_changes", "experiment_id", "revision"),
)


def _values(name: str) -> Table:
    """Build the table of params or of tags: alike in shape."""
    return Table(
        name,
        metadata,
        Column("run", ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
        Column("key", ForeignKey("keys.id"), primary_key=True),
        Column("head", String(HEAD_LENGTH), nullable=False),
        Column("value", Text, nullable=False),
        Index(f"ix_{name}_search", "key", "head", "run"),
        sqlite_with_rowid=False,
    )


params = _values("params")
tags = _values("tags")

series = Table(
    "series",
    metadata,
    Column("id", Id, primary_key=True),
    Column("run", ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("key", ForeignKey("keys.id"), nullable=False),
    Column("value", Double, nullable=True),
    Column("step", BigInteger, nullable=False),
    Column("timestamp", BigInteger, nullable=False),
    Column("min", Double, nullable=True),
    Column("max", Double, nullable=True),
    Column("first_step", BigInteger, nullable=False),
    Column("points", BigInteger, nullable=False),
    UniqueConstraint("run", "key"),
    Index("ix_series_search", "key", "value", "run"),
)

segments = Table(
    "segments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("series", ForeignKey("series.id", ondelete="CASCADE"), nullable=False),
    Column("points", Integer, nullable=False),
    Column("first_step", BigInteger, nullable=False),
    Column("last_step", BigInteger, nullable=False),
    Column("data", LargeBinary(2**24 - 1), nullable=False),
    Index("ix_segments_series", "series", "points"),
)

spools = Table(
    "spools",
    metadata,
    Column("spool_id", String(64), primary_key=True),
    Column("folded_until", BigInteger, nullable=False),
)

registered_models = Table(
    "registered_models",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(256), nullable=False, unique=True),
    Column("description", Text, nullable=True),
    Column("creation_timestamp", BigInteger, nullable=False),
    Column("last_updated_timestamp", BigInteger, nullable=False),
)

registered_model_tags = Table(
    "registered_model_tags",
    metadata,
    Column("model", ForeignKey("registered_models.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(250), primary_key=True),
    Column("value", Text, nullable=False),
)

registered_model_aliases = Table(
    "registered_model_aliases",
    metadata,
    Column("model", ForeignKey("registered_models.id", ondelete="CASCADE"), primary_key=True),
    Column("alias", String(255), primary_key=True),
    Column("version", Integer, nullable=False),
)

model_versions = Table(
    "model_versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("model", ForeignKey("registered_models.id", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("description", Text, nullable=True),
    Column("user_id", String(256), nullable=True),
    Column("current_stage", String(20), nullable=False),
    Column("source", Text, nullable=False),
    Column("run_id", String(256), nullable=True, index=True),
    Column("run_link", Text, nullable=True),
    Column("status", String(20), nullable=False),
    Column("creation_timestamp", BigInteger, nullable=False),
    Column("last_updated_timestamp", BigInteger, nullable=False),
    UniqueConstraint("model", "version"),
)

model_version_tags = Table(
    "model_version_tags",
    metadata,
    Column("version", ForeignKey("model_versions.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(250), primary_key=True),
    Column("value", Text, nullable=False),
)
