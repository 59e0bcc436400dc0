"""``runs``, ``changes`` and ``runs/<run_id>``: the list, what changed in it, one run."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.entities import LifecycleStage, RunTag
from trackside.errors import InvalidParameter, NotFound
from trackside.registration import model_paths
from trackside_server.base import PanelHandler
from trackside_server.paging import every
from trackside_server.wire import experiment_wire, run_wire, runs_wire, versions_wire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.entities import Run
    from trackside.store.base import Store
    from trackside_server.arguments import Body
    from trackside_server.wire import Wire

DEFAULT_LIMIT = 1000
MAX_LIMIT = 50_000


class RunsHandler(PanelHandler):
    """A page of an experiment's runs."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer an ``IWireRuns``."""
        query = self.query
        await self.answer(
            partial(
                runs_page,
                experiment_id=query.required("experiment_id"),
                filter_string=query.text("filter"),
                order_by=query.all("order_by"),
                limit=query.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
                page_token=query.text("page_token") or None,
            )
        )


class ChangesHandler(PanelHandler):
    """The rows of an experiment that changed after a revision."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer an ``IWireChanges``."""
        experiment_id = self.query.required("experiment_id")
        self.query.required("since")
        since = self.query.integer("since", 0, 0)
        await self.answer(partial(changes, experiment_id=experiment_id, since=since))


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
        await self.answer(partial(patch_run, run_id=run_id, patch=RunPatch.parsed(self.body)))


@dataclass(frozen=True, slots=True)
class RunPatch:
    """An ``IWireRunPatch``; a tag that is None is to be deleted."""

    name: str | None
    tags: Mapping[str, str | None]
    lifecycle_stage: str | None

    @classmethod
    def parsed(cls, body: Body) -> RunPatch:
        """Return the patch that a body asks for."""
        name = body.text("name")
        if name is not None and not name.strip():
            raise InvalidParameter(f"Invalid value {name!r} for parameter 'name': it is empty.")
        stages = (LifecycleStage.ACTIVE, LifecycleStage.DELETED)
        return cls(name, body.texts_or_nulls("tags"), body.choice("lifecycle_stage", stages))


def runs_page(
    store: Store,
    experiment_id: str,
    filter_string: str,
    order_by: Sequence[str],
    limit: int,
    page_token: str | None,
) -> Wire:
    """Return an ``IWireRuns``."""
    # Before the runs: what changes in between is then told once more, never left out.
    revision = store.revision()
    store.get_experiment(experiment_id)
    page = store.search_runs(
        [experiment_id],
        filter_string,
        max_results=limit,
        order_by=order_by,
        page_token=page_token,
    )
    is_all = page_token is None and page.token is None
    return {
        "revision": revision,
        "total": len(page) if is_all else store.count_runs([experiment_id], filter_string),
        "runs": runs_wire(page),
        "next_page_token": page.token,
    }


def changes(store: Store, experiment_id: str, since: int) -> Wire:
    """Return an ``IWireChanges``."""
    changed = store.changes_since(since)
    run_ids = changed.run_ids.get(experiment_id, ())
    return {"revision": changed.revision, "runs": runs_wire(store.get_runs(run_ids))}


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
        "models": _models(run, store.url),
    }


def _models(run: Run, store_url: str) -> list[str]:
    """Return the run's models; none if its artifacts lie where they cannot be read."""
    with suppress(InvalidParameter):
        return model_paths(run, store_url)
    return []


def patch_run(store: Store, run_id: str, patch: RunPatch) -> Wire:
    """Change a run as the patch says and return its ``IWireRunDetail``."""
    store.get_run(run_id)
    # Out of the bin first and into it last: a deleted run takes no changes.
    if patch.lifecycle_stage == LifecycleStage.ACTIVE:
        store.restore_run(run_id)
    set_tags = [RunTag(key, text) for key, text in patch.tags.items() if text is not None]
    if set_tags:
        store.log_batch(run_id, tags=set_tags)
    for key, text in patch.tags.items():
        if text is None:
            with suppress(NotFound):  # gone already, which is what was asked for
                store.delete_tag(run_id, key)
    if patch.name is not None:
        store.update_run(run_id, run_name=patch.name)
    if patch.lifecycle_stage == LifecycleStage.DELETED:
        store.delete_run(run_id)
    return run_detail(store, run_id)
