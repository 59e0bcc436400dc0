"""The JupyterLab that the browser tests run against: real, with a scratch folder as its root."""

import os
from pathlib import Path

from jupyterlab.galata import configure_jupyter_server

configure_jupyter_server(c)  # type: ignore[name-defined]  # noqa: F821

c.ServerApp.port = int(os.environ.get("TRACKSIDE_UI_PORT", "8899"))  # type: ignore[name-defined]  # noqa: F821
c.ServerApp.allow_root = True  # type: ignore[name-defined]  # noqa: F821
c.ServerApp.root_dir = os.environ["TRACKSIDE_UI_ROOT"]  # type: ignore[name-defined]  # noqa: F821
# The news toast would cover the corner of the panel.
c.LabApp.news_url = None  # type: ignore[name-defined]  # noqa: F821
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"  # type: ignore[name-defined]  # noqa: F821

Path(os.environ["TRACKSIDE_UI_ROOT"]).mkdir(parents=True, exist_ok=True)
