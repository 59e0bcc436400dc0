"""Datasets, logged models, a series' first value, and indexes for every way to sort.

A step describes the schema of its day, so it names tables and columns itself instead of importing
today's.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from trackside.store.sql.column_types import ExactText, MetricValue
from trackside.store.sql.packing import unpack

revision = "0002"
down_revision = "0001"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add tables, columns and indexes, and work out the first values."""
    op.add_column("store_state", sa.Column("artifact_root", ExactText(), nullable=True))
    op.add_column("model_versions", sa.Column("model_id", ExactText(64), nullable=True))
    op.add_column("series", sa.Column("first", MetricValue, nullable=True))
    _fill_first_values(op.get_bind())
    for name, table, columns in (
        ("ix_series_min", "series", ["key", "min", "run"]),
        ("ix_series_max", "series", ["key", "max", "run"]),
        ("ix_runs_name", "runs", ["experiment_id", "lifecycle_stage", "name"]),
        ("ix_runs_end", "runs", ["experiment_id", "lifecycle_stage", "end_time"]),
        (
            "ix_runs_by_status",
            "runs",
            ["experiment_id", "lifecycle_stage", "status", "start_time"],
        ),
    ):
        op.create_index(name, table, columns)
    _create_datasets()
    _create_logged_models()


def _fill_first_values(connection: sa.Connection) -> None:
    series = sa.table(
        "series",
        sa.column("id", sa.BigInteger),
        sa.column("first_step", sa.BigInteger),
        sa.column("first", MetricValue),
    )
    segments = sa.table(
        "segments",
        sa.column("id", sa.BigInteger),
        sa.column("series", sa.BigInteger),
        sa.column("first_step", sa.BigInteger),
        sa.column("data", sa.LargeBinary),
    )
    for series_id, first_step in connection.execute(
        sa.select(series.c.id, series.c.first_step)
    ).all():
        data = connection.execute(
            sa.select(segments.c.data)
            .where(segments.c.series == series_id, segments.c.first_step == first_step)
            .order_by(segments.c.id)
            .limit(1)
        ).scalar_one()
        points = unpack(data)
        value = float(points.values[int(points.steps.argmin())])
        connection.execute(
            sa.update(series)
            .where(series.c.id == series_id)
            .values(first=None if value != value else value)  # noqa: PLR0124 (NaN)
        )


def _create_datasets() -> None:
    op.create_table(
        "datasets",
        sa.Column("id", Id, primary_key=True),
        sa.Column("experiment_id", Id, sa.ForeignKey("experiments.id"), nullable=False),
        sa.Column("name", ExactText(500), nullable=False),
        sa.Column("digest", ExactText(36), nullable=False),
        sa.Column("source_type", ExactText(36), nullable=False),
        sa.Column("source", ExactText(), nullable=False),
        sa.Column("schema", ExactText(), nullable=True),
        sa.Column("profile", ExactText(), nullable=True),
        sa.UniqueConstraint("experiment_id", "name", "digest"),
        sa.Index("ix_datasets_name", "name"),
        sa.Index("ix_datasets_digest", "digest"),
    )
    op.create_table(
        "run_datasets",
        sa.Column("id", Id, primary_key=True),
        _owner("run", "runs.id"),
        _owner("dataset", "datasets.id"),
        sa.UniqueConstraint("run", "dataset"),
        sa.Index("ix_run_datasets_dataset", "dataset", "run"),
    )
    op.create_table(
        "run_dataset_tags",
        _owner("run_dataset", "run_datasets.id", primary_key=True),
        sa.Column("key", ExactText(255), primary_key=True),
        sa.Column("value", ExactText(500), nullable=False),
        sa.Index("ix_run_dataset_tags_search", "key", "value", "run_dataset"),
    )


def _create_logged_models() -> None:
    op.create_table(
        "run_models",
        _owner("run", "runs.id", primary_key=True),
        sa.Column("direction", sa.String(10), primary_key=True),
        sa.Column("model_id", ExactText(64), primary_key=True),
        sa.Column("step", sa.BigInteger, nullable=False),
        sa.Index("ix_run_models_model", "model_id"),
    )
    op.create_table(
        "logged_models",
        sa.Column("id", Id, primary_key=True),
        sa.Column("model_id", ExactText(64), nullable=False, unique=True),
        sa.Column("experiment_id", Id, sa.ForeignKey("experiments.id"), nullable=False),
        sa.Column("name", ExactText(500), nullable=False),
        sa.Column("artifact_location", ExactText(), nullable=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("status_message", ExactText(), nullable=True),
        sa.Column("model_type", ExactText(500), nullable=True),
        sa.Column("source_run_id", ExactText(256), nullable=True),
        sa.Column("lifecycle_stage", sa.String(10), nullable=False),
        sa.Column("deleted_time", sa.BigInteger, nullable=True),
        sa.Column("creation_timestamp", sa.BigInteger, nullable=False),
        sa.Column("last_updated_timestamp", sa.BigInteger, nullable=False),
        sa.Index("ix_logged_models_source_run_id", "source_run_id"),
        sa.Index(
            "ix_logged_models_listing", "experiment_id", "lifecycle_stage", "creation_timestamp"
        ),
        sa.Index("ix_logged_models_name", "experiment_id", "lifecycle_stage", "name"),
    )
    for name in ("logged_model_params", "logged_model_tags"):
        op.create_table(
            name,
            _owner("model", "logged_models.id", primary_key=True),
            sa.Column("key", ExactText(250), primary_key=True),
            sa.Column("value", ExactText(), nullable=False),
        )
    op.create_table(
        "logged_model_metrics",
        sa.Column("id", Id, primary_key=True),
        _owner("model", "logged_models.id"),
        sa.Column("run_id", ExactText(256), nullable=False),
        sa.Column("key", ExactText(250), nullable=False),
        sa.Column("value", MetricValue, nullable=True),
        sa.Column("timestamp", sa.BigInteger, nullable=False),
        sa.Column("step", sa.BigInteger, nullable=False),
        sa.Column("dataset_name", ExactText(500), nullable=True),
        sa.Column("dataset_digest", ExactText(36), nullable=True),
        sa.Index("ix_logged_model_metrics_model", "model", "key"),
        sa.Index("ix_logged_model_metrics_search", "key", "value", "model"),
    )


def _owner(name: str, target: str, *, primary_key: bool = False) -> sa.Column[Any]:
    """Return the column of a row that goes with the row that it belongs to."""
    return sa.Column(
        name,
        Id,
        sa.ForeignKey(target, ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )
