"""Where the protocol is served, below the server's base URL: with ``api`` and MLflow's ``ajax-api``."""

from __future__ import annotations

import re
from typing import Any

from trackside_server.mlflow_rest.endpoints import ENDPOINTS
from trackside_server.mlflow_rest.file_transfer import (
    ArtifactHandler,
    ModelFileHandler,
    RunFileHandler,
    VersionFileHandler,
)
from trackside_server.mlflow_rest.handlers import (
    CallHandler,
    HealthHandler,
    QueryHandler,
    RootFolderHandler,
    ServerInfoHandler,
    VersionHandler,
)
from trackside_server.mlflow_rest.multipart_handlers import MultipartHandler, PartHandler

ROOT = "/trackside"
_API = rf"{ROOT}/(?:ajax-)?api"
_ARTIFACTS = rf"{_API}/2\.0/mlflow-artifacts"

_POSTED_QUERIES = "|".join(
    re.escape(endpoint.path)
    for endpoint in ENDPOINTS
    if endpoint.reads and "POST" in endpoint.verbs
)

MLFLOW_ROUTES: tuple[tuple[str, type[Any]], ...] = (
    (rf"{_API}/2\.0/mlflow/({_POSTED_QUERIES})", QueryHandler),
    (rf"{_API}/2\.0/mlflow/logged-models/([^/]+)/artifacts/files", ModelFileHandler),
    (rf"{_API}/2\.0/mlflow/(.*)", CallHandler),
    (rf"{_ARTIFACTS}/artifacts", RootFolderHandler),
    (rf"{_ARTIFACTS}/artifacts/(.+)", ArtifactHandler),
    (rf"{_ARTIFACTS}/mpu/part/([^/]+)/([0-9]+)", PartHandler),
    (rf"{_ARTIFACTS}/mpu/(create|complete|abort)(?:/(.*))?", MultipartHandler),
    (rf"{_API}/3\.0/mlflow/server-info", ServerInfoHandler),
    (rf"{ROOT}/get-artifact", RunFileHandler),
    (rf"{ROOT}/model-versions/get-artifact", VersionFileHandler),
    (rf"{ROOT}/health", HealthHandler),
    (rf"{ROOT}/version", VersionHandler),
)
