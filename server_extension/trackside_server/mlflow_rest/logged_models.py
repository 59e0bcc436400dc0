"""``logged-models/...``: MLflow 3's models in their own right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.errors import InvalidParameter
from trackside_server.mlflow_rest.experiments import page_size
from trackside_server.mlflow_rest.run_files import served
from trackside_server.mlflow_rest.wire import (
    LOGGED_MODEL_STATUS,
    Wire,
    file_wire,
    logged_model_wire,
    present,
    shown_uri,
)

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request

DEFAULT_PAGE = 50


def create(store: Store, request: Request) -> Wire:
    """``CreateLoggedModel``."""
    model = store.create_logged_model(
        request.required("experiment_id"),
        name=request.text("name") or None,
        source_run_id=request.text("source_run_id") or None,
        tags=request.pairs("tags"),
        params=request.pairs("params"),
        model_type=request.text("model_type") or None,
    )
    return {"model": logged_model_wire(model, request.artifact_root)}


def get(store: Store, request: Request) -> Wire:
    """``GetLoggedModel``."""
    model = store.get_logged_model(
        request.required("model_id"), request.flag("allow_deleted") or False
    )
    return {"model": logged_model_wire(model, request.artifact_root)}


def finalize(store: Store, request: Request) -> Wire:
    """``FinalizeLoggedModel``."""
    given = request.fields.get("status")
    status = LOGGED_MODEL_STATUS.get(str(given)) or (
        list(LOGGED_MODEL_STATUS.values())[given]
        if type(given) is int and given in range(len(LOGGED_MODEL_STATUS))
        else None
    )
    if status is None:
        raise InvalidParameter(
            f"Invalid value {given!r} for parameter 'status': give one of {', '.join(LOGGED_MODEL_STATUS)}."
        )
    model = store.finalize_logged_model(request.required("model_id"), status)
    return {"model": logged_model_wire(model, request.artifact_root)}


def delete(store: Store, request: Request) -> Wire:
    """``DeleteLoggedModel``."""
    store.delete_logged_model(request.required("model_id"))
    return {}


def search(store: Store, request: Request) -> Wire:
    """``SearchLoggedModels``."""
    page = store.search_logged_models(
        request.texts("experiment_ids"),
        request.text("filter"),
        [dict(each.fields) for each in request.parts("datasets")],
        page_size(request, DEFAULT_PAGE),
        [_ordering(each) for each in request.parts("order_by")],
        request.text("page_token"),
    )
    found = [logged_model_wire(model, request.artifact_root) for model in page]
    return present(models=found, next_page_token=page.token)


def _ordering(request: Request) -> dict[str, Any]:
    ascending = request.flag("ascending")
    return present(
        field_name=request.required("field_name"),
        ascending=True if ascending is None else ascending,
        dataset_name=request.text("dataset_name"),
        dataset_digest=request.text("dataset_digest"),
    )


def set_tags(store: Store, request: Request) -> Wire:
    """``SetLoggedModelTags``."""
    model_id = request.required("model_id")
    store.set_logged_model_tags(model_id, request.pairs("tags"))
    return {"model": logged_model_wire(store.get_logged_model(model_id), request.artifact_root)}


def delete_tag(store: Store, request: Request) -> Wire:
    """``DeleteLoggedModelTag``."""
    store.delete_logged_model_tag(request.required("model_id"), request.required("tag_key"))
    return {}


def log_params(store: Store, request: Request) -> Wire:
    """``LogLoggedModelParams``."""
    model_id = request.required("model_id")
    store.log_logged_model_params(model_id, request.pairs("params"))
    return {"model": logged_model_wire(store.get_logged_model(model_id), request.artifact_root)}


def list_artifacts(store: Store, request: Request) -> Wire:
    """``ListLoggedModelArtifacts``."""
    location = store.get_logged_model(request.required("model_id")).artifact_location
    files = served(location, request.artifact_root).list_artifacts(
        request.text("artifact_directory_path")
    )
    return present(
        root_uri=shown_uri(location, request.artifact_root),
        files=[file_wire(file) for file in files],
    )
