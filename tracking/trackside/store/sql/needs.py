"""What the registry and active runs need of things that lie in the bin."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from sqlalchemy import select

from trackside.entities import LifecycleStage
from trackside.store.sql.chunks import chunked
from trackside.store.sql.registry_versions import DELETED_STAGE
from trackside.store.sql.tables import model_versions, registered_models, run_models, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


class Needs:
    """What is needed, as of one state of the database."""

    def __init__(self, connection: Connection) -> None:
        query = (
            select(
                registered_models.c.name,
                model_versions.c.version,
                model_versions.c.source,
                model_versions.c.model_id,
            )
            .join(registered_models, registered_models.c.id == model_versions.c.model)
            .where(model_versions.c.current_stage != DELETED_STAGE)
            .order_by(registered_models.c.name, model_versions.c.version)
        )
        self._by_run: dict[str, str] = {}
        self._by_model: dict[str, str] = {}
        places: list[tuple[str, str]] = []
        for name, version, source, model_id in connection.execute(query):
            who = f"version {version} of the registered model {name!r}"
            scheme, _, rest = source.partition(":/")
            first = rest.lstrip("/").partition("/")[0]
            if scheme == "runs":
                self._by_run.setdefault(first, who)
            elif scheme == "models":
                self._by_model.setdefault(first, who)
            else:
                places.append((f"{_place(source)}/", who))
            if model_id:
                self._by_model.setdefault(model_id, who)
        places.sort()
        self._places = [place for place, _ in places]
        self._who = [who for _, who in places]

    def of_run(self, run_id: str, artifact_uri: str) -> str | None:
        """Say who needs the files of a run; None if nobody does."""
        return self._by_run.get(run_id) or self._in(artifact_uri)

    def of_model(self, model_id: str, artifact_uri: str) -> str | None:
        """Say which version needs the files of a logged model; None if none does."""
        return self._by_model.get(model_id) or self._in(artifact_uri)

    def _in(self, artifact_uri: str) -> str | None:
        # Closed by a slash, a folder sorts right before what lies in it.
        folder = f"{_place(artifact_uri)}/"
        index = bisect_left(self._places, folder)
        if index < len(self._places) and self._places[index].startswith(folder):
            return self._who[index]
        return None


def active_users(connection: Connection, model_ids: Sequence[str]) -> dict[str, str]:
    """Return an active run that took a model in or put it out, for each that has one."""
    return {
        model_id: run_id
        for chunk in chunked(model_ids)
        for model_id, run_id in connection.execute(
            select(run_models.c.model_id, runs.c.run_id)
            .join(runs, runs.c.id == run_models.c.run)
            .where(
                run_models.c.model_id.in_(chunk), runs.c.lifecycle_stage == LifecycleStage.ACTIVE
            )
        )
    }


def _place(uri: str) -> str:
    # Late: only permanent deletion needs to know how addresses of files are written.
    from trackside.artifacts.local_uri import path_from_uri, uri_scheme
    from trackside.errors import InvalidParameter

    if uri_scheme(uri) in ("", "file"):
        try:
            return path_from_uri(uri).absolute().as_posix().rstrip("/")
        except InvalidParameter:  # another host's
            return uri.rstrip("/")
    return uri.rstrip("/")
