"""Every call of the protocol that is answered in JSON: verb, path, and what it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    from collections.abc import Callable

    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request
    from trackside_server.mlflow_rest.wire import Wire


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call: ``path`` is below ``mlflow/``; ``{name}`` in it is a field of the request."""

    verbs: tuple[str, ...]
    path: str
    answer: Callable[[Store, Request], Wire]
    # Whether it only reads: what the right to read is enough for, whatever the verb.
    reads: bool = False

    def pattern(self) -> re.Pattern[str]:
        """Return the expression that the path matches; its groups are the fields."""
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path))


def _get(path: str, answer: Callable[[Store, Request], Wire]) -> Endpoint:
    return Endpoint(("GET",), path, answer, reads=True)


def _post(path: str, answer: Callable[[Store, Request], Wire]) -> Endpoint:
    return Endpoint(("POST",), path, answer)


def _patch(path: str, answer: Callable[[Store, Request], Wire]) -> Endpoint:
    return Endpoint(("PATCH",), path, answer)


def _delete(path: str, answer: Callable[[Store, Request], Wire]) -> Endpoint:
    return Endpoint(("DELETE",), path, answer)


def _query(path: str, answer: Callable[[Store, Request], Wire], *verbs: str) -> Endpoint:
    """Return a call that reads though it is posted."""
    return Endpoint(verbs or ("POST",), path, answer, reads=True)


ENDPOINTS: tuple[Endpoint, ...] = (
    _post("experiments/create", experiments.create),
    _query("experiments/search", experiments.search, "POST", "GET"),
    _get("experiments/get", experiments.get),
    _get("experiments/get-by-name", experiments.get_by_name),
    _post("experiments/delete", experiments.delete),
    _post("experiments/restore", experiments.restore),
    _post("experiments/update", experiments.update),
    _post("experiments/set-experiment-tag", experiments.set_tag),
    _post("experiments/delete-experiment-tag", experiments.delete_tag),
    _query("experiments/search-datasets", experiments.search_datasets),
    _post("runs/create", runs.create),
    _get("runs/get", runs.get),
    _post("runs/update", runs.update),
    _post("runs/delete", runs.delete),
    _post("runs/restore", runs.restore),
    _query("runs/search", runs.search),
    _post("runs/log-metric", metrics.log_metric),
    _post("runs/log-parameter", runs.log_param),
    _post("runs/set-tag", runs.set_tag),
    _post("runs/delete-tag", runs.delete_tag),
    _post("runs/log-batch", runs.log_batch),
    _post("runs/log-inputs", lineage.log_inputs),
    _post("runs/outputs", lineage.log_outputs),
    _post("runs/log-model", lineage.log_model),
    _get("metrics/get-history", metrics.get_history),
    _get("metrics/get-history-bulk", metrics.get_history_bulk),
    _get("metrics/get-history-bulk-interval", metrics.get_history_bulk_interval),
    _get("artifacts/list", run_files.list_artifacts),
    _post("registered-models/create", registry.create_model),
    _get("registered-models/get", registry.get_model),
    _post("registered-models/rename", registry.rename_model),
    _patch("registered-models/update", registry.update_model),
    _delete("registered-models/delete", registry.delete_model),
    _get("registered-models/search", registry.search_models),
    _query("registered-models/get-latest-versions", registry.latest_versions, "POST", "GET"),
    _post("registered-models/set-tag", registry.set_model_tag),
    _delete("registered-models/delete-tag", registry.delete_model_tag),
    _post("registered-models/alias", registry.set_alias),
    _delete("registered-models/alias", registry.delete_alias),
    _get("registered-models/alias", registry.get_by_alias),
    _post("model-versions/create", registry.create_version),
    _get("model-versions/get", registry.get_version),
    _patch("model-versions/update", registry.update_version),
    _post("model-versions/transition-stage", registry.transition_stage),
    _delete("model-versions/delete", registry.delete_version),
    _get("model-versions/search", registry.search_versions),
    _get("model-versions/get-download-uri", registry.download_uri),
    _post("model-versions/set-tag", registry.set_version_tag),
    _delete("model-versions/delete-tag", registry.delete_version_tag),
    _post("logged-models", logged_models.create),
    _query("logged-models/search", logged_models.search),
    _get("logged-models/{model_id}", logged_models.get),
    _patch("logged-models/{model_id}", logged_models.finalize),
    _delete("logged-models/{model_id}", logged_models.delete),
    _patch("logged-models/{model_id}/tags", logged_models.set_tags),
    _delete("logged-models/{model_id}/tags/{tag_key}", logged_models.delete_tag),
    _post("logged-models/{model_id}/params", logged_models.log_params),
    _get("logged-models/{model_id}/artifacts/directories", logged_models.list_artifacts),
)

_PATTERNS = tuple((endpoint.pattern(), endpoint) for endpoint in ENDPOINTS)


def find(verb: str, path: str) -> tuple[Endpoint, dict[str, str]] | None:
    """Return the call that a verb and a path mean, and the fields in the path; None if there is none."""
    for pattern, endpoint in _PATTERNS:
        match = pattern.fullmatch(path)
        if match and verb in endpoint.verbs:
            return endpoint, match.groupdict()
    return None
