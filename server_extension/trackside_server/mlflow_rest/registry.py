"""``registered-models/...`` and ``model-versions/...``: the model registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.artifacts.uris import is_models_uri, is_runs_uri, parse_runs_uri
from trackside.errors import InvalidParameter, NotFound
from trackside_server.mlflow_rest.experiments import page_size
from trackside_server.mlflow_rest.wire import (
    Wire,
    kept_uri,
    model_wire,
    present,
    shown_uri,
    version_wire,
)

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request

MODELS_PAGE = 100
VERSIONS_PAGE = 10_000
# What MLflow's client gives as the source of a prompt, and the tag that makes it one.
_NO_SOURCE = "dummy-source"
_PROMPT_TEXT = "mlflow.prompt.text"


def create_model(store: Store, request: Request) -> Wire:
    """``CreateRegisteredModel``."""
    model = store.create_registered_model(
        request.required("name"), request.pairs("tags"), request.text("description")
    )
    return {"registered_model": model_wire(model, request.artifact_root)}


def get_model(store: Store, request: Request) -> Wire:
    """``GetRegisteredModel``."""
    model = store.get_registered_model(request.required("name"))
    return {"registered_model": model_wire(model, request.artifact_root)}


def rename_model(store: Store, request: Request) -> Wire:
    """``RenameRegisteredModel``."""
    model = store.rename_registered_model(request.required("name"), request.required("new_name"))
    return {"registered_model": model_wire(model, request.artifact_root)}


def update_model(store: Store, request: Request) -> Wire:
    """``UpdateRegisteredModel``."""
    model = store.update_registered_model(request.required("name"), request.text("description"))
    return {"registered_model": model_wire(model, request.artifact_root)}


def delete_model(store: Store, request: Request) -> Wire:
    """``DeleteRegisteredModel``."""
    store.delete_registered_model(request.required("name"))
    return {}


def search_models(store: Store, request: Request) -> Wire:
    """``SearchRegisteredModels``."""
    page = store.search_registered_models(
        request.text("filter"),
        page_size(request, MODELS_PAGE),
        request.texts("order_by"),
        request.text("page_token"),
    )
    found = [model_wire(model, request.artifact_root) for model in page]
    return present(registered_models=found, next_page_token=page.token)


def latest_versions(store: Store, request: Request) -> Wire:
    """``GetLatestVersions``."""
    found = store.get_latest_versions(request.required("name"), request.texts("stages") or None)
    return present(model_versions=[version_wire(each, request.artifact_root) for each in found])


def set_model_tag(store: Store, request: Request) -> Wire:
    """``SetRegisteredModelTag``."""
    store.set_registered_model_tag(
        request.required("name"), request.required("key"), request.text("value") or ""
    )
    return {}


def delete_model_tag(store: Store, request: Request) -> Wire:
    """``DeleteRegisteredModelTag``."""
    store.delete_registered_model_tag(request.required("name"), request.required("key"))
    return {}


def set_alias(store: Store, request: Request) -> Wire:
    """``SetRegisteredModelAlias``."""
    store.set_registered_model_alias(
        request.required("name"), request.required("alias"), _version(request)
    )
    return {}


def delete_alias(store: Store, request: Request) -> Wire:
    """``DeleteRegisteredModelAlias``."""
    store.delete_registered_model_alias(request.required("name"), request.required("alias"))
    return {}


def get_by_alias(store: Store, request: Request) -> Wire:
    """``GetModelVersionByAlias``."""
    found = store.get_model_version_by_alias(request.required("name"), request.required("alias"))
    return {"model_version": version_wire(found, request.artifact_root)}


def create_version(store: Store, request: Request) -> Wire:
    """``CreateModelVersion``; the source must belong to the run that is named."""
    source = kept_uri(request.required("source"), request.artifact_root) or ""
    run_id = request.text("run_id") or None
    model_id = request.text("model_id") or None
    if model_id is not None:
        run_id = run_id or store.get_logged_model(model_id).source_run_id
    # Such a source means what the store holds already.
    if not is_models_uri(source) and not _is_prompt(request):
        _check_source(store, source, run_id, model_id)
    version = store.create_model_version(
        request.required("name"),
        source,
        run_id,
        request.pairs("tags"),
        request.text("run_link"),
        request.text("description"),
        model_id,
    )
    return {"model_version": version_wire(version, request.artifact_root)}


def _is_prompt(request: Request) -> bool:
    """Say whether this is a version of a prompt, whose text is a tag and which has no files."""
    return request.text("source") == _NO_SOURCE and _PROMPT_TEXT in request.pairs("tags")


def _check_source(store: Store, source: str, run_id: str | None, model_id: str | None) -> None:
    """Refuse a source on this machine that is none of the run's or the model's files.

    Whoever loads the version reads what is there: without this check, any file of the server.
    """
    if is_runs_uri(source):
        if run_id and parse_runs_uri(source).run_id != run_id:
            raise InvalidParameter(
                f"Invalid model version source: '{source}'. It belongs to another run than {run_id!r}."
            )
        return
    if "://" in source and not source.startswith("file:"):
        return
    homes = []
    if run_id:
        homes.append(store.get_run(run_id).info.artifact_uri)
    if model_id:
        homes.append(store.get_logged_model(model_id).artifact_location)
    inside = any(source == home or source.startswith(f"{home}/") for home in homes)
    if ".." in source.split("/") or "%2e" in source.lower() or not inside:
        raise InvalidParameter(
            f"Invalid model version source: '{source}'. To use a local path as a model version source, "
            "the run_id request parameter has to be specified and the local path has to be contained "
            "within the artifact directory of the run specified by the run_id."
        )


def get_version(store: Store, request: Request) -> Wire:
    """``GetModelVersion``."""
    found = store.get_model_version(request.required("name"), _version(request))
    return {"model_version": version_wire(found, request.artifact_root)}


def update_version(store: Store, request: Request) -> Wire:
    """``UpdateModelVersion``."""
    found = store.update_model_version(
        request.required("name"), _version(request), request.text("description")
    )
    return {"model_version": version_wire(found, request.artifact_root)}


def transition_stage(store: Store, request: Request) -> Wire:
    """``TransitionModelVersionStage``."""
    found = store.transition_model_version_stage(
        request.required("name"),
        _version(request),
        request.required("stage"),
        request.flag("archive_existing_versions") or False,
    )
    return {"model_version": version_wire(found, request.artifact_root)}


def delete_version(store: Store, request: Request) -> Wire:
    """``DeleteModelVersion``."""
    store.delete_model_version(request.required("name"), _version(request))
    return {}


def search_versions(store: Store, request: Request) -> Wire:
    """``SearchModelVersions``."""
    page = store.search_model_versions(
        request.text("filter"),
        page_size(request, VERSIONS_PAGE),
        request.texts("order_by"),
        request.text("page_token"),
    )
    found = [version_wire(version, request.artifact_root) for version in page]
    return present(model_versions=found, next_page_token=page.token)


def download_uri(store: Store, request: Request) -> Wire:
    """``GetModelVersionDownloadUri``."""
    name, version = request.required("name"), _version(request)
    source = store.get_model_version(name, version).source
    if not source:
        raise NotFound(f"Version {version} of the model '{name}' has no source.")
    return {"artifact_uri": shown_uri(source, request.artifact_root)}


def set_version_tag(store: Store, request: Request) -> Wire:
    """``SetModelVersionTag``."""
    store.set_model_version_tag(
        request.required("name"),
        _version(request),
        request.required("key"),
        request.text("value") or "",
    )
    return {}


def delete_version_tag(store: Store, request: Request) -> Wire:
    """``DeleteModelVersionTag``."""
    store.delete_model_version_tag(
        request.required("name"), _version(request), request.required("key")
    )
    return {}


def _version(request: Request) -> str:
    """Return the version's number, which some clients send as one."""
    given = request.fields.get("version")
    return str(given) if type(given) is int else request.required("version")
