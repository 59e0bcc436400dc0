"""``GET history``: metric series, thinned to what a chart can show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside_server.base import PanelHandler
from trackside_server.thinning import MIN_POINTS, thinned
from trackside_server.wire import series_wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.store.base import Store
    from trackside_server.wire import Wire

DEFAULT_POINTS = 2000
MAX_POINTS = 100_000
MAX_RUNS = 500


class HistoryHandler(PanelHandler):
    """One metric of one or several runs."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer an ``IWireHistory``."""
        query = self.query
        await self.answer(
            partial(
                histories,
                run_ids=query.several("run_id", MAX_RUNS),
                key=query.required("key"),
                max_points=query.integer("max_points", DEFAULT_POINTS, MIN_POINTS, MAX_POINTS),
                first_step=query.integer_or_none("first_step"),
                last_step=query.integer_or_none("last_step"),
            )
        )


def histories(
    store: Store,
    run_ids: Sequence[str],
    key: str,
    max_points: int,
    first_step: int | None,
    last_step: int | None,
) -> Wire:
    """Return an ``IWireHistory``; runs without the metric are left out."""
    revision = store.revision()
    found = (store.get_history(run_id, key, first_step, last_step) for run_id in run_ids)
    return {
        "revision": revision,
        "series": [
            series_wire(thinned(history, max_points), len(history)) for history in found if history
        ],
    }
