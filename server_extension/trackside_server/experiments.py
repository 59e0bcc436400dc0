"""``experiments`` and ``experiments/<experiment_id>``: which there are; renaming, tagging, the bin."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.entities import LifecycleStage, ViewType
from trackside.errors import NotFound
from trackside_server.base import PanelHandler
from trackside_server.patch import Patch
from trackside_server.wire import experiment_use_wire, experiment_wire

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside_server.wire import Wire

VIEWS = {
    LifecycleStage.ACTIVE: ViewType.ACTIVE_ONLY,
    LifecycleStage.DELETED: ViewType.DELETED_ONLY,
    "all": ViewType.ALL,
}

DEFAULT_LIMIT = 200
MAX_LIMIT = 1000


class ExperimentsHandler(PanelHandler):
    """The experiments of the store, page by page."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer an ``IWireExperiments``."""
        query = self.query
        await self.answer(
            partial(
                recent_experiments,
                view_type=VIEWS[query.choice("stage", list(VIEWS))],
                name_part=query.text("name").strip(),
                limit=query.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
                page_token=query.text("page_token") or None,
            )
        )


class ExperimentHandler(PanelHandler):
    """One experiment."""

    @web.authenticated
    @authorized
    async def get(self, experiment_id: str) -> None:
        """Answer an ``IWireExperiment``, deleted or not."""
        await self.answer(lambda store: experiment_wire(store.get_experiment(experiment_id)))

    @web.authenticated
    @authorized
    async def patch(self, experiment_id: str) -> None:
        """Rename, tag, describe (a tag), delete or restore; answer an ``IWireExperiment``."""
        patch = Patch.parsed(self.body)
        await self.answer(partial(patch_experiment, experiment_id=experiment_id, patch=patch))


def recent_experiments(
    store: Store, view_type: int, name_part: str, limit: int, page_token: str | None
) -> Wire:
    """Return an ``IWireExperiments``."""
    page = store.recent_experiments(view_type, name_part, limit, page_token)
    return {
        "experiments": [experiment_use_wire(use) for use in page],
        "next_page_token": page.token,
    }


def patch_experiment(store: Store, experiment_id: str, patch: Patch) -> Wire:
    """Change an experiment as the patch says and return its ``IWireExperiment``."""
    store.get_experiment(experiment_id)
    # Out of the bin first and into it last: a deleted experiment takes no changes.
    if patch.lifecycle_stage == LifecycleStage.ACTIVE:
        store.restore_experiment(experiment_id)
    if patch.set_tags:
        store.set_experiment_tags(experiment_id, patch.set_tags)
    for key in patch.cleared_tags:
        with suppress(NotFound):  # gone already, which is what was asked for
            store.delete_experiment_tag(experiment_id, key)
    if patch.name is not None:
        store.rename_experiment(experiment_id, patch.name)
    if patch.lifecycle_stage == LifecycleStage.DELETED:
        store.delete_experiment(experiment_id)
    return experiment_wire(store.get_experiment(experiment_id))
