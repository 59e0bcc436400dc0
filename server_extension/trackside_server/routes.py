"""Every route of the extension, below the server's base URL."""

from __future__ import annotations

from typing import Any

from trackside_server.archives import ArchiveHandler
from trackside_server.artifacts import ArtifactsHandler, CardHandler, FileHandler, PreviewHandler
from trackside_server.base import NoSuchRoute
from trackside_server.datasets import DatasetsHandler
from trackside_server.experiments import ExperimentHandler, ExperimentsHandler
from trackside_server.feed_socket import FeedSocket
from trackside_server.histories import HistoryHandler
from trackside_server.images import ImagesHandler
from trackside_server.kernels import KernelNotebookHandler
from trackside_server.links import LinkHandler
from trackside_server.mlflow_rest.routes import MLFLOW_ROUTES, ROOT
from trackside_server.model_versions import ModelHandler, VersionHandler
from trackside_server.models import ModelsHandler
from trackside_server.notebooks import NotebookHandler
from trackside_server.own_client import OWN_ROUTES
from trackside_server.runs import ChangesHandler, RunHandler, RunsHandler, WholeRunsHandler
from trackside_server.status import StatusHandler

PANEL = "/trackside/panel"

ROUTES: tuple[tuple[str, type[Any]], ...] = (
    (rf"{PANEL}/status", StatusHandler),
    (rf"{PANEL}/experiments", ExperimentsHandler),
    (rf"{PANEL}/experiments/([^/]+)", ExperimentHandler),
    (rf"{PANEL}/notebook", NotebookHandler),
    (rf"{PANEL}/runs", RunsHandler),
    (rf"{PANEL}/changes", ChangesHandler),
    (rf"{PANEL}/whole-runs", WholeRunsHandler),
    (rf"{PANEL}/runs/([^/]+)", RunHandler),
    (rf"{PANEL}/history", HistoryHandler),
    (rf"{PANEL}/runs/([^/]+)/artifacts", ArtifactsHandler),
    (rf"{PANEL}/runs/([^/]+)/images", ImagesHandler),
    (rf"{PANEL}/runs/([^/]+)/datasets", DatasetsHandler),
    (rf"{PANEL}/runs/([^/]+)/preview", PreviewHandler),
    (rf"{PANEL}/runs/([^/]+)/model", CardHandler),
    (rf"{PANEL}/runs/([^/]+)/file", FileHandler),
    (rf"{PANEL}/runs/([^/]+)/archive", ArchiveHandler),
    (rf"{PANEL}/models", ModelsHandler),
    (rf"{PANEL}/models/([^/]+)", ModelHandler),
    (rf"{PANEL}/models/([^/]+)/versions/([^/]+)", VersionHandler),
    (rf"{PANEL}/kernels/([^/]+)/notebook", KernelNotebookHandler),
    (rf"{PANEL}/feed", FeedSocket),
    (rf"{PANEL}/(.*)", NoSuchRoute),
    (rf"{ROOT}/", LinkHandler),
    *MLFLOW_ROUTES,
    *OWN_ROUTES,
    # Traces, prompts, GraphQL, ... of MLflow: clients swallow a JSON 404 and choke on a page.
    (rf"{ROOT}/((?:ajax-)?api/.*|v1/.*|graphql)", NoSuchRoute),
)
