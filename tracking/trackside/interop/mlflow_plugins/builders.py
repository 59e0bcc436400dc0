"""What MLflow calls to open ``trackside://``. Loaded whenever it is imported: keep it light."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackside.interop.mlflow_plugins.registry_store import TracksideRegistryStore
    from trackside.interop.mlflow_plugins.tracking_store import TracksideTrackingStore


def tracking_store(store_uri: str, artifact_uri: str | None = None) -> TracksideTrackingStore:
    """Open a tracking store; ``artifact_uri`` is the default of new experiments' artifacts."""
    from trackside.interop.mlflow_plugins.tracking_store import TracksideTrackingStore

    return TracksideTrackingStore(store_uri, artifact_uri)


def registry_store(store_uri: str, tracking_uri: str | None = None) -> TracksideRegistryStore:
    """Open a model registry."""
    from trackside.interop.mlflow_plugins.registry_store import TracksideRegistryStore

    return TracksideRegistryStore(store_uri, tracking_uri)
