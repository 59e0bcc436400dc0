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
    if _FOLDER not in parts[1:]:
        return
    end = parts.index(_FOLDER, 1)
    folder = "/".join((store.artifact_root, *parts[: end + 1]))
    with suppress(NotFound):
        info = store.get_run(parts[end - 1]).info
        if info.artifact_uri == folder and info.lifecycle_stage == LifecycleStage.ACTIVE:
            store.log_batch(info.run_id)
