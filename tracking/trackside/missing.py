"""The names that MLflow has and Trackside does not: using one says so and points to MLflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

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

# What our modules and the client lack of theirs.
_BY_PLACE: Final = {
    "Client": {
        "traces": (
            "delete_trace_tag delete_traces end_span end_trace get_trace link_traces_to_run search_traces "
            "set_trace_tag start_span start_trace unlink_traces_from_run"
        ),
        "prompts": (
            "create_prompt create_prompt_version delete_prompt delete_prompt_alias delete_prompt_tag "
            "delete_prompt_version delete_prompt_version_tag detach_prompt_from_run get_prompt "
            "get_prompt_version get_prompt_version_by_alias link_prompt_version_to_model "
            "link_prompt_version_to_run link_prompt_versions_to_trace list_logged_prompts load_prompt "
            "parse_prompt_uri register_prompt search_prompt_versions search_prompts set_prompt_alias "
            "set_prompt_tag set_prompt_version_tag"
        ),
        "evaluation datasets": (
            "add_dataset_to_experiments create_dataset delete_dataset delete_dataset_tag get_dataset "
            "remove_dataset_from_experiments search_datasets set_dataset_tags"
        ),
        "webhooks": (
            "create_webhook delete_webhook get_webhook list_webhooks test_webhook update_webhook"
        ),
        "workspaces": (
            "create_workspace delete_workspace get_workspace get_workspace_store_uri list_workspaces "
            "update_workspace"
        ),
        "MCP servers": (
            "create_mcp_access_endpoint create_mcp_server create_mcp_server_version "
            "delete_mcp_access_endpoint delete_mcp_server delete_mcp_server_alias delete_mcp_server_tag "
            "delete_mcp_server_version delete_mcp_server_version_tag get_latest_mcp_server_version "
            "get_mcp_access_endpoint get_mcp_server get_mcp_server_version "
            "get_mcp_server_version_by_alias refresh_mcp_server_version_tools "
            "search_mcp_access_endpoints search_mcp_server_versions search_mcp_servers "
            "set_mcp_server_alias set_mcp_server_tag set_mcp_server_version_tag "
            "update_mcp_access_endpoint update_mcp_server update_mcp_server_version"
        ),
        "streams": "log_stream",
    },
    "trackside.sklearn": {"automatic logging": "autolog"},
    "trackside.pyfunc": {
        "Spark": "spark_udf",
        "chat models": "ChatAgent ChatModel ResponsesAgent",
        "other loaders": "add_to_model load_pyfunc",
    },
    "trackside.models": {
        "evaluation": (
            "EvaluationArtifact EvaluationMetric EvaluationResult MetricThreshold evaluate list_evaluators "
            "make_metric"
        ),
        "serving": "build_docker convert_input_example_to_serving_input predict validate_serving_input",
        "models from code": "ModelConfig set_model set_retriever_schema",
        "requirements": "add_libraries_to_model infer_pip_requirements update_model_requirements",
        "schemas": "validate_schema",
    },
}


def _purposes(by_purpose: Mapping[str, str]) -> dict[str, str]:
    return {name: purpose for purpose, names in by_purpose.items() for name in names.split()}


MISSING: Final = _purposes(_BY_PURPOSE)
MISSING_IN: Final = {place: _purposes(names) for place, names in _BY_PLACE.items()}


def explained(name: str, place: str = "trackside") -> str:
    """Return what to say of a name that a module of ours, or the client, lacks."""
    what = "The client" if place == "Client" else f"module {place!r}"
    message = f"{what} has no attribute {name!r}"
    purpose = (MISSING if place == "trackside" else MISSING_IN[place]).get(name)
    if purpose is None:
        return message
    return f"{message}: it is MLflow's ({purpose}). For that, use the mlflow package itself."
