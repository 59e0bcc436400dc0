"""``GET kernels/<kernel_id>/notebook``: a kernel asks which notebook it runs, also after a rename."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import authorized
from tornado import web

from trackside.errors import NotFound
from trackside_server.base import PanelHandler, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NOTEBOOK_ENDING = ".ipynb"


class KernelNotebookHandler(PanelHandler):
    """The notebook of one kernel."""

    @web.authenticated
    @authorized
    async def get(self, kernel_id: str) -> None:
        """Answer the path relative to the Jupyter root."""
        manager: Any = self.session_manager
        sessions = await ensure_async(manager.list_sessions())
        path = notebook_of(kernel_id, sessions)
        if path is None:
            raise NotFound(f"No notebook is known to run in the kernel {kernel_id!r}.")
        self.finish(to_json({"path": path}))


def notebook_of(kernel_id: str, sessions: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the path of the notebook that a kernel runs, out of Jupyter's sessions.

    A console may share the kernel of a notebook: its session has no notebook's path. Some front
    ends make the path unique and tell the file by the session's name.
    """
    for session in sessions:
        if (session.get("kernel") or {}).get("id") != kernel_id:
            continue
        path, name = session.get("path") or "", session.get("name") or ""
        if path.endswith(NOTEBOOK_ENDING):
            return path.strip("/")
        if session.get("type") == "notebook" and name.endswith(NOTEBOOK_ENDING):
            return f"{path.rpartition('/')[0]}/{name}".strip("/")
    return None
