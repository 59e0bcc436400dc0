"""``GET models`` and ``POST models``: the registry, and a version more in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.client import Client
from trackside.registration import register
from trackside_server.base import PanelHandler
from trackside_server.paging import every
from trackside_server.wire import model_wire, version_wire

if TYPE_CHECKING:
    from trackside.entities import ModelVersion
    from trackside.store.base import Store
    from trackside_server.arguments import Body
    from trackside_server.wire import Wire


class ModelsHandler(PanelHandler):
    """All registered models."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer an ``IWireModels``."""
        await self.answer(all_models)

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Register a run's model; answer an ``IWireModelVersion``."""
        registration = Registration.parsed(self.body)
        url = self.store.location.url
        await self.answer(partial(register_version, url=url, registration=registration))


@dataclass(frozen=True, slots=True)
class Registration:
    """An ``IWireRegister``."""

    name: str
    run_id: str
    artifact_path: str
    description: str | None
    alias: str | None

    @classmethod
    def parsed(cls, body: Body) -> Registration:
        """Return what a body asks for."""
        return cls(
            body.required("name"),
            body.required("run_id"),
            body.required("artifact_path"),
            body.text("description"),
            body.text("alias"),
        )


def all_models(store: Store) -> Wire:
    """Return an ``IWireModels``."""
    revision = store.revision()
    versions: dict[str, list[ModelVersion]] = defaultdict(list)
    for version in every(lambda token: store.search_model_versions(page_token=token)):
        versions[version.name].append(version)
    models = every(lambda token: store.search_registered_models(page_token=token))
    return {
        "revision": revision,
        "models": [model_wire(model, versions[model.name]) for model in models],
    }


def versions_of(store: Store, name: str) -> list[ModelVersion]:
    """Return all versions of a registered model."""
    quote = '"' if "'" in name else "'"  # the grammar has no escapes
    condition = f"name = {quote}{name}{quote}"
    return list(every(lambda token: store.search_model_versions(condition, page_token=token)))


def register_version(store: Store, url: str, registration: Registration) -> Wire:
    """Register a run's model and return its ``IWireModelVersion``."""
    store.get_run(registration.run_id)
    source = f"runs:/{registration.run_id}/{registration.artifact_path}"
    version = register(Client(url), source, registration.name)
    if registration.description:
        version = store.update_model_version(
            version.name, version.version, registration.description
        )
    if registration.alias:
        store.set_registered_model_alias(version.name, registration.alias, version.version)
        version = store.get_model_version(version.name, version.version)
    return version_wire(version)
