"""``GET trackside/``: where the links lead that the real ``mlflow`` prints.

They look like ``<base>/trackside/#/experiments/1/runs/<run_id>``. What follows the ``#`` never
reaches a server, so a page hands it to JupyterLab in a query, where the panel reads it. The page
holds nothing of the store and leads nowhere else.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.extension.handler import ExtensionHandlerMixin
from jupyter_server.utils import url_path_join
from tornado import web

from trackside_server.base import AUTH_RESOURCE

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

# What the panel reads in JupyterLab's address: labextension/src/model/link.ts.
PARAMETER = "trackside"
_LAB = "jupyterlab"

_SCRIPT = f"""
const target = new URL(document.getElementById('target').href);
if (target.searchParams.has('{PARAMETER}')) {{
  target.searchParams.set('{PARAMETER}', location.hash.replace(/^#\\/?/, ''));
}}
location.replace(target);
"""
_SCRIPT_HASH = b64encode(sha256(_SCRIPT.encode()).digest()).decode()

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Trackside</title>
<p>Opening in Jupyter. If nothing happens, <a id="target" href="{target}">open it here</a>.</p>
<script>{script}</script>
</html>
"""


class LinkHandler(ExtensionHandlerMixin, JupyterHandler):
    """The page that takes a link to JupyterLab."""

    auth_resource = AUTH_RESOURCE

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer the page."""
        self._write_page()

    def get_login_url(self) -> str:
        """Refuse who is not logged in, and not by the login form, which would lose the fragment."""
        raise web.HTTPError(HTTPStatus.UNAUTHORIZED)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Lead who is not logged in on to JupyterLab: that asks for the login and comes back."""
        if status_code == HTTPStatus.UNAUTHORIZED:
            self._write_page()
        else:
            super().write_error(status_code, **kwargs)

    def _write_page(self) -> None:
        target = landing(self.base_url, self.serverapp)
        self.write(_PAGE.format(target=escape(target), script=_SCRIPT))

    @property
    def content_security_policy(self) -> str:
        """Nothing but the page's own script may run, and nothing be loaded."""
        ours = f"default-src 'none'; script-src 'sha256-{_SCRIPT_HASH}'; base-uri 'none'; form-action 'none'"
        return f"{super().content_security_policy}; {ours}"


def landing(base_url: str, server: ServerApp | None) -> str:
    """Return where JupyterLab takes a link; without JupyterLab, the page that the server opens first."""
    lab = server.extension_manager.extensions.get(_LAB) if server else None
    if lab is not None and lab.enabled:
        return f"{url_path_join(base_url, 'lab')}?{PARAMETER}="
    return server.default_url if server else base_url
