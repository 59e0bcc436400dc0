"""Artifacts of the active run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.fluent.active import current_run_or_start, current_slot, logging_target
from trackside.fluent.current import client
from trackside.fluent.experiments import current_experiment_id

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def log_artifact(
    local_path: str | Path, artifact_path: str | None = None, run_id: str | None = None
) -> None:
    """Copy a file or folder into the folder ``artifact_path`` of the run."""
    tracker, target = logging_target(run_id)
    tracker.log_artifact(target, local_path, artifact_path)


def log_artifacts(
    local_dir: str | Path, artifact_path: str | None = None, run_id: str | None = None
) -> None:
    """Copy what is in a folder into the folder ``artifact_path`` of the run."""
    tracker, target = logging_target(run_id)
    tracker.log_artifacts(target, local_dir, artifact_path)


def log_text(text: str, artifact_file: str, run_id: str | None = None) -> None:
    """Write a text file."""
    tracker, target = logging_target(run_id)
    tracker.log_text(target, text, artifact_file)


def log_dict(dictionary: Any, artifact_file: str, run_id: str | None = None) -> None:
    """Write a dictionary or list as JSON, or as YAML if the file ends so."""
    tracker, target = logging_target(run_id)
    tracker.log_dict(target, dictionary, artifact_file)


def log_figure(
    figure: Any, artifact_file: str, *, save_kwargs: dict[str, Any] | None = None
) -> None:
    """Save a matplotlib or plotly figure."""
    tracker, run_id = current_slot()
    tracker.log_figure(run_id, figure, artifact_file, save_kwargs=save_kwargs)


def log_image(
    image: Any,
    artifact_file: str | None = None,
    key: str | None = None,
    step: int | None = None,
    timestamp: int | None = None,
    synchronous: bool | None = False,
) -> None:
    """Save an image (array or PIL), to a file or as one of a series under ``key``."""
    tracker, run_id = current_slot()
    tracker.log_image(run_id, image, artifact_file, key, step, timestamp, synchronous)


def log_table(
    data: dict[str, Any] | pd.DataFrame, artifact_file: str, run_id: str | None = None
) -> None:
    """Write rows as a table; a table that is there already grows."""
    tracker, target = logging_target(run_id)
    tracker.log_table(target, data, artifact_file)


def load_table(
    artifact_file: str,
    run_ids: list[str] | None = None,
    extra_columns: list[str] | None = None,
) -> pd.DataFrame:
    """Return one table from all runs of the current experiment (or some), one under the other."""
    return client().load_table(current_experiment_id(), artifact_file, run_ids, extra_columns)


def get_artifact_uri(artifact_path: str | None = None) -> str:
    """Return the URI of the active run's artifacts, or of one of them."""
    root = current_run_or_start().info.artifact_uri
    return f"{root}/{artifact_path}" if artifact_path else root
