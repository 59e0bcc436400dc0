"""Runs on a plain MLflow server, where its protocol takes a way round.

Of a metric MLflow tells the latest point; least, greatest and first values are in the history
alone. So the summaries say NaN for these and 0 for the count, rather than anything wrong.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from trackside.entities import PagedList, Run, RunData, ViewType
from trackside.errors import NotFound, NotImplementedHere
from trackside.search import parse_columns
from trackside.store.limits import checked_experiment_id
from trackside.store.rest.aggregate import given, view_to_wire
from trackside.store.rest.connection import MLFLOW
from trackside.store.rest.experiments import all_experiments
from trackside.store.rest.wire import run_from_wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trackside.search import Columns
    from trackside.store.rest.connection import Server
    from trackside.store.rest.wire import Wire

_PATH = f"{MLFLOW}/runs"
_PAGE = 1000


class PlainRuns:
    """The runs of a plain MLflow server."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def get_run(self, run_id: str) -> Run:
        return self._server.get(f"{_PATH}/get", _run, run_id=run_id, run_uuid=run_id)

    def get_runs(self, run_ids: Sequence[str]) -> list[Run]:
        """Ask for one after the other: the protocol finds runs by id only within experiments."""
        found = (self._found(run_id) for run_id in run_ids)
        return [run for run in found if run is not None]

    def _found(self, run_id: str) -> Run | None:
        try:
            return self.get_run(run_id)
        except NotFound:
            return None

    def create_run_with_id(self, run_id: str, fields: Wire) -> Run:
        raise NotImplementedHere(
            f"Cannot create the run {run_id!r} in experiment {fields['experiment_id']}: {self._server.url!r} is an "
            "MLflow server, which gives runs their ids itself. Leave the id out."
        )

    def running_runs(self) -> list[Run]:
        return list(self.everywhere("attributes.status = 'RUNNING'"))

    def end_runs(self, run_ids: Sequence[str], status: str, end_time: int) -> list[str]:
        ended = []
        for run in self.get_runs(run_ids):
            if run.info.status == "RUNNING":
                run_id = run.info.run_id
                body = {
                    "run_id": run_id,
                    "run_uuid": run_id,
                    "status": status,
                    "end_time": end_time,
                }
                self._server.change(f"{_PATH}/update", body)
                ended.append(run_id)
        return ended

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
        wanted = parse_columns(columns)
        body = given(
            experiment_ids=[str(checked_experiment_id(each)) for each in experiment_ids],
            filter=filter_string,
            run_view_type=view_to_wire(run_view_type),
            max_results=max_results,
            order_by=list(order_by) if order_by else None,
            page_token=page_token or None,
        )
        page = self._server.ask(f"{_PATH}/search", _page, body)
        return PagedList((_only(run, wanted) for run in page), page.token)

    def count_runs(
        self, experiment_ids: Sequence[str], filter_string: str, run_view_type: int
    ) -> int:
        """Count pages of runs: the protocol gives no number."""
        return sum(1 for _ in self.all_runs(experiment_ids, filter_string, run_view_type))

    def all_runs(
        self, experiment_ids: Sequence[str], filter_string: str, run_view_type: int
    ) -> Iterator[Run]:
        """Yield every run that matches, page after page."""
        token: str | None = None
        while experiment_ids:
            page = self.search_runs(
                experiment_ids, filter_string, run_view_type, _PAGE, None, token, None
            )
            yield from page
            token = page.token
            if token is None:
                return

    def everywhere(
        self, filter_string: str, run_view_type: int = ViewType.ACTIVE_ONLY
    ) -> Iterator[Run]:
        """Yield every run of every experiment that matches."""
        experiments = all_experiments(self._server, ViewType.ALL)
        ids = [experiment.experiment_id for experiment in experiments]
        return self.all_runs(ids, filter_string, run_view_type)


def _only(run: Run, wanted: Columns) -> Run:
    """Return a run with the data asked for; the protocol sends all of it."""
    data = RunData(
        _chosen(run.data.summaries, wanted.metrics),
        _chosen(run.data.params, wanted.params),
        _chosen(run.data.tags, wanted.tags),
    )
    return replace(run, data=data)


def _chosen(values: Mapping[str, Any], names: Sequence[str] | None) -> Mapping[str, Any]:
    if names is None:
        return values
    return {name: values[name] for name in names if name in values}


def _run(wire: Wire) -> Run:
    return run_from_wire(wire["run"])


def _page(wire: Wire) -> PagedList[Run]:
    found = [run_from_wire(each) for each in wire.get("runs", ())]
    return PagedList(found, wire.get("next_page_token") or None)
