"""The fluent API: verbs on the active run and the current experiment, as in ``mlflow.*``.

State lives here and nowhere else: the stack of active runs (one a thread) and the experiment that
was chosen (one a process).
"""

from trackside.fluent.active import (
    ActiveRun,
    active_run,
    current_run_or_start,
    end_run,
    last_active_run,
    start_run,
)
from trackside.fluent.active_model import (
    ActiveModel,
    clear_active_model,
    get_active_model_id,
    log_model_params,
    set_active_model,
)
from trackside.fluent.artifacts import (
    get_artifact_uri,
    load_table,
    log_artifact,
    log_artifacts,
    log_dict,
    log_figure,
    log_image,
    log_table,
    log_text,
)
from trackside.fluent.environments import environment_differences
from trackside.fluent.experiments import (
    create_experiment,
    delete_experiment,
    delete_experiment_tag,
    get_experiment,
    get_experiment_by_name,
    restore_experiment,
    search_experiments,
    set_experiment,
    set_experiment_tag,
    set_experiment_tags,
)
from trackside.fluent.inputs import log_input, log_inputs, log_outputs
from trackside.fluent.logged_models import (
    create_external_model,
    delete_logged_model_tag,
    finalize_logged_model,
    get_logged_model,
    initialize_logged_model,
    last_logged_model,
    search_logged_models,
    set_logged_model_tags,
)
from trackside.fluent.logging import (
    delete_tag,
    log_metric,
    log_metrics,
    log_param,
    log_params,
    set_tag,
    set_tags,
)
from trackside.fluent.registry import (
    register_model,
    search_model_versions,
    search_registered_models,
    set_model_version_tag,
)
from trackside.fluent.runs import (
    count_runs,
    delete_run,
    get_parent_run,
    get_run,
    restore_run,
    search_runs,
)
from trackside.fluent.system_metrics import (
    disable_system_metrics_logging,
    enable_system_metrics_logging,
)

__all__ = [
    "ActiveModel",
    "ActiveRun",
    "active_run",
    "clear_active_model",
    "count_runs",
    "create_experiment",
    "create_external_model",
    "current_run_or_start",
    "delete_experiment",
    "delete_experiment_tag",
    "delete_logged_model_tag",
    "delete_run",
    "delete_tag",
    "disable_system_metrics_logging",
    "enable_system_metrics_logging",
    "end_run",
    "environment_differences",
    "finalize_logged_model",
    "get_active_model_id",
    "get_artifact_uri",
    "get_experiment",
    "get_experiment_by_name",
    "get_logged_model",
    "get_parent_run",
    "get_run",
    "initialize_logged_model",
    "last_active_run",
    "last_logged_model",
    "load_table",
    "log_artifact",
    "log_artifacts",
    "log_dict",
    "log_figure",
    "log_image",
    "log_input",
    "log_inputs",
    "log_metric",
    "log_metrics",
    "log_model_params",
    "log_outputs",
    "log_param",
    "log_params",
    "log_table",
    "log_text",
    "register_model",
    "restore_experiment",
    "restore_run",
    "search_experiments",
    "search_logged_models",
    "search_model_versions",
    "search_registered_models",
    "search_runs",
    "set_active_model",
    "set_experiment",
    "set_experiment_tag",
    "set_experiment_tags",
    "set_logged_model_tags",
    "set_model_version_tag",
    "set_tag",
    "set_tags",
    "start_run",
]
