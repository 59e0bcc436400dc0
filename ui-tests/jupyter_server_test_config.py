"""The JupyterLab that the browser tests run against: real, with a scratch folder as its root."""

import os
from pathlib import Path
from tempfile import mkdtemp

from jupyterlab import galata
from jupyterlab.galata import configure_jupyter_server

configure_jupyter_server(c)  # type: ignore[name-defined]  # noqa: F821

c.ServerApp.port = int(os.environ.get("TRACKSIDE_UI_PORT", "8899"))  # type: ignore[name-defined]  # noqa: F821
c.ServerApp.allow_root = True  # type: ignore[name-defined]  # noqa: F821
c.ServerApp.root_dir = os.environ["TRACKSIDE_UI_ROOT"]  # type: ignore[name-defined]  # noqa: F821

# Galata's own extension, and those that stories put there: they are found when a page is loaded.
places = [str(Path(galata.__file__).parent), os.environ["TRACKSIDE_UI_LABEXTENSIONS"]]
c.LabApp.extra_labextensions_path = places  # type: ignore[name-defined]  # noqa: F821

# Settings of its own: neither the user's nor the question about news, which would cover the panel.
settings = Path(mkdtemp(prefix="trackside-ui-settings-"))
c.LabApp.user_settings_dir = str(settings)  # type: ignore[name-defined]  # noqa: F821
notifications = settings / "@jupyterlab/apputils-extension/notification.jupyterlab-settings"
notifications.parent.mkdir(parents=True)
notifications.write_text('{"fetchNews": "false", "checkForUpdates": false}')
