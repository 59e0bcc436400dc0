"""``runs``, ``changes`` and ``runs/<run_id>``: the list, what changed in it, one run."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.entities import LifecycleStage, RunTag
from trackside.errors import InvalidParameter, NotFound
from trackside.registration import model_paths
from trackside_server.base import PanelHandler
from trackside_server.paging import every
from trackside_server.patch import Patch
from trackside_server.run_lists import STAGES, RunList
from trackside_server.wire import experiment_wire, run_wire, versions_wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import Run
    from trackside.store.base import Store
    from trackside_server.arguments import Query
    from trackside_server.wire import Wire

DEFAULT_LIMIT = 1000
MAX_LIMIT = 50_000
MAX_WHOLE = 500
MAX_EXPERIMENTS = 200


class RunsHandler(PanelHandler):
    """A page of the runs of an experiment, or of several."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer an ``IWireRuns``."""
        query = self.query
        await self.answer(
            partial(
                run_list(query).page,
                order_by=query.all("order_by"),
                limit=query.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
                page_token=query.text("page_token") or None,
            )
        )

    @web.authenticated
    @authorized
    async def patch(self) -> None:
        """Tag, delete or restore several runs; answer an ``IWireRevision``."""
        body = self.body
        work = partial(patch_runs, run_ids=body.texts("run_ids"), patch=Patch.parsed(body))
        await self.answer(work)


class ChangesHandler(PanelHandler):
    """The rows of some experiments that changed after a revision."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer an ``IWireChanges``."""
        query = self.query
        query.required("since")
        since = query.integer("since", 0, 0)
        await self.answer(partial(run_list(query).changes, since=since))


class RunHandler(PanelHandler):
    """One run."""

    @web.authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Answer an ``IWireRunDetail``."""
        await self.answer(partial(run_detail, run_id=run_id))

    @web.authenticated
    @authorized
    async def patch(self, run_id: str) -> None:
        """Rename, tag, delete or restore; answer an ``IWireRunDetail``."""
        await self.answer(partial(patch_run, run_id=run_id, patch=Patch.parsed(self.body)))


class WholeRunsHandler(PanelHandler):
    """Several runs with all of their tags."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer an ``IWireWholeRuns``."""
        await self.answer(partial(whole_runs, run_ids=self.query.several("run_id", MAX_WHOLE)))


def run_list(query: Query) -> RunList:
    """Return the list that is asked about."""
    return RunList(
        tuple(dict.fromkeys(query.several("experiment_id", MAX_EXPERIMENTS))),
        query.text("filter").strip(),
        query.choice("stage", STAGES),
    )


def whole_runs(store: Store, run_ids: Sequence[str]) -> Wire:
    """Return an ``IWireWholeRuns``; raises ``NotFound`` for an unknown run."""
    revision = store.revision()
    return {"revision": revision, "runs": [run_wire(store.get_run(run_id)) for run_id in run_ids]}


def run_detail(store: Store, run_id: str) -> Wire:
    """Return an ``IWireRunDetail``."""
    revision = store.revision()
    run = store.get_run(run_id)
    versions = every(
        lambda token: store.search_model_versions(f"run_id = '{run_id}'", page_token=token)
    )
    return {
        "revision": revision,
        "run": run_wire(run),
        "experiment": experiment_wire(store.get_experiment(run.info.experiment_id)),
        "artifact_uri": run.info.artifact_uri,
        "model_versions": versions_wire(versions),
        "models": _models(run, store),
    }


def _models(run: Run, store: Store) -> list[str]:
    """Return the run's models; none if its artifacts lie where they cannot be read."""
    with suppress(InvalidParameter):
        return model_paths(store, run, store.url)
    return []


def patch_run(store: Store, run_id: str, patch: Patch) -> Wire:
    """Change a run as the patch says and return its ``IWireRunDetail``."""
    _apply(store, run_id, patch)
    return run_detail(store, run_id)


def patch_runs(store: Store, run_ids: Sequence[str], patch: Patch) -> Wire:
    """Change some runs as the patch says, none if one of them is unknown; return the revision."""
    for run_id in set(run_ids) - {run.info.run_id for run in store.get_runs(run_ids)}:
        raise NotFound(f"No run with id {run_id!r} exists.")
    for run_id in run_ids:
        _apply(store, run_id, patch)
    return {"revision": store.revision()}


def _apply(store: Store, run_id: str, patch: Patch) -> None:
    store.get_run(run_id)
    # Out of the bin first and into it last: a deleted run takes no changes.
    if patch.lifecycle_stage == LifecycleStage.ACTIVE:
        store.restore_run(run_id)
    if patch.set_tags:
        store.log_batch(run_id, tags=[RunTag(key, text) for key, text in patch.set_tags.items()])
    for key in patch.cleared_tags:
        with suppress(NotFound):  # gone already, which is what was asked for
            store.delete_tag(run_id, key)
    if patch.name is not None:
        store.update_run(run_id, run_name=patch.name)
    if patch.lifecycle_stage == LifecycleStage.DELETED:
        store.delete_run(run_id)
