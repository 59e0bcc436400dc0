"""The contract of a place that holds artifacts, and which place an artifact URI means."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Protocol, runtime_checkable

from trackside.artifacts.filesystems import is_remote, shown_url
from trackside.artifacts.listing import MAX_RESULTS
from trackside.artifacts.local import LocalArtifactRepository
from trackside.artifacts.local_uri import path_from_uri, uri_scheme
from trackside.errors import InvalidParameter, NotImplementedHere

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from trackside.artifacts.copying import Writer
    from trackside.entities import FileInfo
    from trackside.entities.paging import PagedList


class ReadableFiles(Protocol):
    """Files that are read by their paths below a root; what a path may be, says :class:`ArtifactRepository`."""

    def list_artifacts(self, path: str | None = None) -> list[FileInfo]:
        """Return the entries of one folder, folders first, then by name; none for what is no folder."""
        ...

    def download(self, path: str | None, destination: Path | None = None) -> Path:
        """Return a local path of a file or folder.

        With ``destination`` it is copied into that folder under its last name (the whole root: its
        entries); without, it stays where it is if that is local, else it is copied into a new
        temporary folder, which is the caller's.
        """
        ...

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading, from any position; a remote one is fetched as it is read."""
        ...


@runtime_checkable
class ArtifactRepository(ReadableFiles, Protocol):
    """Files below one artifact root.

    Paths are relative to the root, with ``/``; one that leads out is refused with
    ``InvalidParameter``. A file is there whole or not at all. Errors besides: ``NotFound``,
    ``PermissionDenied``, ``StoreUnavailable``, each naming the path.
    """

    def log_artifact(
        self, local_file: str | os.PathLike[str], artifact_path: str | None = None
    ) -> None:
        """Copy a file (or a folder with all it holds) into the folder ``artifact_path``, under its own name."""
        ...

    def log_artifacts(
        self, local_dir: str | os.PathLike[str], artifact_path: str | None = None
    ) -> None:
        """Copy what a folder holds into the folder ``artifact_path``."""
        ...

    def writing(self, path: str) -> AbstractContextManager[Writer]:
        """Give a stream for the content of a file, for uploads whose end is not known.

        The file appears, or is replaced, when the block ends; an exception leaves what was there.
        """
        ...

    def list_page(
        self,
        path: str | None = None,
        max_results: int = MAX_RESULTS,
        page_token: str | None = None,
    ) -> PagedList[FileInfo]:
        """Return the next entries of a folder in the order of their names (a folder's with ``/``).

        At most ``max_results`` of them, from 1; there are more as long as the page has a ``token``,
        which asks for the next. Raises ``InvalidParameter`` for a token that no page gave.
        """
        ...

    def delete(self, path: str | None = None) -> None:
        """Delete a file or folder; without ``path`` everything."""
        ...


def _local(artifact_uri: str) -> ArtifactRepository:
    return LocalArtifactRepository(path_from_uri(artifact_uri))


def _remote(artifact_uri: str) -> ArtifactRepository:
    from trackside.artifacts.remote import RemoteArtifactRepository

    return RemoteArtifactRepository(artifact_uri)


def _databricks(artifact_uri: str) -> ArtifactRepository:
    raise NotImplementedHere(
        f"Artifacts at {artifact_uri!r} cannot be reached: files of Databricks go by credentials that its own "
        "client asks for. Use the mlflow package for them, or an experiment with another artifact_location."
    )


# One entry a scheme: a further kind of storage is a function and a line here.
_REPOSITORIES: Mapping[str, Callable[[str], ArtifactRepository]] = {
    "": _local,
    "file": _local,
    "dbfs": _databricks,
}


def _behind_server(artifact_uri: str, tracking_uri: str | None) -> ArtifactRepository:
    from trackside.artifacts.proxied import ProxiedArtifactRepository
    from trackside.opening import open_store
    from trackside.store.rest import RestStore

    store = open_store(tracking_uri).store
    if not isinstance(store, RestStore):
        raise InvalidParameter(
            f"Artifacts at {artifact_uri!r} are behind a tracking server, and the store {store.url!r} is none. "
            "Choose the server with set_tracking_uri."
        )
    return ProxiedArtifactRepository(artifact_uri, store.server)


def repository_for(artifact_uri: str, tracking_uri: str | None = None) -> ArtifactRepository:
    """Return the repository that ``artifact_uri`` is the root of.

    ``tracking_uri`` is the store that the address is from, by default the current one: an
    ``mlflow-artifacts:/`` address means files behind its server.
    """
    scheme = uri_scheme(artifact_uri)
    if scheme == "mlflow-artifacts":
        return _behind_server(artifact_uri, tracking_uri)
    make = _REPOSITORIES.get(scheme)
    if make is None and is_remote(artifact_uri):
        make = _remote
    if make is None:
        raise InvalidParameter(
            f"Artifacts at {shown_url(artifact_uri)!r} cannot be reached: the scheme '{scheme}' is"
            " not supported. Supported are local paths, file: URIs and the stores of fsspec, such"
            " as s3://, gs://, az:// and memory://."
        )
    return make(artifact_uri)
