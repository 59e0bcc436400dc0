"""What the run list shows: a page of some experiments' runs, what changed in it, and how many there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackside.context.tags import BASELINE, STAR
from trackside.entities import LifecycleStage, RunStatus, ViewType
from trackside_server.wire import runs_wire

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from trackside.entities import Experiment, PagedList, Run
    from trackside.store.base import Store
    from trackside_server.wire import Wire

STAGES = (LifecycleStage.ACTIVE, LifecycleStage.DELETED)

RUNNING = RunStatus.to_string(RunStatus.RUNNING)
FAILED = RunStatus.to_string(RunStatus.FAILED)

# Open runs that a page leaves out; a context bar shows one.
MAX_RUNNING = 100
# Ids in one filter, well below the store's limit.
IDS_A_SEARCH = 1000

_OR = re.compile(r"\bor\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RunList:
    """Which runs are listed: those of some experiments, in the bin or not, that match a filter."""

    experiment_ids: tuple[str, ...]
    filter_string: str = ""
    stage: str = LifecycleStage.ACTIVE

    @property
    def view(self) -> int:
        """The stage in the words of a search."""
        is_active = self.stage == LifecycleStage.ACTIVE
        return ViewType.ACTIVE_ONLY if is_active else ViewType.DELETED_ONLY

    def page(
        self, store: Store, order_by: Sequence[str], limit: int, page_token: str | None
    ) -> Wire:
        """Return an ``IWireRuns``."""
        # Before the runs: what changes in between is then told once more, never left out.
        revision = store.revision()
        experiments = [store.get_experiment(each) for each in self.experiment_ids]
        page = store.search_runs(
            self.experiment_ids,
            self.filter_string,
            self.view,
            max_results=limit,
            order_by=order_by,
            page_token=page_token,
        )
        is_all = page_token is None and page.token is None
        is_plain = not self.filter_string and self.stage == LifecycleStage.ACTIVE
        known = page if is_all and is_plain else None
        return {
            "revision": revision,
            "total": len(page) if is_all else self._count(store),
            "runs": runs_wire(page),
            "next_page_token": page.token,
            "counts": _counts(store, self.experiment_ids, known),
            "beside": [] if known is not None else self._beside(store, page, experiments),
        }

    def changes(self, store: Store, since: int) -> Wire:
        """Return an ``IWireChanges``."""
        changed = store.changes_since(since)
        runs = store.get_runs(
            [run_id for each in self.experiment_ids for run_id in changed.run_ids.get(each, ())]
        )
        return {
            "revision": changed.revision,
            "runs": runs_wire(runs),
            "matching": self._matching(store, runs),
            "total": self._count(store),
            "counts": _counts(store, self.experiment_ids),
        }

    def _matching(self, store: Store, runs: Sequence[Run]) -> list[str]:
        """Return the ids of those runs that the list shows."""
        staged = [run.info.run_id for run in runs if run.info.lifecycle_stage == self.stage]
        if not self.filter_string:
            return staged
        # Without an OR there is nothing to bind, and a plain MLflow server knows no parentheses.
        is_loose = _OR.search(self.filter_string)
        condition = f"({self.filter_string})" if is_loose else self.filter_string
        found: set[str] = set()
        for start in range(0, len(staged), IDS_A_SEARCH):
            run_ids = ", ".join(f"'{run_id}'" for run_id in staged[start : start + IDS_A_SEARCH])
            page = store.search_runs(
                self.experiment_ids,
                f"run_id IN ({run_ids}) AND {condition}",
                self.view,
                max_results=IDS_A_SEARCH,
                columns=[],
            )
            found.update(run.info.run_id for run in page)
        return [run_id for run_id in staged if run_id in found]

    def _beside(
        self, store: Store, page: PagedList[Run], experiments: Iterable[Experiment]
    ) -> list[Wire]:
        """Return the active runs that a panel shows outside of its list: running ones, baselines."""
        listed = {run.info.run_id for run in page}
        condition = f"status = '{RUNNING}'"
        running = store.search_runs(self.experiment_ids, condition, max_results=MAX_RUNNING)
        shown = {run.info.run_id: run for run in running}
        baselines = {experiment.tags.get(BASELINE, "") for experiment in experiments} - {"", *shown}
        shown |= {run.info.run_id: run for run in store.get_runs(sorted(baselines))}
        return runs_wire(
            run
            for run in shown.values()
            if run.info.run_id not in listed
            and run.info.lifecycle_stage == LifecycleStage.ACTIVE
            and run.info.experiment_id in self.experiment_ids
        )

    def _count(self, store: Store) -> int:
        return store.count_runs(self.experiment_ids, self.filter_string, self.view)


def _counts(
    store: Store, experiment_ids: Sequence[str], runs: Collection[Run] | None = None
) -> Wire:
    """Return an ``IWireRunCounts``; ``runs`` are all active ones, if they are at hand."""
    deleted = store.count_runs(experiment_ids, run_view_type=ViewType.DELETED_ONLY)
    if runs is not None:
        return {**_counted(runs), "active": len(runs), "deleted": deleted}
    return {
        "active": store.count_runs(experiment_ids),
        "deleted": deleted,
        "running": store.count_runs(experiment_ids, f"status = '{RUNNING}'"),
        "failed": store.count_runs(experiment_ids, f"status = '{FAILED}'"),
        "starred": store.count_runs(experiment_ids, f"tags.`{STAR}` = 'true'"),
    }


def _counted(runs: Iterable[Run]) -> Wire:
    counts = {"running": 0, "failed": 0, "starred": 0}
    for run in runs:
        counts["running"] += run.info.status == RUNNING
        counts["failed"] += run.info.status == FAILED
        counts["starred"] += run.data.tags.get(STAR) == "true"
    return counts
