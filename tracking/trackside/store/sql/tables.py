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
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from trackside.store.sql.column_types import ExactText, MetricValue, Packed

SCHEMA_VERSION = "0003"

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
    # Where experiments without a location of their own keep their artifacts. A folder's store knows
    # by where it lies; one on a database server tells everybody who opens it.
    Column("artifact_root", ExactText(), nullable=True),
    # The greatest id of an experiment that is gone for good: ids are not given twice.
    Column("last_experiment_id", BigInteger, nullable=True),
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
    Column("name", ExactText(500), nullable=False, unique=True),
    Column("artifact_location", ExactText(), nullable=False),
    Column("lifecycle_stage", String(10), nullable=False),
    Column("creation_time", BigInteger, nullable=False),
    Column("last_update_time", BigInteger, nullable=False),
    Column("revision", BigInteger, nullable=False, index=True),
)

experiment_tags = Table(
    "experiment_tags",
    metadata,
    Column("experiment_id", ForeignKey("experiments.id"), primary_key=True),
    Column("key", ExactText(250), primary_key=True),
    Column("value", ExactText(), nullable=False),
)

notebooks = Table(
    "notebooks",
    metadata,
    Column("path", ExactText(700), primary_key=True),
    Column("experiment_id", ForeignKey("experiments.id"), nullable=True),
    Column("last_experiment_id", ForeignKey("experiments.id"), nullable=True),
)

keys = Table(
    "keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", ExactText(250), nullable=False, unique=True),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("run_id", ExactText(256), nullable=False, unique=True),
    Column("name", ExactText(500), nullable=False),
    Column("experiment_id", ForeignKey("experiments.id"), nullable=False),
    Column("user_id", ExactText(256), nullable=False),
    Column("status", String(10), nullable=False, index=True),
    Column("start_time", BigInteger, nullable=False),
    Column("end_time", BigInteger, nullable=True),
    Column("lifecycle_stage", String(10), nullable=False),
    Column("deleted_time", BigInteger, nullable=True),
    Column("artifact_uri", ExactText(), nullable=False),
    Column("revision", BigInteger, nullable=False, index=True),
    Index("ix_runs_listing", "experiment_id", "lifecycle_stage", "start_time", "run_id"),
    Index("ix_runs_changes", "experiment_id", "revision"),
    Index("ix_runs_name", "experiment_id", "lifecycle_stage", "name"),
    Index("ix_runs_end", "experiment_id", "lifecycle_stage", "end_time"),
    Index("ix_runs_by_status", "experiment_id", "lifecycle_stage", "status", "start_time"),
)


