"""Which files a request means: those of a run, or of a logged model that the run made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackside.artifacts.paths import artifact_parts
from trackside.artifacts.repository import repository_for
from trackside.errors import NotFound

if TYPE_CHECKING:
    from typing import BinaryIO

    from trackside.artifacts.repository import ArtifactRepository
    from trackside.entities import LoggedModel, Run
    from trackside.store.base import Store
    from trackside_server.arguments import Query


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file or folder ``path`` of a run, or with ``model_id`` of that logged model of the run."""

    run_id: str
    model_id: str | None
    path: str

    @classmethod
    def parsed(cls, run_id: str, query: Query) -> FilePlace:
        """Return the place that a URL names; an empty path is all there is."""
        return cls(run_id, query.text("model_id") or None, query.text("path"))

    @property
    def name(self) -> str:
        """The last part of the path; empty for the root."""
        return (artifact_parts(self.path) or ("",))[-1]

    def repository(self, store: Store) -> ArtifactRepository:
        """Return what the path lies in, and is confined to."""
        run = store.get_run(self.run_id)
        if self.model_id is None:
            return repository_for(run.info.artifact_uri, store.url)
        return repository_for(made_model(store, run, self.model_id).artifact_location, store.url)

    def opened(self, store: Store) -> BinaryIO:
        """Return the file, open for reading."""
        return self.repository(store).open(self.path)


def made_model(store: Store, run: Run, model_id: str) -> LoggedModel:
    """Return a logged model that the run made; raises ``NotFound`` for any other."""
    outputs = {output.model_id for output in run.outputs.model_outputs}
    model = store.get_logged_model(model_id)
    if model.source_run_id != run.info.run_id and model_id not in outputs:
        raise NotFound(f"The run {run.info.run_id!r} has made no logged model {model_id!r}.")
    return model
