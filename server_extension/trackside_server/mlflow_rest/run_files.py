"""``artifacts/list`` of a run, and folders of the artifact root, as lists."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from trackside.artifacts.repository import repository_for
from trackside.entities import FileInfo
from trackside.errors import PermissionDenied
from trackside_server.mlflow_rest.wire import Wire, file_wire, present, shown_uri

if TYPE_CHECKING:
    from trackside.artifacts.repository import ArtifactRepository
    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request


def served(uri: str, artifact_root: str) -> ArtifactRepository:
    """Return the repository of a run, version or model; ``PermissionDenied`` outside the artifact root.

    Clients choose where an experiment keeps its files. That is their place to read from: this
    server would do it with its own rights, on any path and bucket that it can reach.
    """
    inside = uri == artifact_root or uri.startswith(f"{artifact_root}/")
    if not inside or ".." in unquote(uri).split("/"):
        raise PermissionDenied(
            f"The files at {uri!r} lie outside the artifact root of this server, which does not read there; "
            "read them from where they are."
        )
    return repository_for(uri)


def list_artifacts(store: Store, request: Request) -> Wire:
    """``ListArtifacts``."""
    root = store.get_run(request.run_id()).info.artifact_uri
    files = served(root, request.artifact_root).list_artifacts(request.text("path"))
    return present(
        root_uri=shown_uri(root, request.artifact_root), files=[file_wire(file) for file in files]
    )


def list_root(_store: Store, request: Request) -> Wire:
    """``mlflow-artifacts/artifacts?path=``: paths are relative to the folder asked for."""
    folder = request.text("path") or ""
    files = repository_for(request.artifact_root).list_artifacts(folder)
    relative = (
        FileInfo(file.path.rpartition("/")[2], file.is_dir, file.file_size) for file in files
    )
    return present(files=[file_wire(file) for file in relative])
