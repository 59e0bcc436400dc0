"""Where the real ``mlflow`` logs to, and from which notebook."""

from __future__ import annotations

import sys

from trackside.fluent.whereabouts import whereabouts
from trackside.interop.mlflow_plugins.addresses import store_uri


def mlflow_store() -> str | None:
    """Return the address of the store that MLflow uses now, if it is ours."""
    # Whoever asks is mlflow: it is loaded, and nothing here may load it.
    return store_uri(str(sys.modules["mlflow"].get_tracking_uri()))


def notebook_and_store() -> tuple[str, str] | None:
    """Return the path of this kernel's notebook and the store's address; None outside, or elsewhere."""
    uri = mlflow_store()
    notebook = None if uri is None else whereabouts.notebook()
    return None if uri is None or notebook is None else (notebook, uri)
