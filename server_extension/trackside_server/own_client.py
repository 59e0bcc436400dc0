"""``api/2.0/trackside/...``: what our own client asks beyond MLflow's protocol.

Histories as whole columns, folding exactly once, notebooks, revisions: what a store can do and
MLflow's protocol has no word for. The shapes are those of :mod:`trackside.store.rest`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.clock import now_ms
from trackside.errors import InvalidParameter
from trackside.version import __version__
from trackside_server.mlflow_rest.experiments import page_size, view_of
from trackside_server.mlflow_rest.handlers import ProtocolHandler
from trackside_server.mlflow_rest.wire import Wire, experiment_wire, present, run_wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trackside.entities import Run
    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request


def info(_store: Store, _request: Request) -> Wire:
    """Say that this is Trackside, and which."""
    return {"trackside": __version__}


def get_run(store: Store, request: Request) -> Wire:
    """Return a run with its summaries."""
    return {"run": whole_run(store.get_run(request.run_id()), request.artifact_root)}


def get_runs(store: Store, request: Request) -> Wire:
    """Return several runs."""
    return _runs(store.get_runs(request.texts("run_ids")), request)


def search_runs(store: Store, request: Request) -> Wire:
    """Return a page of runs, of their data the columns asked for."""
    has_columns = request.fields.get("columns") is not None
    page = store.search_runs(
        request.texts("experiment_ids"),
        request.text("filter") or "",
        view_of(request, "run_view_type"),
        page_size(request),
        request.texts("order_by"),
        request.text("page_token"),
        columns=request.texts("columns") if has_columns else None,
    )
    return _runs(page, request) | present(next_page_token=page.token)


def count_runs(store: Store, request: Request) -> Wire:
    """Return how many runs match."""
    view = view_of(request, "run_view_type")
    return {
        "count": store.count_runs(
            request.texts("experiment_ids"), request.text("filter") or "", view
        )
    }


def running_runs(store: Store, request: Request) -> Wire:
    """Return the runs that are RUNNING."""
    return _runs(store.running_runs(), request)


def end_runs(store: Store, request: Request) -> Wire:
    """End those of the runs that are RUNNING."""
    end_time = request.integer("end_time")
    ended = store.end_runs(
        request.texts("run_ids"),
        request.required("status"),
        now_ms() if end_time is None else end_time,
    )
    return {"run_ids": ended}


def create_run(store: Store, request: Request) -> Wire:
    """Create a run under an id that the client brings."""
    start_time = request.integer("start_time")
    run = store.create_run(
        request.required("experiment_id"),
        request.text("user_id") or "",
        now_ms() if start_time is None else start_time,
        request.pairs("tags"),
        request.text("run_name"),
        request.text("run_id"),
    )
    return {"run": whole_run(run, request.artifact_root)}


def recent_experiments(store: Store, request: Request) -> Wire:
    """Return a page of experiments with their use."""
    page = store.recent_experiments(
        view_of(request, "view_type"),
        request.text("name_part") or "",
        page_size(request),
        request.text("page_token"),
    )
    found = [
        present(
            experiment=experiment_wire(use.experiment, request.artifact_root),
            run_count=use.run_count,
            last_start_time=use.last_start_time,
        )
        for use in page
    ]
    return present(experiments=found, next_page_token=page.token)


def set_experiment_tags(store: Store, request: Request) -> Wire:
    """Set several tags of an experiment at once."""
    store.set_experiment_tags(request.required("experiment_id"), request.pairs("tags"))
    return {}


def folded_until(store: Store, request: Request) -> Wire:
    """Return how far a spool was folded."""
    return {"folded_until": store.folded_until(request.required("spool_id"))}


def forget_spool(store: Store, request: Request) -> Wire:
    """Drop the memory of a spool."""
    store.forget_spool(request.required("spool_id"))
    return {}


def get_notebook(store: Store, request: Request) -> Wire:
    """Return what is known of a notebook."""
    notebook = store.get_notebook(request.required("path"))
    if notebook is None:
        return {}
    return {
        "notebook": present(
            path=notebook.path,
            experiment_id=notebook.experiment_id,
            last_experiment_id=notebook.last_experiment_id,
        )
    }


def open_notebook(store: Store, request: Request) -> Wire:
    """Return the notebook's experiment, made if need be."""
    return {"experiment_id": store.open_notebook(request.required("path"))}


def note_notebook_logged(store: Store, request: Request) -> Wire:
    """Remember where the notebook logged to."""
    store.note_notebook_logged(request.required("path"), request.required("experiment_id"))
    return {}


