"""The client's verbs for runs, their params, tags and metrics."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from trackside.client.base import StoreUser
from trackside.client.operations import RunOperations
from trackside.clock import now_ms
from trackside.context.tags import PARENT_RUN_ID
from trackside.context.user import user_name
from trackside.entities import Metric, PagedList, Param, Run, RunStatus, RunTag, ViewType
from trackside.store.limits import checked_int64, checked_metric, checked_status, checked_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import History


class RunVerbs(StoreUser):
    """Create, log to, read, search and delete runs."""

    def create_run(
        self,
        experiment_id: str,
        start_time: int | None = None,
        tags: Mapping[str, Any] | None = None,
        run_name: str | None = None,
    ) -> Run:
        """Create a RUNNING run; unlike ``start_run`` it becomes nobody's active run."""
        start = now_ms() if start_time is None else start_time
        user = (tags or {}).get("mlflow.user") or user_name(os.environ)
        return self._store.create_run(experiment_id, user, start, tags or {}, run_name)

    def get_run(self, run_id: str) -> Run:
        """Return a run with all its data; raises ``NotFound``."""
        return self._settled.get_run(run_id)

    def get_parent_run(self, run_id: str) -> Run | None:
        """Return the run that this one is nested in, or None."""
        store = self._settled
        parent_id = store.get_run(run_id).data.tags.get(PARENT_RUN_ID)
        return store.get_run(parent_id) if parent_id else None

    def log_param(self, run_id: str, key: str, value: Any, synchronous: bool | None = None) -> Any:
        """Log a param and return its value; raises ``InvalidParameter`` if it has another value already."""
        self._opened.put(run_id, params=[Param(key, value)])
        return value if synchronous is not False else RunOperations()

    def log_metric(
        self,
        run_id: str,
        key: str,
        value: float,
        timestamp: int | None = None,
        step: int | None = None,
        synchronous: bool | None = None,
        dataset_name: str | None = None,
        dataset_digest: str | None = None,
        model_id: str | None = None,
    ) -> RunOperations | None:
        """Log a point of a metric.

        ``timestamp`` in epoch milliseconds, default now; ``step`` default 0. Returns at once, the
        point being safe on disk; with ``synchronous=True`` once it is in the store. With False the
        result can be waited for. With ``model_id`` the point is a logged model's as well, measured
        on the dataset if one is named, and written to the store at once.
        """
        if model_id is not None or dataset_name is not None or dataset_digest is not None:
            at = now_ms() if timestamp is None else timestamp
            point = Metric(key, value, at, step or 0, model_id, dataset_name, dataset_digest)
            return self.log_batch(run_id, metrics=[point], synchronous=synchronous)
        opened = self._opened
        spool = opened.spool
        if not spool.knows(run_id, key):
            checked_metric(key, value, timestamp or 0, step or 0)
            opened.check_loggable(run_id)
        spool.append(
            run_id,
            key,
            value if type(value) is float else checked_value(key, value),
            now_ms() if timestamp is None else checked_int64(timestamp, "timestamp"),
            0 if step is None else step if type(step) is int else checked_int64(step, "step"),
        )
        if synchronous:
            spool.flush()
        return RunOperations(spool.flush) if synchronous is False else None

    def set_tag(
        self, run_id: str, key: str, value: Any, synchronous: bool | None = None
    ) -> RunOperations | None:
        """Set a tag of a run."""
        self._opened.put(run_id, tags=[RunTag(key, value)])
        return RunOperations() if synchronous is False else None

    def delete_tag(self, run_id: str, key: str) -> None:
        """Remove a tag of a run; raises ``NotFound`` if it is not set."""
        self._store.delete_tag(run_id, key)

    def log_batch(
        self,
        run_id: str,
        metrics: Sequence[Metric] = (),
        params: Sequence[Param] = (),
        tags: Sequence[RunTag] = (),
        synchronous: bool | None = None,
    ) -> RunOperations | None:
        """Log metrics, params and tags at once; params and tags all or none.

        Metrics with a ``model_id`` are those of a logged model as well: these are written to the
        store at once, all or none, and raise ``NotFound`` for an unknown model.
        """
        of_models = [metric for metric in metrics if metric.model_id is not None]
        others = [metric for metric in metrics if metric.model_id is None]
        checked = [checked_metric(m.key, m.value, m.timestamp, m.step) for m in others]
        if of_models:
            self._settled.log_batch(run_id, metrics=of_models)
        if params or tags:
            self._opened.put(run_id, params=params, tags=tags)
        else:
            self._opened.check_loggable(run_id)
        spool = self._opened.spool
        for metric in checked:
            spool.append(run_id, metric.key, metric.value, metric.timestamp, metric.step)
        if synchronous:
            spool.flush()
        return RunOperations(spool.flush) if synchronous is False else None

    def get_metric_history(self, run_id: str, key: str) -> PagedList[Metric]:
        """Return every point of a metric, by step and time; empty if nothing was logged under ``key``."""
        history = self.get_history(run_id, key)
        columns = (history.values.tolist(), history.timestamps.tolist(), history.steps.tolist())
        return PagedList(Metric(key, *point) for point in zip(*columns, strict=True))

    def get_history(
        self, run_id: str, key: str, first_step: int | None = None, last_step: int | None = None
    ) -> History:
        """Return a metric series, or a stretch of its steps, as three arrays: the fast way to a long history."""
        return self._settled.get_history(run_id, key, first_step, last_step)

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
        """Return a page of runs that match a filter, by default the newest first.

        ``columns`` names the data to load, such as ``["metrics.loss", "params.*"]``; ``[]`` loads
        what identifies the runs and nothing more.
        """
        return self._settled.search_runs(
            _ids(experiment_ids),
            filter_string,
            run_view_type,
            max_results,
            order_by,
            page_token,
            columns=columns,
        )

    def count_runs(
        self,
        experiment_ids: Sequence[str],
        filter_string: str = "",
        run_view_type: int = ViewType.ACTIVE_ONLY,
    ) -> int:
        """Return how many runs match a filter, without loading them."""
        return self._settled.count_runs(_ids(experiment_ids), filter_string, run_view_type)

    def update_run(self, run_id: str, status: str | None = None, name: str | None = None) -> None:
        """Change a run's status or name."""
        end_time = now_ms() if status and RunStatus.is_terminated(checked_status(status)) else None
        self._opened.update(run_id, status, end_time, name)

    def set_terminated(
        self, run_id: str, status: str | None = None, end_time: int | None = None
    ) -> None:
        """End a run; ``status`` default FINISHED, ``end_time`` (epoch milliseconds) default now."""
        end = now_ms() if end_time is None else end_time
        self._opened.update(run_id, status or "FINISHED", end)

    def delete_run(self, run_id: str) -> None:
        """Move a run to the bin."""
        self._store.delete_run(run_id)
        self._opened.forget_loggable(run_id)

    def restore_run(self, run_id: str) -> None:
        """Take a run out of the bin."""
        self._store.restore_run(run_id)


def _ids(experiment_ids: Sequence[str] | str | int) -> Sequence[str]:
    """Return a list also of one id, which notebooks like to give bare."""
    return [str(experiment_ids)] if isinstance(experiment_ids, str | int) else experiment_ids
