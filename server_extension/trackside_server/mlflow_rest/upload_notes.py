"""Files that came or went through the server are a change of their run: panels hear of it by push."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from trackside.artifacts.paths import artifact_parts
from trackside.entities import LifecycleStage
from trackside.errors import NotFound

if TYPE_CHECKING:
    from trackside.store.base import Store

# <artifact location of the experiment>/<run id>/artifacts/<path>
_FOLDER = "artifacts"


def note_files(store: Store, path: str) -> None:
    """Note at the run that files at a path below the artifact root changed; nothing if it is no run's."""
    parts = artifact_parts(path)
    for number, folder in enumerate(parts[1:]):
        if folder == _FOLDER:
            with suppress(NotFound):
                info = store.get_run(parts[number]).info
                own = "/".join((store.artifact_root, *parts[: number + 2]))
                if info.artifact_uri == own and info.lifecycle_stage == LifecycleStage.ACTIVE:
                    store.log_batch(info.run_id)
                return
