"""Every call of the protocol that is answered in JSON: verb, path, and what it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from trackside_server.mlflow_rest import (
    experiments,
    lineage,
    logged_models,
    metrics,
    registry,
    run_files,
    runs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request
    from trackside_server.mlflow_rest.wire import Wire


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call: ``path`` is below ``mlflow/``; ``{name}`` in it is a field of the request.

    ``fields`` says what else may be sent: name -> type, with ``!`` if it must be there. The types
    are those of :mod:`openapi`.
    """

    verbs: tuple[str, ...]
    path: str
    answer: Callable[[Store, Request], Wire]
    fields: Mapping[str, str]
    # Whether it only reads: what the right to read is enough for, whatever the verb.
    reads: bool = False

    def pattern(self) -> re.Pattern[str]:
        """Return the expression that the path matches; its groups are the fields."""
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path))


Answer: TypeAlias = "Callable[[Store, Request], Wire]"


def _get(path: str, answer: Answer, /, **fields: str) -> Endpoint:
    return Endpoint(("GET",), path, answer, fields, reads=True)


def _post(path: str, answer: Answer, /, **fields: str) -> Endpoint:
    return Endpoint(("POST",), path, answer, fields)


def _patch(path: str, answer: Answer, /, **fields: str) -> Endpoint:
    return Endpoint(("PATCH",), path, answer, fields)


def _delete(path: str, answer: Answer, /, **fields: str) -> Endpoint:
    return Endpoint(("DELETE",), path, answer, fields)


def _query(
    path: str, answer: Answer, /, verbs: tuple[str, ...] = ("POST",), **fields: str
) -> Endpoint:
    """Return a call that reads though it is posted."""
    return Endpoint(verbs, path, answer, fields, reads=True)


