"""``runs/log-metric`` and ``metrics/...``: points and histories of metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.entities import History, Metric
from trackside.entities.json_floats import float_to_wire
from trackside.errors import InvalidParameter
from trackside.search import decode_page_token, encode_page_token
from trackside_server.mlflow_rest.wire import Wire, present
from trackside_server.thinning import MIN_POINTS, thinned

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request

MAX_BULK_RUNS = 100
MAX_BULK_RESULTS = 25_000
MAX_INTERVAL_RESULTS = 2_500
DEFAULT_INTERVAL_RESULTS = 320


def metric_of(request: Request) -> Metric:
    """Return the point that a request holds."""
    timestamp = request.integer("timestamp")
    if timestamp is None:
        raise InvalidParameter(
            "Missing value for required parameter 'timestamp'. See the API docs for more information "
            "about request parameters."
        )
    return Metric(
        request.required("key"),
        request.number("value"),
        timestamp,
        request.integer("step") or 0,
        model_id=request.text("model_id") or None,
        dataset_name=request.text("dataset_name") or None,
        dataset_digest=request.text("dataset_digest") or None,
    )


def log_metric(store: Store, request: Request) -> Wire:
    """``LogMetric``."""
    store.log_batch(request.run_id(), [metric_of(request)])
    return {}


def get_history(store: Store, request: Request) -> Wire:
    """``GetMetricHistory``: all of it, or a page if ``max_results`` is given."""
    history = store.get_history(request.run_id(), request.required("metric_key"))
    size = request.integer("max_results")
    start = decode_page_token(request.text("page_token"))
    end = len(history) if not size or size < 0 else start + size
    token = encode_page_token(end) if end < len(history) else None
    return present(metrics=_points(history, slice(start, end)), next_page_token=token)


def get_history_bulk(store: Store, request: Request) -> Wire:
    """``metrics/get-history-bulk``: one metric of several runs, for MLflow's UI."""
    limit = min(request.integer("max_results") or MAX_BULK_RESULTS, MAX_BULK_RESULTS)
    points: list[Wire] = []
    for run_id in _run_ids(request, "run_id"):
        history = store.get_history(run_id, request.required("metric_key"))
        points += ({**point, "run_id": run_id} for point in _points(history, slice(limit)))
    return {"metrics": points[:limit]}


def get_history_bulk_interval(store: Store, request: Request) -> Wire:
    """``metrics/get-history-bulk-interval``: thinned, extremes and ends kept."""
    key = request.required("metric_key")
    limit = request.integer("max_results") or DEFAULT_INTERVAL_RESULTS
    if not MIN_POINTS <= limit <= MAX_INTERVAL_RESULTS:
        raise InvalidParameter(
            f"max_results must be from {MIN_POINTS} to {MAX_INTERVAL_RESULTS}. Got {limit}."
        )
    first, last = request.integer("start_step"), request.integer("end_step")
    if (first is None) != (last is None):
        raise InvalidParameter("If either start step or end step are specified, both must be.")
    if first is not None and last is not None and first > last:
        raise InvalidParameter(
            f"end_step must be greater than start_step. Found start_step={first} and end_step={last}."
        )
    points: list[Wire] = []
    for run_id in _run_ids(request, "run_ids"):
        history = thinned(store.get_history(run_id, key, first, last), limit)
        points += ({**point, "run_id": run_id} for point in _points(history, slice(None)))
    return {"metrics": points}


def _run_ids(request: Request, name: str) -> list[str]:
    run_ids = request.texts(name)
    if not run_ids:
        raise InvalidParameter(f"At least one run_id must be specified ({name}).")
    if len(run_ids) > MAX_BULK_RUNS:
        raise InvalidParameter(
            f"GetMetricHistoryBulk request cannot specify more than {MAX_BULK_RUNS} run_ids. Received "
            f"{len(run_ids)} run_ids."
        )
    return run_ids


def _points(history: History, which: slice) -> list[Wire]:
    columns = (history.values[which], history.timestamps[which], history.steps[which])
    return [
        {"key": history.key, "value": float_to_wire(value), "timestamp": timestamp, "step": step}
        for value, timestamp, step in zip(*(column.tolist() for column in columns), strict=True)
    ]
