"""Registering a model: from the address of its files to a version."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from trackside.artifacts.repository import repository_for
from trackside.artifacts.resolve import logged_model_at, resolve_version
from trackside.artifacts.uris import is_models_uri, is_runs_uri, parse_models_uri, parse_runs_uri
from trackside.entities import LoggedModelStatus
from trackside.errors import AlreadyExists, InvalidParameter, NotFound
from trackside.store.limits import checked_model_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from trackside.client import Client
    from trackside.entities import LoggedModel, ModelVersion, Run

MODEL_FILE = "MLmodel"


def register(
    client: Client, model_uri: str, name: str, tags: Mapping[str, Any] | None = None
) -> ModelVersion:
    """Add a version whose files are at ``model_uri`` to the model ``name``, made if need be."""
    checked_model_name(name)
    run: Run | None = None
    model_id: str | None = None
    if is_runs_uri(model_uri):
        place = parse_runs_uri(model_uri)
        run = client.get_run(place.run_id)
        made = logged_model_at(client, run, place.path)
        if made is not None and made.name == place.path:
            model_id, source = made.model_id, made.artifact_location
        else:
            source = f"{run.info.artifact_uri}/{place.path}".rstrip("/")
    elif is_models_uri(model_uri):
        asked = parse_models_uri(model_uri)
        if asked.model_id is not None:
            model = client.get_logged_model(asked.model_id)
            model_id, run_id, source = model.model_id, model.source_run_id, model.artifact_location
        else:
            known = resolve_version(client, asked)
            model_id, run_id, source = known.model_id, known.run_id, known.source or ""
        run = client.get_run(run_id) if run_id else None
    else:
        source = str(model_uri)
    _check_is_model(source, model_uri, run, client)
    with suppress(AlreadyExists):
        client.create_registered_model(name)
    return client.create_model_version(
        name, source, run.info.run_id if run else None, tags, model_id=model_id
    )


def _check_is_model(source: str, model_uri: str, run: Run | None, client: Client) -> None:
    repository = repository_for(source, client.tracking_uri)
    if any(file.path == MODEL_FILE for file in _listing(repository)):
        return
    hint = ""
    if run is not None:
        found = model_paths(run, client.tracking_uri, client.get_logged_model)
        hint = (
            f" The run's models are: {', '.join(found)}."
            if found
            else " The run has no model: log one first."
        )
    raise NotFound(
        f"There is no model at {model_uri!r}: no {MODEL_FILE} file was found there.{hint}"
    )


def _listing(repository: Any) -> list[Any]:
    try:
        return list(repository.list_artifacts())
    except (NotFound, InvalidParameter):
        return []


def model_paths(
    run: Run, tracking_uri: str, get_logged_model: Callable[[str], LoggedModel]
) -> list[str]:
    """Return the paths that lead from the run to a model.

    These are folders among its artifacts, at most two deep, and the names of the logged models
    that it made. ``tracking_uri`` is the store of the run, ``get_logged_model`` asks it.
    """
    names = _logged_model_names(run, get_logged_model)
    return sorted({*_model_folders(run, tracking_uri), *names})


def _logged_model_names(run: Run, get_logged_model: Callable[[str], LoggedModel]) -> Iterator[str]:
    for output in run.outputs.model_outputs:
        with suppress(NotFound):  # deleted since
            model = get_logged_model(output.model_id)
            if model.status == LoggedModelStatus.READY:
                yield model.name


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
