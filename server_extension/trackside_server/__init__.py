"""Trackside's Jupyter Server extension: HTTP and push over the store, nothing else.

It imports the library's store and never pandas, plotly, ipywidgets or IPython; the library never
imports it.
"""

from __future__ import annotations

from typing import Any

from trackside.version import __version__
from trackside_server.app import TracksideApp

__all__ = ["TracksideApp", "__version__"]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """Tell Jupyter Server what to load."""
    return [{"module": "trackside_server", "app": TracksideApp}]
