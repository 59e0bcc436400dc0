"""``runs/log-inputs``, ``runs/outputs`` and ``runs/log-model``: what a run took in and made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trackside.context.tags import LOGGED_MODELS
from trackside.entities import (
    Dataset,
    DatasetInput,
    InputTag,
    LoggedModelInput,
    LoggedModelOutput,
    RunTag,
)
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request
    from trackside_server.mlflow_rest.wire import Wire


def log_inputs(store: Store, request: Request) -> Wire:
    """``LogInputs``."""
    store.log_inputs(
        request.run_id(),
        [_dataset_input(each) for each in request.parts("datasets")],
        [LoggedModelInput(each.required("model_id")) for each in request.parts("models")],
    )
    return {}


def _dataset_input(request: Request) -> DatasetInput:
    dataset = request.part("dataset")
    if dataset is None:
        raise InvalidParameter("Missing value for required parameter 'dataset' of an input.")
    return DatasetInput(
        Dataset(
            dataset.required("name"),
            dataset.required("digest"),
            dataset.required("source_type"),
            dataset.required("source"),
            dataset.text("schema"),
            dataset.text("profile"),
        ),
        [InputTag(each.required("key"), each.required("value")) for each in request.parts("tags")],
    )


def log_outputs(store: Store, request: Request) -> Wire:
    """``LogOutputs``."""
    models = [
        LoggedModelOutput(each.required("model_id"), each.integer("step") or 0)
        for each in request.parts("models")
    ]
    store.log_outputs(request.run_id(), models)
    return {}


def log_model(store: Store, request: Request) -> Wire:
    """``LogModel`` of 2.x clients: the model's description joins the others in the run's tag."""
    run_id = request.run_id()
    model = _json_object(request.required("model_json"))
    missing = {"artifact_path", "flavors", "utc_time_created", "run_id"} - model.keys()
    if missing:
        raise InvalidParameter(f"Model json is missing mandatory fields: {sorted(missing)}")
    logged = json.loads(store.get_run(run_id).data.tags.get(LOGGED_MODELS, "[]"))
    tag = RunTag(LOGGED_MODELS, json.dumps([*logged, model]))
    store.log_batch(run_id, tags=[tag])
    return {}


def _json_object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidParameter(f"Malformed model info. \n {text[:200]} \n is not JSON.") from error
    if not isinstance(found, dict):
        raise InvalidParameter(f"Malformed model info: {text[:200]!r} is no JSON object.")
    return found
