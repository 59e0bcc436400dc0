"""MLflow's module path to the client and the tracking URI (``mlflow.tracking``)."""

from trackside.client import Client, MlflowClient
from trackside.fluent import active_run, end_run, start_run
from trackside.opening import get_tracking_uri, is_tracking_uri_set, set_tracking_uri

__all__ = [
    "Client",
    "MlflowClient",
    "active_run",
    "end_run",
    "get_tracking_uri",
    "is_tracking_uri_set",
    "set_tracking_uri",
    "start_run",
]
