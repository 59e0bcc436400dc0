"""Runs, params, tags and metrics on a tracking server."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from trackside.entities import LifecycleStage, Run, RunInfo, RunStatus, ViewType
from trackside.errors import InvalidParameter, StoreUnavailable
from trackside.store.input_limits import checked_measurement
from trackside.store.limits import (
    checked_experiment_id,
    checked_int64,
    checked_metric,
    checked_param,
    checked_run_id,
    checked_run_name,
    checked_status,
    checked_tag,
    unique_params,
)
from trackside.store.rest.aggregate import Aggregate, given
from trackside.store.rest.batches import batches
from trackside.store.rest.connection import MLFLOW
from trackside.store.rest.wire import info_from_wire, metric_to_wire, pairs_to_wire, run_from_wire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import History, Metric, PagedList, Param, RunTag
    from trackside.store.base import SpoolRange
    from trackside.store.rest.wire import Wire

_PATH = f"{MLFLOW}/runs"
RUN_NAME_TAG = "mlflow.runName"


class RestRuns(Aggregate):
    """The runs of a tracking server."""

    def create_run(
        self,
        experiment_id: str,
        user_id: str,
        start_time: int,
        tags: Mapping[str, str],
        run_name: str | None = None,
        run_id: str | None = None,
    ) -> Run:
        checked = {tag.key: tag.value for tag in (checked_tag(k, v) for k, v in tags.items())}
        name = checked_run_name(run_name or checked.get(RUN_NAME_TAG) or "")
        if name != checked.get(RUN_NAME_TAG, name):
            raise InvalidParameter(
                f"Both 'run_name' argument and '{RUN_NAME_TAG}' tag are specified, but with different values "
                f"(run_name={run_name!r}, {RUN_NAME_TAG}={checked[RUN_NAME_TAG]!r})."
            )
        fields = given(
            experiment_id=str(checked_experiment_id(experiment_id)),
            user_id=user_id or "",
            start_time=checked_int64(start_time, "start_time"),
            tags=pairs_to_wire(checked),
            run_name=name or None,
        )
        if run_id:
            return self._beyond().create_run_with_id(checked_run_id(run_id), fields)
        return self._server.make(f"{_PATH}/create", fields, _run)

    def get_run(self, run_id: str) -> Run:
        return self._beyond().get_run(run_id)

    def get_runs(self, run_ids: Sequence[str]) -> list[Run]:
        return self._beyond().get_runs(run_ids)

    def check_active(self, run_id: str) -> None:
        stage = self._server.get(f"{_PATH}/get", _run, run_id=run_id).info.lifecycle_stage
        if stage != LifecycleStage.ACTIVE:
            raise InvalidParameter(
                f"The run {run_id} must be in the 'active' state. Current state is {stage!r}; "
                f"restore_run({run_id!r}) takes it out of the bin."
            )

    def update_run(
        self,
        run_id: str,
        status: str | None = None,
        end_time: int | None = None,
        run_name: str | None = None,
    ) -> RunInfo:
        name = None if status is None else checked_status(status)
        if name is not None and not RunStatus.is_terminated(name):
            end_time = None  # a run that goes on has not ended
        body = given(
            run_id=run_id,
            run_uuid=run_id,
            status=name,
            end_time=None if end_time is None else checked_int64(end_time, "end_time"),
            run_name=checked_run_name(run_name) if run_name else None,
        )
        return self._server.make(
            f"{_PATH}/update",
            body,
            lambda wire: info_from_wire(wire["run_info"]),
            is_repeatable=True,
        )

    def running_runs(self) -> list[Run]:
        return self._beyond().running_runs()

    def end_runs(self, run_ids: Sequence[str], status: str, end_time: int) -> list[str]:
        return self._beyond().end_runs(run_ids, checked_status(status), end_time)

    def delete_run(self, run_id: str) -> None:
        self._server.change(f"{_PATH}/delete", {"run_id": run_id})

    def restore_run(self, run_id: str) -> None:
        self._server.change(f"{_PATH}/restore", {"run_id": run_id})

    def log_batch(
        self,
        run_id: str,
        metrics: Sequence[Metric] = (),
        params: Sequence[Param] = (),
        tags: Sequence[RunTag] = (),
    ) -> None:
        """Write as one request, or as several where a server's limits ask for it: then each is one transaction."""
        points = [metric_to_wire(_checked(metric)) for metric in metrics]
        new_params = unique_params([checked_param(param.key, param.value) for param in params])
        new_tags = {tag.key: tag.value for tag in (checked_tag(tag.key, tag.value) for tag in tags)}
        if RUN_NAME_TAG in new_tags:
            checked_run_name(new_tags[RUN_NAME_TAG])
        for batch in batches(points, pairs_to_wire(new_params), pairs_to_wire(new_tags)):
            self._server.change(f"{_PATH}/log-batch", {"run_id": run_id, **batch})

    def delete_tag(self, run_id: str, key: str) -> None:
        body = {"run_id": run_id, "key": key}
        self._server.change(f"{_PATH}/delete-tag", body, is_repeatable=False)

    def append_points(self, additions: Sequence[History], origin: SpoolRange) -> bool:
        return self._beyond().append_points(additions, origin)

    def folded_until(self, spool_id: str) -> int:
        return self._beyond().folded_until(spool_id)

    def forget_spool(self, spool_id: str) -> None:
        # What is not forgotten does no harm, and a process that ends shall not fail by it.
        with suppress(StoreUnavailable):
            self._beyond().forget_spool(spool_id)

    def get_history(
        self, run_id: str, key: str, first_step: int | None = None, last_step: int | None = None
    ) -> History:
        return self._beyond().get_history(run_id, key, first_step, last_step)

    def search_runs(
        self,
        experiment_ids: Sequence[str],
        filter_string: str = "",
        run_view_type: int = ViewType.ACTIVE_ONLY,
        max_results: int = 1000,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
        *,
        columns: Sequence[str] | None = None,
    ) -> PagedList[Run]:
        return self._beyond().search_runs(
            experiment_ids,
            filter_string,
            run_view_type,
            max_results,
            order_by,
            page_token,
            columns,
        )

    def count_runs(
        self,
        experiment_ids: Sequence[str],
        filter_string: str = "",
        run_view_type: int = ViewType.ACTIVE_ONLY,
    ) -> int:
        return self._beyond().count_runs(experiment_ids, filter_string, run_view_type)


def _checked(metric: Metric) -> Metric:
    point = checked_metric(metric.key, metric.value, metric.timestamp, metric.step)
    if metric.model_id is not None:
        checked_measurement(metric)
    return replace(
        metric, key=point.key, value=point.value, timestamp=point.timestamp, step=point.step
    )


def _run(wire: Wire) -> Run:
    return run_from_wire(wire["run"])
