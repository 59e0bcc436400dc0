"""MLflow's module path to its settings (``mlflow.config``)."""

from __future__ import annotations

from trackside.fluent import disable_system_metrics_logging, enable_system_metrics_logging
from trackside.opening import get_tracking_uri, is_tracking_uri_set, set_tracking_uri

__all__ = [
    "disable_system_metrics_logging",
    "enable_async_logging",
    "enable_system_metrics_logging",
    "get_tracking_uri",
    "is_tracking_uri_set",
    "set_tracking_uri",
]


def enable_async_logging(enable: bool = True) -> None:
    """Change nothing: metrics never wait for the store here, and what is rare is written at once."""