def move_notebooks(store: Store, request: Request) -> Wire:
    """Follow a rename."""
    store.move_notebooks(request.required("old_path"), request.required("new_path"))
    return {}


def changes(store: Store, request: Request) -> Wire:
    """Return what changed since a revision; without one only the revision."""
    since = request.integer("since")
    if since is None:
        return {"revision": store.revision()}
    found = store.changes_since(since)
    return {
        "revision": found.revision,
        "experiment_ids": list(found.experiment_ids),
        "run_ids": {experiment: list(runs) for experiment, runs in found.run_ids.items()},
        "registry": found.registry,
    }


def whole_run(run: Run, artifact_root: str) -> Wire:
    """Return a run as MLflow has it, and what only we know of it."""
    from trackside.store.rest.wire import summary_to_wire

    wire = run_wire(run, artifact_root)
    wire["data"]["summaries"] = [
        summary_to_wire(summary) for summary in run.data.summaries.values()
    ]
    return {**wire, "revision": run.revision}


def _runs(runs: list[Run], request: Request) -> Wire:
    return {"runs": [whole_run(run, request.artifact_root) for run in runs]}


READS: Mapping[str, Callable[[Store, Request], Wire]] = {
    "info": info,
    "runs/get": get_run,
    "runs/running": running_runs,
    "spools/folded-until": folded_until,
    "notebooks/get": get_notebook,
    "changes": changes,
}
POSTED_READS: Mapping[str, Callable[[Store, Request], Wire]] = {
    "runs/get-many": get_runs,
    "runs/search": search_runs,
    "runs/count": count_runs,
    "experiments/recent": recent_experiments,
}
WRITES: Mapping[str, Callable[[Store, Request], Wire]] = {
    "runs/end": end_runs,
    "runs/create": create_run,
    "experiments/set-tags": set_experiment_tags,
    "spools/forget": forget_spool,
    "notebooks/open": open_notebook,
    "notebooks/note-logged": note_notebook_logged,
    "notebooks/move": move_notebooks,
}


class OwnHandler(ProtocolHandler):
    """The calls that are answered in JSON."""

    async def call(self, path: str, known: Mapping[str, Callable[[Store, Request], Wire]]) -> None:
        """Answer the call of that path, if it is known."""
        if path not in known:
            raise web.HTTPError(404)
        work = known[path]
        await self.answer(lambda store: work(store, self.given(store.artifact_root)))


class OwnCallHandler(OwnHandler):
    """Reads by GET, writes by POST."""

    @web.authenticated
    @authorized
    async def get(self, path: str) -> None:
        """Answer a call that reads."""
        await self.call(path, READS)

    @web.authenticated
    @authorized
    async def post(self, path: str) -> None:
        """Answer a call that writes."""
        await self.call(path, WRITES)


class OwnQueryHandler(OwnHandler):
    """Reads by POST: the right to read is enough."""

    @web.authenticated
    @authorized(action="read")  # type: ignore[untyped-decorator]
    async def post(self, path: str) -> None:
        """Answer a call that reads."""
        await self.call(path, POSTED_READS)


class HistoryColumnsHandler(ProtocolHandler):
    """A whole series as its columns."""

    @web.authenticated
    @authorized(action="read")  # type: ignore[untyped-decorator]
    async def post(self) -> None:
        """Answer the columns in bytes."""
        data = await self.store.run(self._columns)
        self.finish(data, set_content_type="application/octet-stream")

    def _columns(self, store: Store) -> bytes:
        from trackside.store.rest.points import pack_series

        request = self.given(store.artifact_root)
        first, last = request.integer("first_step"), request.integer("last_step")
        return pack_series(
            store.get_history(request.run_id(), request.required("key"), first, last)
        )


class SpoolHandler(ProtocolHandler):
    """Points out of a spool of another machine, folded exactly once."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Take a stretch of a spool."""
        if self.request.headers.get("Content-Type") != "application/octet-stream":
            raise InvalidParameter("Send the points as application/octet-stream.")
        await self.answer(partial(_append, data=self.request.body))


def _append(store: Store, data: bytes) -> Wire:
    from trackside.store.rest.points import unpack_additions

    additions, origin = unpack_additions(data)
    return {"folded": store.append_points(additions, origin)}


_OWN = "/trackside/api/2.0/trackside"

OWN_ROUTES: tuple[tuple[str, type[Any]], ...] = (
    (rf"{_OWN}/({'|'.join(POSTED_READS)})", OwnQueryHandler),
    (rf"{_OWN}/histories/get", HistoryColumnsHandler),
    (rf"{_OWN}/spools/append", SpoolHandler),
    (rf"{_OWN}/(.*)", OwnCallHandler),
)
