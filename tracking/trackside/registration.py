"""Registering a model: from the address of its files to a version."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trackside.artifacts.paths import joined
from trackside.artifacts.repository import repository_for
from trackside.artifacts.resolve import resolve, resolve_version
from trackside.artifacts.run_models import furthest_model, whole_models
from trackside.artifacts.uris import is_models_uri, is_runs_uri, parse_models_uri, parse_runs_uri
from trackside.cards.model_card import MODEL_FILE
from trackside.errors import AlreadyExists, InvalidParameter, NotFound, TracksideException
from trackside.store.limits import checked_model_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trackside.artifacts.resolve import Place
    from trackside.artifacts.run_models import ModelLookup
    from trackside.client import Client
    from trackside.entities import FileInfo, ModelVersion, Run

VERSIONS_TAG = "mlflow.modelVersions"

_log = logging.getLogger("trackside")


def register(
    client: Client, model_uri: str, name: str, tags: Mapping[str, Any] | None = None
) -> ModelVersion:
    """Add a version whose files are at ``model_uri`` to the model ``name``, made if need be."""
    checked_model_name(name)
    found = _found(client, model_uri)
    _check_is_model(found, model_uri, client)
    with suppress(AlreadyExists):
        client.create_registered_model(name)
    version = client.create_model_version(
        name, found.source, found.run_id, tags, model_id=found.model_id
    )
    if found.model_id is not None:
        _note_version(client, found.model_id, version)
    return version


@dataclass(frozen=True, slots=True)
class _Found:
    """What an address means: the source of a version, the run that made it, the logged model it is."""

    source: str
    run_id: str | None
    model_id: str | None = None


def _found(client: Client, model_uri: str) -> _Found:
    if is_runs_uri(model_uri):
        place = parse_runs_uri(model_uri)
        run = client.get_run(place.run_id)
        made = furthest_model(client, run, place.path) if place.path else None
        if made is not None:
            return _Found(made.model_uri, run.info.run_id, made.model_id)
        return _Found(f"{run.info.artifact_uri}/{place.path}".rstrip("/"), run.info.run_id)
    if is_models_uri(model_uri):
        asked = parse_models_uri(model_uri)
        if asked.model_id is not None:
            model = client.get_logged_model(asked.model_id)
            return _Found(model.model_uri, model.source_run_id, model.model_id)
        known = resolve_version(client, asked)
        source = f"models:/{known.name}/{known.version}"
        return _Found(source, known.run_id, known.model_id)
    return _Found(str(model_uri), None)


def _check_is_model(found: _Found, model_uri: str, client: Client) -> None:
    place = resolve(found.source, None, None, client.tracking_uri)
    if any(file.path == joined(place.path, MODEL_FILE) for file in _listing(place)):
        return
    raise NotFound(
        f"There is no model at {model_uri!r}: no {MODEL_FILE} file was found there."
        f"{_hint(client, found.run_id)}"
    )


def _hint(client: Client, run_id: str | None) -> str:
    if run_id is None:
        return ""
    with suppress(NotFound):  # a model outlives the run that made it
        found = model_paths(client, client.get_run(run_id), client.tracking_uri)
        if found:
            return f" The run's models are: {', '.join(found)}."
        return " The run has no model: log one first."
    return ""


def _listing(place: Place) -> list[FileInfo]:
    try:
        return place.repository.list_artifacts(place.path)
    except (NotFound, InvalidParameter):
        return []


def _note_version(client: Client, model_id: str, version: ModelVersion) -> None:
    """Note at a logged model that a version was made of it, where MLflow looks for that."""
    try:
        noted = json.loads(client.get_logged_model(model_id).tags.get(VERSIONS_TAG, "[]"))
        made = {"name": version.name, "version": int(version.version)}
        if made not in noted:  # MLflow's server notes it itself
            client.set_logged_model_tags(model_id, {VERSIONS_TAG: json.dumps([*noted, made])})
    except (TracksideException, ValueError, TypeError) as error:
        _log.warning(
            "Version %s of %r is made, but not noted at the logged model %s: %s",
            *(version.version, version.name, model_id, error),
        )


def model_paths(lookup: ModelLookup, run: Run, tracking_uri: str) -> list[str]:
    """Return the paths that lead from the run to a model.

    These are folders among its artifacts, at most two deep, and the names of the logged models
    that it made. ``lookup`` is the store of the run or a client of it, at ``tracking_uri``.
    """
    return sorted({*_model_folders(run, tracking_uri), *whole_models(lookup, run)})


def _model_folders(run: Run, tracking_uri: str) -> Iterator[str]:
    repository = repository_for(run.info.artifact_uri, tracking_uri)
    folders = [""]
    for depth in range(3):
        deeper = []
        for folder in folders:
            files = repository.list_artifacts(folder or None)
            if depth and any(
                not file.is_dir and file.path.endswith(f"/{MODEL_FILE}") for file in files
            ):
                yield folder
            else:
                deeper += [file.path for file in files if file.is_dir]
        folders = deeper
