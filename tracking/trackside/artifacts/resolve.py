"""Find where the artifacts of a run, a model version or a plain URI lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackside.artifacts.local_uri import path_from_uri, uri_scheme
from trackside.artifacts.paths import joined
from trackside.artifacts.repository import ReadableFiles, repository_for
from trackside.artifacts.run_files import RunFiles
from trackside.artifacts.uris import (
    ModelsUri,
    is_models_uri,
    is_runs_uri,
    parse_models_uri,
    parse_runs_uri,
)
from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from trackside.client import Client
    from trackside.client.registry import RegistryVerbs
    from trackside.entities import ModelVersion

# How often a version may be one of a version; MLflow notes it so when it promotes one.
_MAX_HOPS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder ``path`` below the root of ``repository``; empty for the root itself."""

    repository: ReadableFiles
    path: str


def resolve(
    artifact_uri: str | None,
    run_id: str | None,
    artifact_path: str | None,
    tracking_uri: str | None,
) -> Place:
    """Return the place named by exactly one of ``artifact_uri`` and ``run_id`` (with a path)."""
    if (artifact_uri is None) == (run_id is None):
        raise InvalidParameter("Exactly one of `run_id` or `artifact_uri` must be specified.")
    if artifact_uri is None:
        return _of_run(str(run_id), joined(artifact_path), tracking_uri)
    if artifact_path is not None:
        raise InvalidParameter(
            "`artifact_path` cannot be specified if `artifact_uri` is specified."
        )
    return _of_uri(os.fspath(artifact_uri), tracking_uri)


def _of_uri(uri: str, tracking_uri: str | None, hops: int = 0) -> Place:
    if is_runs_uri(uri):
        runs_uri = parse_runs_uri(uri)
        return _of_run(runs_uri.run_id, runs_uri.path, tracking_uri)
    if is_models_uri(uri):
        models_uri = parse_models_uri(uri)
        source = _models_source(models_uri, tracking_uri)
        if not is_runs_uri(source) and not is_models_uri(source):
            return Place(repository_for(source, tracking_uri), models_uri.path)
        if hops == _MAX_HOPS:
            raise NotFound(f"The source of '{uri}' leads from model to model and nowhere else.")
        place = _of_uri(source, tracking_uri, hops + 1)
        return Place(place.repository, joined(place.path, models_uri.path))
    return _of_plain_uri(uri, tracking_uri)


def _of_plain_uri(uri: str, tracking_uri: str | None) -> Place:
    # As MLflow splits it: the folder around is the root, so a file can be named, too; a closing
    # slash makes the folder itself the root.
    if uri_scheme(uri) not in ("", "file"):
        return _of_remote_uri(uri, tracking_uri)
    path = path_from_uri(uri).absolute()
    if uri.endswith("/") or ".." in path.parts or not path.name:
        return Place(repository_for(str(path)), "")
    return Place(repository_for(str(path.parent)), path.name)


def _of_remote_uri(uri: str, tracking_uri: str | None) -> Place:
    # (An address behind a tracking server has one slash: it names no host.)
    separator = "://" if "://" in uri else ":/"
    scheme, _, address = uri.partition(separator)
    place, _, name = address.rpartition("/")
    if not place or not name:
        return Place(repository_for(uri, tracking_uri), "")
    return Place(repository_for(f"{scheme}{separator}{place}", tracking_uri), name)


def _of_run(run_id: str, path: str, tracking_uri: str | None) -> Place:
    client = _client(tracking_uri)
    return Place(RunFiles(client, client.get_run(run_id), tracking_uri), path)


def _models_source(uri: ModelsUri, tracking_uri: str | None) -> str:
    if uri.model_id is not None:
        return _client(tracking_uri).get_logged_model(uri.model_id).artifact_location
    version = resolve_version(_client(tracking_uri), uri)
    if not version.source:
        raise NotFound(
            f"Version {version.version} of the model '{uri.name}' does not say where its files are."
        )
    return version.source


def resolve_version(client: RegistryVerbs, uri: ModelsUri) -> ModelVersion:
    """Return the version that a ``models:/`` address means; raises ``NotFound``."""
    if uri.model_id is not None:
        raise InvalidParameter(
            f"models:/{uri.model_id} is a logged model and no version of a registered one."
        )
    if uri.alias is not None:
        return client.get_model_version_by_alias(uri.name, uri.alias)
    if uri.version is not None:
        return client.get_model_version(uri.name, uri.version)
    latest = client.get_latest_versions(uri.name, None if uri.stage is None else [uri.stage])
    if not latest:
        in_stage = "" if uri.stage is None else f" in stage '{uri.stage}'"
        raise NotFound(f"The model '{uri.name}' has no version{in_stage}.")
    return max(latest, key=lambda found: int(found.version))


def _client(tracking_uri: str | None) -> Client:
    # Late: the client brings the store, and the store SQLAlchemy.
    from trackside.client import Client

    return Client(tracking_uri)
