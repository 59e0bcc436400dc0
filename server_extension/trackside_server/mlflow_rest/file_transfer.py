"""Artifacts as bytes: uploads and downloads through the server, streamed both ways."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from jupyter_server.auth.decorator import authorized
from jupyter_server.utils import ensure_async
from tornado import web

from trackside.artifacts.repository import repository_for
from trackside.errors import InvalidParameter, NotFound
from trackside_server.mlflow_rest.handlers import ProtocolHandler
from trackside_server.mlflow_rest.run_files import served
from trackside_server.mlflow_rest.upload_notes import note_files
from trackside_server.streaming import send_file

if TYPE_CHECKING:
    from tornado.httputil import HTTPServerRequest

    from trackside.artifacts.copying import Writer
    from trackside.store.base import Store

# Uploads are streamed to the disk, so it is the disk that limits them.
MAX_UPLOAD_BYTES = 1 << 50


class Downloads(ProtocolHandler):
    """What all routes that send a file share."""

    async def send(self, stream: BinaryIO, path: str) -> None:
        """Send a file under the last part of its path."""
        await send_file(self, stream, path.rstrip("/").rpartition("/")[2])


class StreamedUpload(Downloads, ABC):
    """What routes share that take a body as it comes; they are marked ``stream_request_body``."""

    _upload: Writer | None = None

    @abstractmethod
    def opened_for_writing(self, files: ExitStack, store: Store) -> Writer:
        """Return where the body goes; what ``files`` holds is closed at the end, or discarded."""

    async def prepare(self) -> None:  # type: ignore[override]  # as Jupyter's APIHandler has it
        """Refuse before a byte is taken; a body arrives after this."""
        self._open_files = ExitStack()
        await super().prepare()
        if self.request.method == "PUT":
            await self._begin_upload()

    async def _begin_upload(self) -> None:
        user = self.current_user
        if not user:
            raise web.HTTPError(403)
        may = self.authorizer.is_authorized(self, user, "write", self.auth_resource)
        if not await ensure_async(may):
            raise web.HTTPError(403)
        _accept_any_length(self.request)
        self._upload = await self.store.run(partial(self.opened_for_writing, self._open_files))

    async def data_received(self, chunk: bytes) -> None:
        """Write what came; the client is held back until it is written."""
        if self._upload is not None:
            await self.store.run_blocking(partial(self._upload.write, chunk))

    async def finish_upload(self) -> None:
        """Keep what was sent."""
        await self.store.run_blocking(self._open_files.close)

    def on_connection_close(self) -> None:
        """Discard an upload that was cut off."""
        self._discard()
        super().on_connection_close()

    def on_finish(self) -> None:
        """Discard an upload that failed."""
        self._discard()
        super().on_finish()

    def _discard(self) -> None:
        error = ConnectionError("The upload was cut off.")
        self._upload = None
        try:
            self._open_files.__exit__(ConnectionError, error, None)
        except ConnectionError:
            return


@web.stream_request_body
class ArtifactHandler(StreamedUpload):
    """``mlflow-artifacts/artifacts/<path>``: one file below the artifact root."""

    def opened_for_writing(self, files: ExitStack, store: Store) -> Writer:
        """Return the file that will appear, or be replaced, at the end."""
        return files.enter_context(repository_for(store.artifact_root).writing(self.path_args[0]))

    @web.authenticated
    @authorized
    async def get(self, path: str) -> None:
        """Send a file."""
        await self.send(await self.store.run(partial(_root_file, path=path)), path)

    @web.authenticated
    @authorized
    async def put(self, path: str) -> None:
        """Keep the file that was sent."""
        await self.finish_upload()
        await self.store.run(partial(note_files, path=path))
        self.finish("{}")

    @web.authenticated
    @authorized
    async def delete(self, path: str) -> None:
        """Delete a file or folder."""
        await self.store.run(partial(_delete, path=path))
        self.finish("{}")


class RunFileHandler(Downloads):
    """``get-artifact``: one file of a run."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Send the file."""
        path = self.query.text("path")
        run_id = self.query.text("run_id") or self.query.text("run_uuid")
        if not run_id or not path:
            raise InvalidParameter("Give the run's id (run_id) and the file's path (path).")
        await self.send(await self.store.run(partial(_run_file, run_id=run_id, path=path)), path)


class VersionFileHandler(Downloads):
    """``model-versions/get-artifact``: one file of a model version."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Send the file."""
        query = self.query
        path = query.required("path")
        work = partial(
            _version_file, name=query.required("name"), version=query.required("version"), path=path
        )
        await self.send(await self.store.run(work), path)


class ModelFileHandler(Downloads):
    """``logged-models/<id>/artifacts/files``: one file of a logged model."""

    @web.authenticated
    @authorized
    async def get(self, model_id: str) -> None:
        """Send the file."""
        path = self.query.required("artifact_file_path")
        await self.send(
            await self.store.run(partial(_model_file, model_id=model_id, path=path)), path
        )


def _accept_any_length(request: HTTPServerRequest) -> None:
    set_limit = getattr(request.connection, "set_max_body_size", None)
    if set_limit is not None:
        set_limit(MAX_UPLOAD_BYTES)


def _root_file(store: Store, path: str) -> BinaryIO:
    return repository_for(store.artifact_root).open(path)


def _delete(store: Store, path: str) -> None:
    if not path.strip("/"):
        raise InvalidParameter("Say what to delete: the path of a file or folder.")
    repository_for(store.artifact_root).delete(path)
    note_files(store, path)


def _run_file(store: Store, run_id: str, path: str) -> BinaryIO:
    return served(store.get_run(run_id).info.artifact_uri, store.artifact_root).open(path)


def _version_file(store: Store, name: str, version: str, path: str) -> BinaryIO:
    source = store.get_model_version(name, version).source
    if not source:
        raise NotFound(f"Version {version} of the model '{name}' has no files.")
    return served(source, store.artifact_root).open(path)


def _model_file(store: Store, model_id: str, path: str) -> BinaryIO:
    return served(store.get_logged_model(model_id).artifact_location, store.artifact_root).open(
        path
    )
