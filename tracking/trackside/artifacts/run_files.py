"""What the paths of a run lead to: its own files, and its models' below their names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from trackside.artifacts.listing import shown_order
from trackside.artifacts.paths import joined
from trackside.artifacts.repository import repository_for
from trackside.artifacts.run_models import newest_model
from trackside.errors import NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from trackside.artifacts.repository import ArtifactRepository
    from trackside.artifacts.run_models import ModelLookup
    from trackside.entities import FileInfo, Run


class RunFiles:
    """The files of a run, for reading.

    ``<name>/<path>`` is a file of the newest logged model of that name that the run made, or else
    one among the run's own artifacts.
    """

    def __init__(self, lookup: ModelLookup, run: Run, tracking_uri: str | None) -> None:
        """``lookup`` is the store of the run (or a client of it), at ``tracking_uri``."""
        self._lookup = lookup
        self._run = run
        self._tracking_uri = tracking_uri
        self._own = repository_for(run.info.artifact_uri, tracking_uri)

    def list_artifacts(self, path: str | None = None) -> list[FileInfo]:
        """Return the entries of one folder, folders first, then by name; none for what is no folder."""
        own = self._own.list_artifacts(path)
        files, name, rest = self._of_model(path)
        if files is None:
            return own
        listed = {each.path: each for each in own}
        for each in files.list_artifacts(rest):
            listed[f"{name}/{each.path}"] = replace(each, path=f"{name}/{each.path}")
        return shown_order(listed.values())

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading, from any position."""
        files, _, rest = self._of_model(path)
        if files is not None and rest:
            try:
                return files.open(rest)
            except NotFound:
                pass  # the run has a folder of this name, too
        return self._own.open(path)

    def download(self, path: str | None, destination: Path | None = None) -> Path:
        """Return a local path of a file or folder; see :class:`ArtifactRepository`."""
        files, name, rest = self._of_model(path)
        if files is None:
            return self._own.download(path, destination)
        try:
            if rest:
                return files.download(rest, destination)
            return files.download(None, destination and _made(destination / name))
        except NotFound:
            return self._own.download(path, destination)

    def _of_model(self, path: str | None) -> tuple[ArtifactRepository | None, str, str]:
        """Return the files of the model that a path leads to, its name, and the path in them."""
        name, _, rest = joined(path).partition("/")
        model = newest_model(self._lookup, self._run, name) if name else None
        if model is None:
            return None, name, rest
        return repository_for(model.artifact_location, self._tracking_uri), name, rest


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
