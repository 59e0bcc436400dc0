"""The store on a tracking server: MLflow's, a service that speaks its protocol, or our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.errors import PermissionDenied, StoreUnavailable, TracksideException
from trackside.store.base import DEFAULT_EXPERIMENT_ID
from trackside.store.rest.connection import Server
from trackside.store.rest.experiments import RestExperiments
from trackside.store.rest.lineage import RestLineage
from trackside.store.rest.logged_models import RestLoggedModels
from trackside.store.rest.own_server import INFO, OwnServer
from trackside.store.rest.plain_server import PlainServer
from trackside.store.rest.registry_models import RestModels
from trackside.store.rest.registry_versions import RestVersions
from trackside.store.rest.runs import RestRuns

if TYPE_CHECKING:
    from pathlib import Path

    from trackside.store.base import Changes
    from trackside.store.rest.beyond import Beyond


class RestStore(RestExperiments, RestRuns, RestLineage, RestLoggedModels, RestModels, RestVersions):
    """A whole store; one aggregate a base class. Meets :class:`trackside.store.base.Store`.

    What is approximate on a plain MLflow server, which has only its own protocol, is said in
    :mod:`plain_runs`, :mod:`plain_histories` and :mod:`plain_server`.
    """

    def __init__(self, tracking_uri: str, spool_folder: Path) -> None:
        """Contact nobody yet.

        ``tracking_uri`` is ``http(s)://...``, ``databricks`` or ``databricks://<profile>``. Raises
        ``InvalidParameter`` for one that names no server.
        """
        super().__init__(Server(tracking_uri), self._what_it_is)
        self._spool_folder = spool_folder
        self._known: Beyond | None = None

    @property
    def url(self) -> str:
        """The server's address, without any credentials."""
        return self._server.url

    @property
    def artifact_root(self) -> str:
        """The URI below which experiments keep their artifacts by default, judged by the first of them."""
        location = self.get_experiment(DEFAULT_EXPERIMENT_ID).artifact_location
        return location.rpartition("/")[0]

    @property
    def server(self) -> Server:
        """The way to the server, also for what is no part of the store: artifacts."""
        return self._server

    def revision(self) -> int:
        """Return the revision of the last change; a time on a plain MLflow server."""
        return self._beyond().revision()

    def changes_since(self, revision: int) -> Changes:
        """Return what changed after ``revision``; deleted runs count as changed."""
        return self._beyond().changes_since(revision)

    def close(self) -> None:
        """Let go of connections; idempotent."""
        self._server.close()

    def _what_it_is(self) -> Beyond:
        if self._known is None:
            try:
                is_ours = self._is_ours()
            except PermissionDenied:
                # The verb itself will be refused, too; who asks may be let in later.
                return self._plain()
            self._known = OwnServer(self._server) if is_ours else self._plain()
        return self._known

    def _plain(self) -> Beyond:
        return PlainServer(self._server, self._spool_folder, self, self)

    def _is_ours(self) -> bool:
        try:
            self._server.get(INFO, lambda wire: str(wire["trackside"]))
        except (StoreUnavailable, PermissionDenied):
            raise
        except TracksideException:
            return False
        return True
