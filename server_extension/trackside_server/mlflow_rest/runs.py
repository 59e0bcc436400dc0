"""``runs/...``: create, read, change, search and delete runs; params and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.clock import now_ms
from trackside.context.tags import NOTEBOOK
from trackside.entities import Param, RunStatus, RunTag
from trackside.errors import InvalidParameter
from trackside_server.mlflow_rest.experiments import page_size, view_of
from trackside_server.mlflow_rest.metrics import metric_of
from trackside_server.mlflow_rest.wire import Wire, present, run_info_wire, run_wire

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request

MAX_METRICS, MAX_PARAMS, MAX_TAGS, MAX_ENTITIES = 1_000, 100, 100, 1_000


def create(store: Store, request: Request) -> Wire:
    """``CreateRun``."""
    start_time = request.integer("start_time")
    run = store.create_run(
        request.text("experiment_id") or "0",
        request.text("user_id") or "",
        now_ms() if start_time is None else start_time,
        request.pairs("tags"),
        request.text("run_name"),
    )
    # Our plug-in for MLflow's client says which notebook is at work.
    notebook = run.data.tags.get(NOTEBOOK)
    if notebook:
        store.note_notebook_logged(notebook, run.info.experiment_id)
    return {"run": run_wire(run, request.artifact_root)}


def get(store: Store, request: Request) -> Wire:
    """``GetRun``."""
    return {"run": run_wire(store.get_run(request.run_id()), request.artifact_root)}


def update(store: Store, request: Request) -> Wire:
    """``UpdateRun``."""
    info = store.update_run(
        request.run_id(), _status(request), request.integer("end_time"), request.text("run_name")
    )
    return {"run_info": run_info_wire(info, request.artifact_root)}


def _status(request: Request) -> str | None:
    """Return the status given by name or, as protobuf also writes it, by number."""
    given = request.fields.get("status")
    if type(given) is int and given in RunStatus.all_status():
        return RunStatus.to_string(given)
    return request.text("status")


def delete(store: Store, request: Request) -> Wire:
    """``DeleteRun``."""
    store.delete_run(request.run_id())
    return {}


def restore(store: Store, request: Request) -> Wire:
    """``RestoreRun``."""
    store.restore_run(request.run_id())
    return {}


def search(store: Store, request: Request) -> Wire:
    """``SearchRuns``."""
    page = store.search_runs(
        request.texts("experiment_ids"),
        request.text("filter") or "",
        view_of(request, "run_view_type"),
        page_size(request),
        request.texts("order_by"),
        request.text("page_token"),
    )
    found = [run_wire(run, request.artifact_root) for run in page]
    return present(runs=found, next_page_token=page.token)


def log_param(store: Store, request: Request) -> Wire:
    """``LogParam``."""
    param = Param(request.required("key"), request.text("value") or "")
    store.log_batch(request.run_id(), params=[param])
    return {}


def set_tag(store: Store, request: Request) -> Wire:
    """``SetTag``."""
    tag = RunTag(request.required("key"), request.text("value") or "")
    store.log_batch(request.run_id(), tags=[tag])
    return {}


def delete_tag(store: Store, request: Request) -> Wire:
    """``DeleteTag``."""
    store.delete_tag(request.run_id(), request.required("key"))
    return {}


def log_batch(store: Store, request: Request) -> Wire:
    """``LogBatch``."""
    metrics = [metric_of(each) for each in request.parts("metrics")]
    params = [
        Param(each.required("key"), each.text("value") or "") for each in request.parts("params")
    ]
    tags = [
        RunTag(each.required("key"), each.text("value") or "") for each in request.parts("tags")
    ]
    for given, limit, what in (
        (len(metrics), MAX_METRICS, "metrics"),
        (len(params), MAX_PARAMS, "params"),
        (len(tags), MAX_TAGS, "tags"),
        (len(metrics) + len(params) + len(tags), MAX_ENTITIES, "metrics, params, and tags"),
    ):
        if given > limit:
            raise InvalidParameter(
                f"A batch logging request can contain at most {limit} {what}. Got {given} {what}. Please "
                f"split up {what} across multiple requests and try again."
            )
    store.log_batch(request.run_id(), metrics, params, tags)
    return {}
