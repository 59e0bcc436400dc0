"""Deleting files of a run, unless somebody needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.artifacts.paths import artifact_parts, joined
from trackside.entities import LifecycleStage
from trackside.errors import InvalidParameter
from trackside_server.file_places import made_model
from trackside_server.paging import every

if TYPE_CHECKING:
    from trackside.entities import ModelVersion, Run
    from trackside.store.base import Store
    from trackside_server.file_places import FilePlace


def delete_files(store: Store, place: FilePlace) -> None:
    """Delete a file or folder of a run for good, or a logged model as a whole.

    Raises ``InvalidParameter`` for what a version of a registered model needs, for all of a run,
    for a part of a logged model and for files of a deleted run.
    """
    run = store.get_run(place.run_id)
    if run.info.lifecycle_stage == LifecycleStage.DELETED:
        raise InvalidParameter(
            f"The run {place.run_id!r} is deleted: restore it first, or delete it for good with its files."
        )
    if place.model_id is not None:
        _delete_model(store, run, place, place.model_id)
        return
    if not artifact_parts(place.path):
        raise InvalidParameter("Say what to delete: the path of a file or folder.")
    _check_unneeded(store, run, place)
    place.repository(store).delete(place.path)
    # Whoever else looks at the run is told.
    store.log_batch(place.run_id)


def _delete_model(store: Store, run: Run, place: FilePlace, model_id: str) -> None:
    if artifact_parts(place.path):
        raise InvalidParameter(
            f"The file {place.path!r} is a part of a logged model, which is deleted as a whole."
        )
    made_model(store, run, model_id)
    for version in _versions_of(store, run):
        if version.model_id == model_id:
            raise _needed(version)
    store.delete_logged_model(model_id)


def _check_unneeded(store: Store, run: Run, place: FilePlace) -> None:
    """Refuse what holds a registered version's files, and a part of them."""
    asked = f"{joined(place.path)}/"
    roots = (f"{run.info.artifact_uri}/", f"runs:/{run.info.run_id}/")
    for version in _versions_of(store, run):
        source = version.source or ""
        for root in roots:
            if source.startswith(root):
                used = f"{source[len(root) :].strip('/')}/"
                if used.startswith(asked) or asked.startswith(used):
                    raise _needed(version)


def _versions_of(store: Store, run: Run) -> list[ModelVersion]:
    asked = f"run_id = '{run.info.run_id}'"
    return list(every(lambda token: store.search_model_versions(asked, page_token=token)))


def _needed(version: ModelVersion) -> InvalidParameter:
    return InvalidParameter(
        f"Version {version.version} of the registered model '{version.name}' needs these files: delete the version first."
    )
