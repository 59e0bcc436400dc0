"""Trackside: experiment tracking beside your notebook, with MLflow's API.

    import trackside

    with trackside.start_run():
        trackside.log_param("depth", 3)
        trackside.log_metric("auc", 0.91)

Everything is loaded at its first use, so that importing costs milliseconds.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from trackside.version import __version__

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

_FLUENT = (
    "ActiveRun active_run create_experiment delete_experiment delete_experiment_tag delete_run delete_tag "
    "disable_system_metrics_logging enable_system_metrics_logging end_run get_artifact_uri "
    "get_experiment get_experiment_by_name get_parent_run get_run last_active_run load_table log_artifact "
    "log_artifacts log_dict log_figure log_image log_metric log_metrics log_param log_params log_table log_text "
    "register_model restore_experiment restore_run search_experiments search_model_versions search_registered_models search_runs set_experiment "
    "set_experiment_tag set_experiment_tags set_model_version_tag set_tag set_tags start_run"
)

# Where each public name lives; modules stand for themselves.
_HOMES = {
    **dict.fromkeys(_FLUENT.split(), "trackside.fluent"),
    "Client": "trackside.client",
    "MlflowClient": "trackside.client",
    "MlflowException": "trackside.exceptions",
    "TracksideException": "trackside.errors",
    "compare": "trackside.charts",
    "flush": "trackside.opening",
    "flush_async_logging": "trackside.opening",
    "get_tracking_uri": "trackside.opening",
    "is_tracking_uri_set": "trackside.opening",
    "register_button": "trackside.widgets",
    "set_tracking_uri": "trackside.opening",
}
_MODULES = [
    "artifacts",
    "charts",
    "client",
    "entities",
    "errors",
    "exceptions",
    "models",
    "pyfunc",
    "sklearn",
    "tracking",
    "types",
    "utils",
    "widgets",
]

__all__ = ["__version__", *sorted(_HOMES), *_MODULES]  # noqa: PLE0604 (all are strings)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    if name in _MODULES:
        return importlib.import_module(f"trackside.{name}")
    from trackside.missing import explained

    raise AttributeError(explained(name), name=name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Register ``%%track``: what ``%load_ext trackside`` calls."""
    from trackside.magic import register_magics

    register_magics(shell)