ENDPOINTS: tuple[Endpoint, ...] = (
    _post(
        "experiments/create",
        experiments.create,
        name="text!",
        artifact_location="text",
        tags="pairs",
    ),
    _query(
        "experiments/search",
        experiments.search,
        verbs=("POST", "GET"),
        max_results="integer",
        page_token="text",
        filter="text",
        order_by="texts",
        view_type="view",
    ),
    _get("experiments/get", experiments.get, experiment_id="text!"),
    _get("experiments/get-by-name", experiments.get_by_name, experiment_name="text!"),
    _post("experiments/delete", experiments.delete, experiment_id="text!"),
    _post("experiments/restore", experiments.restore, experiment_id="text!"),
    _post("experiments/update", experiments.update, experiment_id="text!", new_name="text!"),
    _post(
        "experiments/set-experiment-tag",
        experiments.set_tag,
        experiment_id="text!",
        key="text!",
        value="text",
    ),
    _post(
        "experiments/delete-experiment-tag",
        experiments.delete_tag,
        experiment_id="text!",
        key="text!",
    ),
    _query("experiments/search-datasets", experiments.search_datasets, experiment_ids="texts"),
    _post(
        "runs/create",
        runs.create,
        experiment_id="text",
        user_id="text",
        run_name="text",
        start_time="integer",
        tags="pairs",
    ),
    _get("runs/get", runs.get, run_id="text", run_uuid="text"),
    _post(
        "runs/update",
        runs.update,
        run_id="text",
        run_uuid="text",
        status="status",
        end_time="integer",
        run_name="text",
    ),
    _post("runs/delete", runs.delete, run_id="text!"),
    _post("runs/restore", runs.restore, run_id="text!"),
    _query(
        "runs/search",
        runs.search,
        experiment_ids="texts",
        filter="text",
        run_view_type="view",
        max_results="integer",
        order_by="texts",
        page_token="text",
    ),
    _post(
        "runs/log-metric",
        metrics.log_metric,
        run_id="text",
        run_uuid="text",
        key="text!",
        value="number!",
        timestamp="integer!",
        step="integer",
        model_id="text",
        dataset_name="text",
        dataset_digest="text",
    ),
    _post(
        "runs/log-parameter",
        runs.log_param,
        run_id="text",
        run_uuid="text",
        key="text!",
        value="text",
    ),
    _post("runs/set-tag", runs.set_tag, run_id="text", run_uuid="text", key="text!", value="text"),
    _post("runs/delete-tag", runs.delete_tag, run_id="text!", key="text!"),
    _post(
        "runs/log-batch",
        runs.log_batch,
        run_id="text",
        metrics="metrics",
        params="pairs",
        tags="pairs",
    ),
    _post(
        "runs/log-inputs",
        lineage.log_inputs,
        run_id="text!",
        datasets="datasets",
        models="model_ids",
    ),
    _post("runs/outputs", lineage.log_outputs, run_id="text!", models="outputs"),
    _post("runs/log-model", lineage.log_model, run_id="text!", model_json="text!"),
    _get(
        "metrics/get-history",
        metrics.get_history,
        run_id="text",
        run_uuid="text",
        metric_key="text!",
        max_results="integer",
        page_token="text",
    ),
    _get(
        "metrics/get-history-bulk",
        metrics.get_history_bulk,
        run_id="texts!",
        metric_key="text!",
        max_results="integer",
    ),
    _get(
        "metrics/get-history-bulk-interval",
        metrics.get_history_bulk_interval,
        run_ids="texts!",
        metric_key="text!",
        start_step="integer",
        end_step="integer",
        max_results="integer",
    ),
    _get(
        "artifacts/list",
        run_files.list_artifacts,
        run_id="text",
        run_uuid="text",
        path="text",
        page_token="text",
    ),
    _post(
        "registered-models/create",
        registry.create_model,
        name="text!",
        tags="pairs",
        description="text",
    ),
    _get("registered-models/get", registry.get_model, name="text!"),
    _post("registered-models/rename", registry.rename_model, name="text!", new_name="text!"),
    _patch("registered-models/update", registry.update_model, name="text!", description="text"),
    _delete("registered-models/delete", registry.delete_model, name="text!"),
    _get(
        "registered-models/search",
        registry.search_models,
        filter="text",
        max_results="integer",
        order_by="texts",
        page_token="text",
    ),
    _query(
        "registered-models/get-latest-versions",
        registry.latest_versions,
        verbs=("POST", "GET"),
        name="text!",
        stages="texts",
    ),
    _post(
        "registered-models/set-tag", registry.set_model_tag, name="text!", key="text!", value="text"
    ),
    _delete("registered-models/delete-tag", registry.delete_model_tag, name="text!", key="text!"),
    _post(
        "registered-models/alias",
        registry.set_alias,
        name="text!",
        alias="text!",
        version="version!",
    ),
    _delete("registered-models/alias", registry.delete_alias, name="text!", alias="text!"),
    _get("registered-models/alias", registry.get_by_alias, name="text!", alias="text!"),
    _post(
        "model-versions/create",
        registry.create_version,
        name="text!",
        source="text!",
        run_id="text",
        tags="pairs",
        run_link="text",
        description="text",
        model_id="text",
    ),
    _get("model-versions/get", registry.get_version, name="text!", version="version!"),
    _patch(
        "model-versions/update",
        registry.update_version,
        name="text!",
        version="version!",
        description="text",
    ),
    _post(
        "model-versions/transition-stage",
        registry.transition_stage,
        name="text!",
        version="version!",
        stage="text!",
        archive_existing_versions="flag",
    ),
    _delete("model-versions/delete", registry.delete_version, name="text!", version="version!"),
    _get(
        "model-versions/search",
        registry.search_versions,
        filter="text",
        max_results="integer",
        order_by="texts",
        page_token="text",
    ),
    _get(
        "model-versions/get-download-uri", registry.download_uri, name="text!", version="version!"
    ),
    _post(
        "model-versions/set-tag",
        registry.set_version_tag,
        name="text!",
        version="version!",
        key="text!",
        value="text",
    ),
    _delete(
        "model-versions/delete-tag",
        registry.delete_version_tag,
        name="text!",
        version="version!",
        key="text!",
    ),
    _post(
        "logged-models",
        logged_models.create,
        experiment_id="text!",
        name="text",
        source_run_id="text",
        tags="pairs",
        params="pairs",
        model_type="text",
    ),
    _query(
        "logged-models/search",
        logged_models.search,
        experiment_ids="texts",
        filter="text",
        datasets="dataset_names",
        max_results="integer",
        order_by="orderings",
        page_token="text",
    ),
    _get("logged-models/{model_id}", logged_models.get, allow_deleted="flag"),
    _patch("logged-models/{model_id}", logged_models.finalize, status="model_status!"),
    _delete("logged-models/{model_id}", logged_models.delete),
    _patch("logged-models/{model_id}/tags", logged_models.set_tags, tags="pairs"),
    _delete("logged-models/{model_id}/tags/{tag_key}", logged_models.delete_tag),
    _post("logged-models/{model_id}/params", logged_models.log_params, params="pairs"),
    _get(
        "logged-models/{model_id}/artifacts/directories",
        logged_models.list_artifacts,
        artifact_directory_path="text",
    ),
)

_PATTERNS = tuple((endpoint.pattern(), endpoint) for endpoint in ENDPOINTS)


def find(verb: str, path: str) -> tuple[Endpoint, dict[str, str]] | None:
    """Return the call that a verb and a path mean, and the fields in the path; None if there is none."""
    for pattern, endpoint in _PATTERNS:
        match = pattern.fullmatch(path)
        if match and verb in endpoint.verbs:
            return endpoint, match.groupdict()
    return None
