"""Whether runs sample CPU, memory, disk and network: MLflow's variable says so for the process."""

from __future__ import annotations

import os

_VARIABLE = "MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING"


def enable_system_metrics_logging() -> None:
    """Let every run that starts from now on sample the system's metrics."""
    os.environ[_VARIABLE] = "true"


def disable_system_metrics_logging() -> None:
    """Let no run that starts from now on sample the system's metrics, unless it asks to."""
    os.environ[_VARIABLE] = "false"


def wants_system_metrics(asked: bool | None) -> bool:
    """Say whether a run samples them: as it asked, else as the process was told."""
    return asked if asked is not None else os.environ.get(_VARIABLE, "").lower() in ("true", "1")
