"""Beyond MLflow's protocol on a server that speaks that alone: derived, as far as it goes.

What changed since some moment cannot be asked for, so revisions are times: runs that run or began
or ended since, experiments and registered models that were updated since. A tag that is set on a
run that has ended is not noticed. While a panel looks, that costs a few requests every five seconds.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from trackside.clock import now_ms
from trackside.entities import ExperimentUse, PagedList, ViewType
from trackside.store.base import Changes
from trackside.store.rest.experiments import all_experiments, search_experiments
from trackside.store.rest.plain_histories import PlainHistories
from trackside.store.rest.plain_notebooks import PlainNotebooks
from trackside.store.rest.plain_runs import PlainRuns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trackside.store.rest.connection import Server
    from trackside.store.rest.experiments import RestExperiments
    from trackside.store.rest.registry_models import RestModels

# How coarse revisions are; also what clocks of this machine and of those that log may differ by.
GRAIN_MS = 5_000


class PlainServer(PlainRuns, PlainHistories, PlainNotebooks):
    """Meets :class:`trackside.store.rest.beyond.Beyond` on a plain MLflow server."""

    def __init__(
        self,
        server: Server,
        spool_folder: Path,
        experiments: RestExperiments,
        models: RestModels,
        clock: Callable[[], int] = now_ms,
    ) -> None:
        """``spool_folder`` is where this machine notes how far it sent its spools."""
        PlainRuns.__init__(self, server)
        PlainHistories.__init__(self, server, spool_folder)
        PlainNotebooks.__init__(self, server, experiments)
        self._models = models
        self._clock = clock

    def recent_experiments(
        self, view_type: int, name_part: str, max_results: int, page_token: str | None
    ) -> PagedList[ExperimentUse]:
        """Sort by what the protocol tells: when the experiment itself was changed."""
        # The protocol quotes no quotes; a wildcard finds them, and a little more.
        pattern = name_part.replace("'", "_")
        page = search_experiments(
            self._server,
            view_type,
            max_results,
            f"name ILIKE '%{pattern}%'" if pattern else None,
            ["last_update_time DESC"],
            page_token,
        )
        return PagedList(map(ExperimentUse, page), page.token)

    def revision(self) -> int:
        return self._clock() // GRAIN_MS * GRAIN_MS

    def changes_since(self, revision: int) -> Changes:
        now, since = self.revision(), revision - GRAIN_MS
        run_ids: dict[str, dict[str, None]] = defaultdict(dict)
        for text in (
            "attributes.status = 'RUNNING'",
            f"attributes.start_time > {since}",
            f"attributes.end_time > {since}",
        ):
            for run in self.everywhere(text, ViewType.ALL):
                run_ids[run.info.experiment_id][run.info.run_id] = None
        newest = self._models.search_registered_models(
            max_results=1, order_by=["last_updated_timestamp DESC"]
        )
        return Changes(
            revision=now,
            experiment_ids=[
                each.experiment_id
                for each in all_experiments(self._server, ViewType.ALL)
                if (each.last_update_time or 0) > since
            ],
            run_ids={experiment_id: list(ids) for experiment_id, ids in run_ids.items()},
            registry=any((each.last_updated_timestamp or 0) > since for each in newest),
        )
