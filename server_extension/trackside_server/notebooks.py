"""``GET notebook``: which experiment is a notebook's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.entities import LifecycleStage, default_experiment_name
from trackside_server.base import PanelHandler
from trackside_server.wire import experiment_wire

if TYPE_CHECKING:
    from trackside.entities import Experiment
    from trackside.store.base import Store
    from trackside_server.wire import Wire


class NotebookHandler(PanelHandler):
    """The experiment of one notebook."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer an ``IWireNotebook``."""
        path = self.query.required("path").strip("/")
        await self.answer(partial(notebook, path=path))


def notebook(store: Store, path: str) -> Wire:
    """Return an ``IWireNotebook``: the experiment last logged to, else the notebook's own.

    One in the bin is passed over, as it is when the notebook logs again.
    """
    known = store.get_notebook(path)
    own_id = known.experiment_id if known else None
    candidates = (known.last_experiment_id, own_id) if known else ()
    experiment = next(filter(None, (_active(store, number) for number in candidates)), None)
    return {
        "path": path,
        "default_name": default_experiment_name(path),
        "experiment": experiment_wire(experiment) if experiment else None,
        "overridden": experiment is not None and experiment.experiment_id != own_id,
    }


def _active(store: Store, experiment_id: str | None) -> Experiment | None:
    experiment = store.get_experiment(experiment_id) if experiment_id else None
    is_active = experiment is not None and experiment.lifecycle_stage == LifecycleStage.ACTIVE
    return experiment if is_active else None
