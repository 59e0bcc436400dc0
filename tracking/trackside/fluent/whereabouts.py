"""Which notebook this process belongs to, remembered for a moment.

A notebook can be renamed while its kernel lives, so the answer is asked for again at each run; the
server answers in milliseconds, and a loop of runs asks once in :data:`FRESH_S`.
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from typing import Any

from trackside.context.notebook import connection_file, in_kernel, kernel_id, notebook_path
from trackside.context.server import ask_server_for_notebook

FRESH_S = 2.0


class Whereabouts:
    """The notebook and kernel of this process."""

    def __init__(self) -> None:
        self._notebook: str | None = None
        self._asked_at = float("-inf")

    @property
    def kernel_id(self) -> str | None:
        """The id of the Jupyter kernel that this process is, if it is one."""
        return kernel_id(connection_file()) if in_kernel() else None

    def forget(self) -> None:
        """Ask again at the next question."""
        self._asked_at = float("-inf")

    def notebook(self) -> str | None:
        """Return the path of the notebook relative to the Jupyter root, or None outside one."""
        now = time.monotonic()
        if now - self._asked_at > FRESH_S:
            ask = partial(ask_server_for_notebook, os.environ, self.kernel_id)
            self._notebook = notebook_path(os.environ, _user_namespace(), ask)
            self._asked_at = now
        return self._notebook


def _user_namespace() -> dict[str, Any]:
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return shell.user_ns if shell is not None else {}


whereabouts = Whereabouts()
