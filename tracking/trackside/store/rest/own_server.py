"""Our own server's routes for what MLflow's protocol does not have: everything exact, one request each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.entities import ExperimentUse, Notebook, PagedList, Run
from trackside.search import parse_columns
from trackside.store.rest.aggregate import given, view_to_wire
from trackside.store.rest.connection import TRACKSIDE
from trackside.store.rest.points import pack_additions, unpack_series
from trackside.store.rest.wire import (
    changes_from_wire,
    experiment_from_wire,
    integer,
    pairs_to_wire,
    run_from_wire,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import History
    from trackside.store.base import Changes, SpoolRange
    from trackside.store.rest.connection import Server
    from trackside.store.rest.wire import Wire

INFO = f"{TRACKSIDE}/info"


class OwnServer:
    """Beyond MLflow's protocol, on our own server; see :class:`trackside.store.rest.beyond.Beyond`."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def get_run(self, run_id: str) -> Run:
        return self._server.get(f"{TRACKSIDE}/runs/get", _run, run_id=run_id)

    def get_runs(self, run_ids: Sequence[str]) -> list[Run]:
        body = {"run_ids": list(run_ids)}
        return self._server.ask(f"{TRACKSIDE}/runs/get-many", _page, body)

    def create_run_with_id(self, run_id: str, fields: Wire) -> Run:
        return self._server.make(f"{TRACKSIDE}/runs/create", {**fields, "run_id": run_id}, _run)

    def running_runs(self) -> list[Run]:
        return self._server.get(f"{TRACKSIDE}/runs/running", _page)

    def end_runs(self, run_ids: Sequence[str], status: str, end_time: int) -> list[str]:
        body = {"run_ids": list(run_ids), "status": status, "end_time": end_time}
        return self._server.make(f"{TRACKSIDE}/runs/end", body, lambda wire: wire["run_ids"])

    def search_runs(
        self,
        experiment_ids: Sequence[str],
        filter_string: str,
        run_view_type: int,
        max_results: int,
        order_by: Sequence[str] | None,
        page_token: str | None,
        columns: Sequence[str] | None,
    ) -> PagedList[Run]:
        parse_columns(columns)  # a bare text would come out of the JSON as a list of one
        body = given(
            experiment_ids=list(experiment_ids),
            filter=filter_string,
            run_view_type=view_to_wire(run_view_type),
            max_results=max_results,
            order_by=list(order_by) if order_by else None,
            page_token=page_token or None,
            columns=None if columns is None else list(columns),
        )
        return self._server.ask(f"{TRACKSIDE}/runs/search", _page, body)

    def count_runs(
        self, experiment_ids: Sequence[str], filter_string: str, run_view_type: int
    ) -> int:
        body = {
            "experiment_ids": list(experiment_ids),
            "filter": filter_string,
            "run_view_type": view_to_wire(run_view_type),
        }
        return self._server.ask(f"{TRACKSIDE}/runs/count", lambda wire: int(wire["count"]), body)

    def recent_experiments(
        self, view_type: int, name_part: str, max_results: int, page_token: str | None
    ) -> PagedList[ExperimentUse]:
        body = given(
            view_type=view_to_wire(view_type),
            name_part=name_part or None,
            max_results=max_results,
            page_token=page_token or None,
        )
        return self._server.ask(f"{TRACKSIDE}/experiments/recent", _uses, body)

    def set_experiment_tags(self, experiment_id: str, tags: Mapping[str, str]) -> None:
        body = {"experiment_id": experiment_id, "tags": pairs_to_wire(tags)}
        self._server.change(f"{TRACKSIDE}/experiments/set-tags", body)

    def append_points(self, additions: Sequence[History], origin: SpoolRange) -> bool:
        # The server remembers how far each spool is, so the same twice is no harm.
        return self._server.make(
            f"{TRACKSIDE}/spools/append",
            pack_additions(additions, origin),
            lambda wire: bool(wire["folded"]),
            is_repeatable=True,
        )

    def folded_until(self, spool_id: str) -> int:
        path = f"{TRACKSIDE}/spools/folded-until"
        return self._server.get(path, lambda wire: int(wire["folded_until"]), spool_id=spool_id)

    def forget_spool(self, spool_id: str) -> None:
        self._server.change(f"{TRACKSIDE}/spools/forget", {"spool_id": spool_id})

    def get_history(
        self, run_id: str, key: str, first_step: int | None, last_step: int | None
    ) -> History:
        body = given(run_id=run_id, key=key, first_step=first_step, last_step=last_step)
        answer = self._server.send("POST", f"{TRACKSIDE}/histories/get", body=body)
        return unpack_series(run_id, key, answer.data)

    def get_notebook(self, path: str) -> Notebook | None:
        return self._server.get(f"{TRACKSIDE}/notebooks/get", _notebook, path=path)

    def open_notebook(self, path: str) -> str:
        return self._server.make(
            f"{TRACKSIDE}/notebooks/open",
            {"path": path},
            lambda wire: str(wire["experiment_id"]),
            is_repeatable=True,
        )

    def note_notebook_logged(self, path: str, experiment_id: str) -> None:
        body = {"path": path, "experiment_id": experiment_id}
        self._server.change(f"{TRACKSIDE}/notebooks/note-logged", body)

    def move_notebooks(self, old_path: str, new_path: str) -> None:
        body = {"old_path": old_path, "new_path": new_path}
        self._server.change(f"{TRACKSIDE}/notebooks/move", body, is_repeatable=False)

    def revision(self) -> int:
        return self._server.get(f"{TRACKSIDE}/changes", lambda wire: int(wire["revision"]))

    def changes_since(self, revision: int) -> Changes:
        return self._server.get(f"{TRACKSIDE}/changes", changes_from_wire, since=revision)


def _run(wire: Wire) -> Run:
    return run_from_wire(wire["run"])


def _page(wire: Wire) -> PagedList[Run]:
    found = [run_from_wire(each) for each in wire.get("runs", ())]
    return PagedList(found, wire.get("next_page_token") or None)


def _uses(wire: Wire) -> PagedList[ExperimentUse]:
    found = [
        ExperimentUse(
            experiment_from_wire(each["experiment"]),
            integer(each.get("run_count")),
            integer(each.get("last_start_time")),
        )
        for each in wire.get("experiments", ())
    ]
    return PagedList(found, wire.get("next_page_token") or None)


def _notebook(wire: Wire) -> Notebook | None:
    found = wire.get("notebook")
    if not found:
        return None
    ids = (found.get("experiment_id"), found.get("last_experiment_id"))
    own, last = (None if number is None else str(number) for number in ids)
    return Notebook(found["path"], own, last)
