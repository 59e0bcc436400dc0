"""``runs/<run_id>/datasets``: what is known of the data that a run took in."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.cards.dataset_card import DatasetCard
from trackside_server.base import PanelHandler
from trackside_server.wire import dataset_use_wire

if TYPE_CHECKING:
    from trackside.entities import DatasetInput
    from trackside.store.base import Store
    from trackside_server.wire import Wire


class DatasetsHandler(PanelHandler):
    """The datasets of one run, described."""

    @web.authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Answer an ``IWireDatasets``."""
        await self.answer(partial(datasets, run_id=run_id))


def datasets(store: Store, run_id: str) -> Wire:
    """Return an ``IWireDatasets``."""
    inputs = store.get_run(run_id).inputs.dataset_inputs
    return {"datasets": [_described(used) for used in inputs]}


def _described(used: DatasetInput) -> Wire:
    """Return an ``IWireDataset``."""
    return {
        **dataset_use_wire(used),
        "source_type": used.dataset.source_type,
        **asdict(DatasetCard.of(used.dataset)),
    }
