"""Trackside: experiment tracking beside your notebook, with MLflow's API.

    import trackside

    with trackside.start_run():
        trackside.log_param("depth", 3)
        trackside.log_metric("auc", 0.91)

Everything is loaded at its first use, so that importing costs milliseconds.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from trackside import mlflow_paths
from trackside.version import __version__

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    # What a type checker and an editor see; at run time everything is loaded at its first use.
    from trackside import (
        artifacts as artifacts,
    )
    from trackside import (
        charts as charts,
    )
    from trackside import (
        client as client,
    )
    from trackside import (
        config as config,
    )
    from trackside import (
        data as data,
    )
    from trackside import (
        entities as entities,
    )
    from trackside import (
        errors as errors,
    )
    from trackside import (
        exceptions as exceptions,
    )
    from trackside import (
        models as models,
    )
    from trackside import (
        pyfunc as pyfunc,
    )
    from trackside import (
        sklearn as sklearn,
    )
    from trackside import (
        tracking as tracking,
    )
    from trackside import (
        types as types,
    )
    from trackside import (
        utils as utils,
    )
    from trackside import (
        widgets as widgets,
    )
    from trackside.charts import (
        compare as compare,
    )
    from trackside.client import (
        Client as Client,
    )
    from trackside.client import (
        MlflowClient as MlflowClient,
    )
    from trackside.client.images import (
        Image as Image,
    )
    from trackside.errors import (
        TracksideException as TracksideException,
    )
    from trackside.exceptions import (
        MlflowException as MlflowException,
    )
    from trackside.fluent import (
        ActiveModel as ActiveModel,
    )
    from trackside.fluent import (
        ActiveRun as ActiveRun,
    )
    from trackside.fluent import (
        active_run as active_run,
    )
    from trackside.fluent import (
        clear_active_model as clear_active_model,
    )
    from trackside.fluent import (
        count_runs as count_runs,
    )
    from trackside.fluent import (
        create_experiment as create_experiment,
    )
    from trackside.fluent import (
        create_external_model as create_external_model,
    )
    from trackside.fluent import (
        delete_experiment as delete_experiment,
    )
    from trackside.fluent import (
        delete_experiment_tag as delete_experiment_tag,
    )
    from trackside.fluent import (
        delete_logged_model_tag as delete_logged_model_tag,
    )
    from trackside.fluent import (
        delete_run as delete_run,
    )
    from trackside.fluent import (
        delete_tag as delete_tag,
    )
    from trackside.fluent import (
        disable_system_metrics_logging as disable_system_metrics_logging,
    )
    from trackside.fluent import (
        enable_system_metrics_logging as enable_system_metrics_logging,
    )
    from trackside.fluent import (
        end_run as end_run,
    )
    from trackside.fluent import (
        environment_differences as environment_differences,
    )
    from trackside.fluent import (
        finalize_logged_model as finalize_logged_model,
    )
    from trackside.fluent import (
        get_active_model_id as get_active_model_id,
    )
    from trackside.fluent import (
        get_artifact_uri as get_artifact_uri,
    )
    from trackside.fluent import (
        get_experiment as get_experiment,
    )
    from trackside.fluent import (
        get_experiment_by_name as get_experiment_by_name,
    )
    from trackside.fluent import (
        get_logged_model as get_logged_model,
    )
    from trackside.fluent import (
        get_parent_run as get_parent_run,
    )
    from trackside.fluent import (
        get_run as get_run,
    )
    from trackside.fluent import (
        initialize_logged_model as initialize_logged_model,
    )
    from trackside.fluent import (
        last_active_run as last_active_run,
    )
    from trackside.fluent import (
        last_logged_model as last_logged_model,
    )
    from trackside.fluent import (
        load_table as load_table,
    )
    from trackside.fluent import (
        log_artifact as log_artifact,
    )
    from trackside.fluent import (
        log_artifacts as log_artifacts,
    )
    from trackside.fluent import (
        log_dict as log_dict,
    )
    from trackside.fluent import (
        log_figure as log_figure,
    )
    from trackside.fluent import (
        log_image as log_image,
    )
    from trackside.fluent import (
        log_input as log_input,
    )
    from trackside.fluent import (
        log_inputs as log_inputs,
    )
    from trackside.fluent import (
        log_metric as log_metric,
    )
    from trackside.fluent import (
        log_metrics as log_metrics,
    )
    from trackside.fluent import (
        log_model_params as log_model_params,
    )
    from trackside.fluent import (
        log_outputs as log_outputs,
    )
    from trackside.fluent import (
        log_param as log_param,
    )
    from trackside.fluent import (
        log_params as log_params,
    )
    from trackside.fluent import (
        log_table as log_table,
    )
    from trackside.fluent import (
        log_text as log_text,
    )
    from trackside.fluent import (
        register_model as register_model,
    )
    from trackside.fluent import (
        restore_experiment as restore_experiment,
    )
    from trackside.fluent import (
        restore_run as restore_run,
    )
    from trackside.fluent import (
        search_experiments as search_experiments,
    )
    from trackside.fluent import (
        search_logged_models as search_logged_models,
    )
    from trackside.fluent import (
        search_model_versions as search_model_versions,
    )
    from trackside.fluent import (
        search_registered_models as search_registered_models,
    )
    from trackside.fluent import (
        search_runs as search_runs,
    )
    from trackside.fluent import (
        set_active_model as set_active_model,
    )
    from trackside.fluent import (
        set_experiment as set_experiment,
    )
    from trackside.fluent import (
        set_experiment_tag as set_experiment_tag,
    )
    from trackside.fluent import (
        set_experiment_tags as set_experiment_tags,
    )
    from trackside.fluent import (
        set_logged_model_tags as set_logged_model_tags,
    )
    from trackside.fluent import (
        set_model_version_tag as set_model_version_tag,
    )
    from trackside.fluent import (
        set_tag as set_tag,
    )
    from trackside.fluent import (
        set_tags as set_tags,
    )
    from trackside.fluent import (
        start_run as start_run,
    )
    from trackside.opening import (
        flush as flush,
    )
    from trackside.opening import (
        flush_async_logging as flush_async_logging,
    )
    from trackside.opening import (
        get_tracking_uri as get_tracking_uri,
    )
    from trackside.opening import (
        is_tracking_uri_set as is_tracking_uri_set,
    )
    from trackside.opening import (
        set_tracking_uri as set_tracking_uri,
    )
    from trackside.widgets import (
        register_button as register_button,
    )

_FLUENT = (
    "ActiveModel ActiveRun active_run clear_active_model count_runs create_experiment "
    "create_external_model delete_experiment delete_experiment_tag delete_logged_model_tag "
    "delete_run delete_tag disable_system_metrics_logging enable_system_metrics_logging end_run "
    "environment_differences finalize_logged_model get_active_model_id get_artifact_uri get_experiment "
    "get_experiment_by_name get_logged_model get_parent_run get_run initialize_logged_model "
    "last_active_run last_logged_model load_table log_artifact log_artifacts log_dict log_figure "
    "log_image log_input log_inputs log_metric log_metrics log_model_params log_outputs log_param "
    "log_params log_table log_text register_model restore_experiment restore_run "
    "search_experiments search_logged_models search_model_versions search_registered_models "
    "search_runs set_active_model set_experiment set_experiment_tag set_experiment_tags "
    "set_logged_model_tags set_model_version_tag set_tag set_tags start_run"
)

# Where each public name lives; modules stand for themselves.
_HOMES = {
    **dict.fromkeys(_FLUENT.split(), "trackside.fluent"),
    "Client": "trackside.client",
    "Image": "trackside.client.images",
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
    "config",
    "data",
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


mlflow_paths.install()

# A run tells which cells led to it: in a kernel they are watched from the first import on.
if "ipykernel" in sys.modules:
    from trackside.context.cell_watch import cells as _cells

    _cells.begin()


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