def _values(name: str) -> Table:
    """Build the table of params or of tags: alike in shape."""
    return Table(
        name,
        metadata,
        Column("run", ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
        Column("key", ForeignKey("keys.id"), primary_key=True),
        Column("head", ExactText(HEAD_LENGTH), nullable=False),
        Column("value", ExactText(), nullable=False),
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
    Column("value", MetricValue, nullable=True),
    Column("step", BigInteger, nullable=False),
    Column("timestamp", BigInteger, nullable=False),
    Column("min", MetricValue, nullable=True),
    Column("max", MetricValue, nullable=True),
    Column("first_step", BigInteger, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("first", MetricValue, nullable=True),
    UniqueConstraint("run", "key"),
    Index("ix_series_search", "key", "value", "run"),
    Index("ix_series_min", "key", "min", "run"),
    Index("ix_series_max", "key", "max", "run"),
)

segments = Table(
    "segments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("series", ForeignKey("series.id", ondelete="CASCADE"), nullable=False),
    Column("points", Integer, nullable=False),
    Column("first_step", BigInteger, nullable=False),
    Column("last_step", BigInteger, nullable=False),
    Column("data", Packed, nullable=False),
    Index("ix_segments_series", "series", "points"),
)

datasets = Table(
    "datasets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("experiment_id", ForeignKey("experiments.id"), nullable=False),
    Column("name", ExactText(500), nullable=False),
    Column("digest", ExactText(36), nullable=False),
    Column("source_type", ExactText(36), nullable=False),
    Column("source", ExactText(), nullable=False),
    Column("schema", ExactText(), nullable=True),
    Column("profile", ExactText(), nullable=True),
    UniqueConstraint("experiment_id", "name", "digest"),
    Index("ix_datasets_name", "name"),
    Index("ix_datasets_digest", "digest"),
)

run_datasets = Table(
    "run_datasets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("run", ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("dataset", ForeignKey("datasets.id", ondelete="CASCADE"), nullable=False),
    UniqueConstraint("run", "dataset"),
    Index("ix_run_datasets_dataset", "dataset", "run"),
)

run_dataset_tags = Table(
    "run_dataset_tags",
    metadata,
    Column("run_dataset", ForeignKey("run_datasets.id", ondelete="CASCADE"), primary_key=True),
    Column("key", ExactText(255), primary_key=True),
    Column("value", ExactText(500), nullable=False),
    Index("ix_run_dataset_tags_search", "key", "value", "run_dataset"),
)

# Models that a run took in or put out, by the id of the logged model (which may be elsewhere).
run_models = Table(
    "run_models",
    metadata,
    Column("run", ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("direction", String(10), primary_key=True),
    Column("model_id", ExactText(64), primary_key=True),
    Column("step", BigInteger, nullable=False),
    Index("ix_run_models_model", "model_id"),
)

logged_models = Table(
    "logged_models",
    metadata,
    Column("id", Id, primary_key=True),
    Column("model_id", ExactText(64), nullable=False, unique=True),
    Column("experiment_id", ForeignKey("experiments.id"), nullable=False),
    Column("name", ExactText(500), nullable=False),
    Column("artifact_location", ExactText(), nullable=False),
    Column("status", String(30), nullable=False),
    Column("status_message", ExactText(), nullable=True),
    Column("model_type", ExactText(500), nullable=True),
    Column("source_run_id", ExactText(256), nullable=True, index=True),
    Column("lifecycle_stage", String(10), nullable=False),
    Column("deleted_time", BigInteger, nullable=True),
    Column("creation_timestamp", BigInteger, nullable=False),
    Column("last_updated_timestamp", BigInteger, nullable=False),
    Index("ix_logged_models_listing", "experiment_id", "lifecycle_stage", "creation_timestamp"),
    Index("ix_logged_models_name", "experiment_id", "lifecycle_stage", "name"),
)


def _model_values(name: str) -> Table:
    """Build the table of params or of tags of logged models: alike in shape."""
    return Table(
        name,
        metadata,
        Column("model", ForeignKey("logged_models.id", ondelete="CASCADE"), primary_key=True),
        Column("key", ExactText(250), primary_key=True),
        Column("value", ExactText(), nullable=False),
    )


logged_model_params = _model_values("logged_model_params")
logged_model_tags = _model_values("logged_model_tags")

# A point a row: a model is measured a few times, not in a loop.
logged_model_metrics = Table(
    "logged_model_metrics",
    metadata,
    Column("id", Id, primary_key=True),
    Column("model", ForeignKey("logged_models.id", ondelete="CASCADE"), nullable=False),
    Column("run_id", ExactText(256), nullable=False),
    Column("key", ExactText(250), nullable=False),
    Column("value", MetricValue, nullable=True),
    Column("timestamp", BigInteger, nullable=False),
    Column("step", BigInteger, nullable=False),
    Column("dataset_name", ExactText(500), nullable=True),
    Column("dataset_digest", ExactText(36), nullable=True),
    Index("ix_logged_model_metrics_model", "model", "key"),
    Index("ix_logged_model_metrics_search", "key", "value", "model"),
)

spools = Table(
    "spools",
    metadata,
    Column("spool_id", String(64), primary_key=True),
    Column("folded_until", BigInteger, nullable=False),
)

# Artifacts of runs that are gone already; a row goes when its files have gone.
doomed_artifacts = Table(
    "doomed_artifacts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("uri", ExactText(), nullable=False),
)

registered_models = Table(
    "registered_models",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", ExactText(256), nullable=False, unique=True),
    Column("description", ExactText(), nullable=True),
    Column("creation_timestamp", BigInteger, nullable=False),
    Column("last_updated_timestamp", BigInteger, nullable=False),
)

registered_model_tags = Table(
    "registered_model_tags",
    metadata,
    Column("model", ForeignKey("registered_models.id", ondelete="CASCADE"), primary_key=True),
    Column("key", ExactText(250), primary_key=True),
    Column("value", ExactText(), nullable=False),
)

registered_model_aliases = Table(
    "registered_model_aliases",
    metadata,
    Column("model", ForeignKey("registered_models.id", ondelete="CASCADE"), primary_key=True),
    Column("alias", ExactText(255), primary_key=True),
    Column("version", Integer, nullable=False),
)

model_versions = Table(
    "model_versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("model", ForeignKey("registered_models.id", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("description", ExactText(), nullable=True),
    Column("user_id", ExactText(256), nullable=True),
    Column("current_stage", String(20), nullable=False),
    Column("source", ExactText(), nullable=False),
    Column("run_id", ExactText(256), nullable=True, index=True),
    Column("run_link", ExactText(), nullable=True),
    Column("status", String(20), nullable=False),
    Column("creation_timestamp", BigInteger, nullable=False),
    Column("last_updated_timestamp", BigInteger, nullable=False),
    Column("model_id", ExactText(64), nullable=True),
    UniqueConstraint("model", "version"),
)

model_version_tags = Table(
    "model_version_tags",
    metadata,
    Column("version", ForeignKey("model_versions.id", ondelete="CASCADE"), primary_key=True),
    Column("key", ExactText(250), primary_key=True),
    Column("value", ExactText(), nullable=False),
)
