"""``artifacts/list`` of a run, and folders of the artifact root, as lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.artifacts.repository import repository_for
from trackside.entities import FileInfo
from trackside_server.mlflow_rest.wire import Wire, file_wire, present, shown_uri

if TYPE_CHECKING:
    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request

MAX_PAGE = 50_000


def list_artifacts(store: Store, request: Request) -> Wire:
    """``ListArtifacts``."""
    root = store.get_run(request.run_id()).info.artifact_uri
    files = repository_for(root).list_artifacts(request.text("path"))
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
