"""The artifact folders of runs and models as a whole: how large one is, and away with it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from trackside.artifacts.local_uri import path_from_uri, uri_scheme
from trackside.artifacts.repository import repository_for
from trackside.errors import NotFound, TracksideException

if TYPE_CHECKING:
    from trackside.artifacts.repository import ArtifactRepository

# Each time somebody else was deleting the same folder.
_ATTEMPTS = 5


def bytes_in(artifact_uri: str) -> int:
    """Return the bytes of the files below a URI; a shared file counts in full."""
    return _bytes_below(repository_for(artifact_uri), None)


def _bytes_below(repository: ArtifactRepository, path: str | None) -> int:
    total = 0
    with suppress(NotFound):
        for info in repository.list_artifacts(path):
            total += _bytes_below(repository, info.path) if info.is_dir else info.file_size or 0
    return total


def delete_folder(artifact_uri: str) -> None:
    """Delete all files below a URI, and the run's or model's own folder around it if that is empty.

    No error if there is nothing.
    """
    repository = repository_for(artifact_uri)
    for attempt in range(_ATTEMPTS):
        try:
            repository.delete()
            break
        except NotFound:
            if attempt == _ATTEMPTS - 1:
                raise
    delete_if_empty(artifact_uri.rpartition("/")[0])


def delete_if_empty(uri: str) -> None:
    """Delete a local folder with nothing in it; what is not empty is not ours alone."""
    if uri_scheme(uri) in ("", "file"):
        with suppress(OSError):
            path_from_uri(uri).rmdir()


def location_of(artifact_uri: str) -> str:
    """Return the location of the experiment that a run's or model's folder belongs to."""
    location = artifact_uri.rsplit("/", 2)[0]
    return location.removesuffix("/models")


def is_known_storage(artifact_uri: str) -> bool:
    """Say whether artifacts at this URI can be reached at all."""
    try:
        repository_for(artifact_uri)
    except TracksideException:
        return False
    return True
