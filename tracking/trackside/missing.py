"""The names that MLflow has and Trackside does not: using one says so and points to MLflow."""

from __future__ import annotations

from typing import Final

# What they are for, and the names: MLflow's ``__all__`` less ours, and its flavors.
_BY_PURPOSE: Final = {
    "automatic logging": "autolog",
    "tracing and feedback": (
        "add_trace delete_assessment delete_trace_tag flush_trace_async_logging get_active_trace_id "
        "get_assessment get_current_active_span get_last_active_trace_id get_trace log_assessment "
        "log_expectation log_feedback log_issue log_trace override_feedback search_sessions search_traces "
        "set_trace_tag start_span start_span_no_context trace update_assessment update_current_trace"
    ),
    "checkpoints as logged models": "import_checkpoints",
    "prompts and gateways": (
        "delete_prompt_alias gateway genai load_prompt register_prompt search_prompts set_prompt_alias"
    ),
    "evaluation": "evaluate validate_evaluation_results",
    "projects, workspaces and servers": (
        "create_workspace delete_workspace doctor get_registry_uri get_workspace list_workspaces login "
        "projects run set_registry_uri set_workspace test update_workspace"
    ),
    "streams and asynchronous artifacts": "flush_artifact_async_logging log_stream",
    "settings of system metrics": (
        "set_system_metrics_node_id set_system_metrics_samples_before_logging "
        "set_system_metrics_sampling_interval"
    ),
    "models of that library; trackside.pyfunc takes any model in a PythonModel": (
        "catboost h2o keras langchain lightgbm onnx openai paddle pmdarima prophet pyspark pytorch "
        "sentence_transformers shap spacy spark statsmodels tensorflow transformers xgboost"
    ),
}

MISSING: Final = {name: purpose for purpose, names in _BY_PURPOSE.items() for name in names.split()}


def explained(name: str) -> str:
    """Return what to say of a name that Trackside lacks."""
    message = f"module 'trackside' has no attribute {name!r}"
    if name not in MISSING:
        return message
    return f"{message}: it is MLflow's ({MISSING[name]}). For that, use the mlflow package itself."
