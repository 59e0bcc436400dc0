"""``models/<name>`` and ``models/<name>/versions/<version>``: one of the registry, looked at and changed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.artifacts.paths import joined
from trackside.artifacts.resolve import resolve
from trackside.cards.model_card import MODEL_FILE, ModelCard
from trackside.errors import InvalidParameter, NotFound, TracksideException
from trackside_server.base import PanelHandler
from trackside_server.models import versions_of
from trackside_server.wire import experiment_wire, model_wire, run_wire, version_wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.entities import ModelVersion
    from trackside.store.base import Store
    from trackside_server.arguments import Body
    from trackside_server.wire import Wire


class ModelHandler(PanelHandler):
    """One registered model."""

    @web.authenticated
    @authorized
    async def patch(self, name: str) -> None:
        """Rename, describe or tag; answer an ``IWireModel``."""
        await self.answer(partial(patch_model, name=name, patch=ModelPatch.parsed(self.body)))

    @web.authenticated
    @authorized
    async def delete(self, name: str) -> None:
        """Delete it with all its versions."""
        await self.store.run(lambda store: store.delete_registered_model(name))
        self.set_status(204)
        self.finish()


class VersionHandler(PanelHandler):
    """One version of a registered model."""

    @web.authenticated
    @authorized
    async def get(self, name: str, version: str) -> None:
        """Answer an ``IWireVersionDetail``."""
        await self.answer(partial(version_detail, name=name, version=version))

    @web.authenticated
    @authorized
    async def patch(self, name: str, version: str) -> None:
        """Describe, tag, name by aliases or move to a stage; answer an ``IWireVersionDetail``."""
        patch = VersionPatch.parsed(self.body)
        await self.answer(partial(patch_version, name=name, version=version, patch=patch))

    @web.authenticated
    @authorized
    async def delete(self, name: str, version: str) -> None:
        """Delete it; the run and its files stay."""
        await self.store.run(lambda store: store.delete_model_version(name, version))
        self.set_status(204)
        self.finish()


@dataclass(frozen=True, slots=True)
class ModelPatch:
    """An ``IWireModelPatch``; a tag that is None is to be deleted."""

    name: str | None
    description: str | None
    tags: Mapping[str, str | None]

    @classmethod
    def parsed(cls, body: Body) -> ModelPatch:
        """Return the patch that a body asks for."""
        return cls(body.text("name"), body.text("description"), body.texts_or_nulls("tags"))


@dataclass(frozen=True, slots=True)
class VersionPatch:
    """An ``IWireVersionPatch``; a tag that is None is to be deleted, so is an alias that is false."""

    description: str | None
    tags: Mapping[str, str | None]
    aliases: Mapping[str, bool]
    stage: str | None
    archive_others: bool

    @classmethod
    def parsed(cls, body: Body) -> VersionPatch:
        """Return the patch that a body asks for."""
        return cls(
            body.text("description"),
            body.texts_or_nulls("tags"),
            body.flags("aliases"),
            body.text("stage"),
            body.flag("archive_others"),
        )


def patch_model(store: Store, name: str, patch: ModelPatch) -> Wire:
    """Change a registered model as the patch says and return its ``IWireModel``."""
    store.get_registered_model(name)
    if patch.description is not None:
        store.update_registered_model(name, patch.description)
    for key, text in patch.tags.items():
        if text is None:
            store.delete_registered_model_tag(name, key)
        else:
            store.set_registered_model_tag(name, key, text)
    if patch.name is not None and patch.name != name:
        name = store.rename_registered_model(name, patch.name).name
    return model_wire(store.get_registered_model(name), versions_of(store, name))


def patch_version(store: Store, name: str, version: str, patch: VersionPatch) -> Wire:
    """Change a version as the patch says and return its ``IWireVersionDetail``."""
    found = store.get_model_version(name, version)
    if patch.description is not None:
        store.update_model_version(name, version, patch.description)
    for key, text in patch.tags.items():
        if text is None:
            store.delete_model_version_tag(name, version, key)
        else:
            store.set_model_version_tag(name, version, key, text)
    for alias, is_wanted in patch.aliases.items():
        if is_wanted:
            store.set_registered_model_alias(name, alias, version)
        elif alias in found.aliases:
            store.delete_registered_model_alias(name, alias)
    if patch.stage is not None:
        store.transition_model_version_stage(name, version, patch.stage, patch.archive_others)
    return version_detail(store, name, version)


def version_detail(store: Store, name: str, version: str) -> Wire:
    """Return an ``IWireVersionDetail``."""
    revision = store.revision()
    found = store.get_model_version(name, version)
    return {"revision": revision, "version": version_wire(found), **_lineage(store, found)} | (
        _card(store, found)
    )


def _lineage(store: Store, version: ModelVersion) -> Wire:
    """Return the run that made a version and what went into it; nulls if it is not known or gone."""
    if version.run_id:
        with suppress(NotFound):
            run = store.get_run(version.run_id)
            return {
                "run": run_wire(run),
                "experiment": experiment_wire(store.get_experiment(run.info.experiment_id)),
            }
    return {"run": None, "experiment": None}


def _card(store: Store, version: ModelVersion) -> Wire:
    """Return the model's card, or in words why there is none."""
    try:
        if not version.source:
            raise InvalidParameter("It is not known where the files of this version are.")
        place = resolve(version.source, None, None, store.url)
        with place.repository.open(joined(place.path, MODEL_FILE)) as stream:
            return {"card": asdict(ModelCard.read(stream)), "problem": None}
    except TracksideException as error:
        return {"card": None, "problem": error.message}
