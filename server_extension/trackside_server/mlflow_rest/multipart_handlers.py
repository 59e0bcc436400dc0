"""``mlflow-artifacts/mpu/...``: MLflow's protocol of uploads in parts, the parts coming to us as well."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, BinaryIO

from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.artifacts.paths import joined
from trackside.artifacts.repository import repository_for
from trackside.errors import InvalidParameter
from trackside_server.mlflow_rest.file_transfer import StreamedUpload
from trackside_server.mlflow_rest.handlers import ProtocolHandler
from trackside_server.mlflow_rest.multipart import Uploads
from trackside_server.mlflow_rest.upload_notes import note_files

if TYPE_CHECKING:
    from contextlib import ExitStack

    from trackside.store.base import Store
    from trackside_server.mlflow_rest.request import Request
    from trackside_server.mlflow_rest.wire import Wire


class MultipartHandler(ProtocolHandler):
    """Beginning, completing and giving up an upload."""

    @web.authenticated
    @authorized
    async def post(self, verb: str, folder: str | None) -> None:
        """Answer one of ``create``, ``complete`` and ``abort``."""
        work = {"create": self._create, "complete": self._complete, "abort": self._abort}[verb]
        await self.answer(lambda store: work(store, self.given(store.artifact_root), folder or ""))

    def _create(self, _store: Store, request: Request, folder: str) -> Wire:
        _target(request, folder)
        parts = request.integer("num_parts") or 1
        upload_id = Uploads().begin(parts)
        address = self.request.full_url().partition("/mpu/create")[0]
        # The parts come by a plain PUT: it is told to authenticate as this call did.
        sent = self.request.headers.get("Authorization")
        headers = {"Authorization": sent} if sent else {}
        return {
            "upload_id": upload_id,
            "credentials": [
                {
                    "url": f"{address}/mpu/part/{upload_id}/{number}",
                    "part_number": number,
                    "headers": headers,
                }
                for number in range(1, parts + 1)
            ],
        }

    @staticmethod
    def _complete(store: Store, request: Request, folder: str) -> Wire:
        upload_id = request.required("upload_id")
        numbers = [part.integer("part_number") or 0 for part in request.parts("parts")]
        uploads = Uploads()
        path = _target(request, folder)
        with repository_for(request.artifact_root).writing(path) as target:
            uploads.join(upload_id, numbers, target)
        uploads.forget(upload_id)
        note_files(store, path)
        return {}

    @staticmethod
    def _abort(_store: Store, request: Request, _folder: str) -> Wire:
        Uploads().forget(request.required("upload_id"))
        return {}


@web.stream_request_body
class PartHandler(StreamedUpload):
    """One part of an upload."""

    def opened_for_writing(self, files: ExitStack, _store: Store) -> BinaryIO:
        """Return the part's file."""
        upload_id, number = self.path_args
        self._digest = hashlib.md5(usedforsecurity=False)
        return files.enter_context(Uploads().part(upload_id, int(number)))

    async def data_received(self, chunk: bytes) -> None:
        """Write what came."""
        await super().data_received(chunk)
        self._digest.update(chunk)

    @web.authenticated
    @authorized
    async def put(self, _upload_id: str, _number: str) -> None:
        """Keep the part and tell its fingerprint."""
        await self.finish_upload()
        self.set_header("ETag", f'"{self._digest.hexdigest()}"')
        self.finish("{}")


def _target(request: Request, folder: str) -> str:
    """Return the artifact path: the folder in the URL and the last part of the client's own path."""
    name = re.split(r"[/\\]", request.required("path"))[-1]
    if not name:
        raise InvalidParameter("Missing the file's name in parameter 'path'.")
    return joined(folder, name)
