"""What a new run is told of its surroundings, without making it wait.

The cheap facts are tags of the run from its first moment. Git and the packages' versions take
milliseconds to seconds to find out: they are looked up in a thread and written when known, at the
latest when the run ends. A loop of runs looks them up once.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from trackside.context import tags as names
from trackside.context.environment import environment
from trackside.context.git import git_state
from trackside.context.source import run_source
from trackside.context.user import user_name
from trackside.entities import RunTag
from trackside.errors import TracksideException
from trackside.fluent.whereabouts import whereabouts

if TYPE_CHECKING:
    from trackside.context.cell_watch import CellExecution
    from trackside.store.base import Store

GIT_FRESH_S = 3.0
WAIT_AT_END_S = 2.0

_log = logging.getLogger("trackside")


def immediate_tags(execution: CellExecution | None) -> dict[str, str]:
    """Return the tags that cost nothing to know."""
    notebook = whereabouts.notebook()
    source = run_source(notebook)
    found = {
        names.USER: user_name(os.environ),
        names.SOURCE_NAME: source.name,
        names.SOURCE_TYPE: source.type,
        names.PROCESS: json.dumps({"host": socket.gethostname(), "pid": os.getpid()}),
    }
    kernel_id = whereabouts.kernel_id
    if kernel_id:
        found[names.KERNEL_ID] = kernel_id
    if notebook:
        found[names.NOTEBOOK] = notebook
    if execution:
        found[names.CELL_ID] = execution.cell_id
    return found


def source_tags() -> dict[str, str]:
    """Return who and what code is at work, for things that belong to no run: MLflow's tags only.

    The git commit is among them if a run looked it up a moment ago.
    """
    found = {**immediate_tags(None), **surroundings.known_tags()}
    return {key: value for key, value in found.items() if key.startswith("mlflow.")}


class Surroundings:
    """Looks up git and packages for one run after another."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._looked_at = float("-inf")
        self._modules = 0

    def known_tags(self) -> dict[str, str]:
        """Return what was looked up a moment ago; empty if that is too long ago."""
        is_fresh = time.monotonic() - self._looked_at < GIT_FRESH_S
        return self._known if is_fresh and len(sys.modules) == self._modules else {}

    def look_up(self, store: Store, run_id: str) -> threading.Thread:
        """Find out and write to the run, in a thread that the run's end waits for."""
        thread = threading.Thread(
            target=self._write, args=(store, run_id), name="trackside-surroundings", daemon=True
        )
        thread.start()
        return thread

    def _write(self, store: Store, run_id: str) -> None:
        try:
            found = self._find_out()
            store.log_batch(run_id, tags=[RunTag(key, value) for key, value in found.items()])
        except (TracksideException, OSError) as error:
            _log.debug("Could not note the surroundings of run %s: %s", run_id, error)

    def _find_out(self) -> dict[str, str]:
        found = {names.ENVIRONMENT: environment().to_json()}
        modules = len(sys.modules)
        git = git_state(Path.cwd())
        if git is not None:
            found[names.GIT_COMMIT] = git.commit
            found[names.GIT_DIRTY] = str(git.is_dirty).lower()
            if git.branch:
                found[names.GIT_BRANCH] = git.branch
            if git.repository_url:
                found[names.GIT_REPOSITORY_URL] = git.repository_url
        self._known, self._looked_at, self._modules = found, time.monotonic(), modules
        return found

    def environment_since(self, modules_at_start: int) -> dict[str, str]:
        """Return the environment's tag if the program imported more since its run started."""
        if len(sys.modules) == modules_at_start:
            return {}
        return {names.ENVIRONMENT: environment().to_json()}


surroundings = Surroundings()
