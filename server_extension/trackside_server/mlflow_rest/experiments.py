"""``experiments/...``: create, find, change and delete experiments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.entities import ViewType
from trackside.errors import NotFound
from trackside_server.mlflow_rest.wire import (
    Wire,
    dataset_summary_wire,
    experiment_wire,
    kept_uri,
    present,
)

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request

_VIEWS = {
    "ACTIVE_ONLY": ViewType.ACTIVE_ONLY,
    "DELETED_ONLY": ViewType.DELETED_ONLY,
    "ALL": ViewType.ALL,
}
DEFAULT_PAGE = 1_000


def view_of(request: Request, name: str) -> int:
    """Return the lifecycle stages asked for, given by name or by number; default the active."""
    given = request.fields.get(name)
    if isinstance(given, int):
        return given
    text = request.text(name)
    if text is None:
        return ViewType.ACTIVE_ONLY
    number = int(text) if text.isascii() and text.isdigit() else 0
    return _VIEWS.get(text.upper(), number)


def page_size(request: Request, default: int = DEFAULT_PAGE) -> int:
    """Return how many results a page may hold."""
    asked = request.integer("max_results")
    return default if asked is None else asked


def create(store: Store, request: Request) -> Wire:
    """``CreateExperiment``."""
    location = kept_uri(request.text("artifact_location"), request.artifact_root)
    experiment_id = store.create_experiment(
        request.required("name"), location, request.pairs("tags")
    )
    return {"experiment_id": experiment_id}


def search(store: Store, request: Request) -> Wire:
    """``SearchExperiments``."""
    page = store.search_experiments(
        view_of(request, "view_type"),
        page_size(request),
        request.text("filter"),
        request.texts("order_by"),
        request.text("page_token"),
    )
    found = [experiment_wire(each, request.artifact_root) for each in page]
    return present(experiments=found, next_page_token=page.token)


def get(store: Store, request: Request) -> Wire:
    """``GetExperiment``."""
    experiment = store.get_experiment(request.required("experiment_id"))
    return {"experiment": experiment_wire(experiment, request.artifact_root)}


def get_by_name(store: Store, request: Request) -> Wire:
    """``GetExperimentByName``."""
    name = request.required("experiment_name")
    experiment = store.get_experiment_by_name(name)
    if experiment is None:
        raise NotFound(f"Could not find experiment with name '{name}'")
    return {"experiment": experiment_wire(experiment, request.artifact_root)}


def delete(store: Store, request: Request) -> Wire:
    """``DeleteExperiment``."""
    store.delete_experiment(request.required("experiment_id"))
    return {}


def restore(store: Store, request: Request) -> Wire:
    """``RestoreExperiment``."""
    store.restore_experiment(request.required("experiment_id"))
    return {}


def update(store: Store, request: Request) -> Wire:
    """``UpdateExperiment``."""
    store.rename_experiment(request.required("experiment_id"), request.required("new_name"))
    return {}


def set_tag(store: Store, request: Request) -> Wire:
    """``SetExperimentTag``."""
    tag = {request.required("key"): request.text("value") or ""}
    store.set_experiment_tags(request.required("experiment_id"), tag)
    return {}


def delete_tag(store: Store, request: Request) -> Wire:
    """``DeleteExperimentTag``."""
    store.delete_experiment_tag(request.required("experiment_id"), request.required("key"))
    return {}


def search_datasets(store: Store, request: Request) -> Wire:
    """``SearchDatasets``, which MLflow's UI asks for."""
    found = store.search_datasets(request.texts("experiment_ids"))
    return present(dataset_summaries=[dataset_summary_wire(each) for each in found])
