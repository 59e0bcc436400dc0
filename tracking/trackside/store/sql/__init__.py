"""The store in a SQL database: SQLite first, any database that SQLAlchemy speaks by its URL."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from trackside.store.base import Changes
from trackside.store.sql.checking import SqlCheck
from trackside.store.sql.collecting import SqlBin
from trackside.store.sql.database import Database
from trackside.store.sql.datasets import SqlDatasets
from trackside.store.sql.histories import SqlHistories
from trackside.store.sql.intake_experiments import SqlExperimentIntake
from trackside.store.sql.intake_models import SqlModelIntake
from trackside.store.sql.intake_registry import SqlRegistryIntake
from trackside.store.sql.intake_runs import SqlRunIntake
from trackside.store.sql.logged_model_search import SqlLoggedModelSearch
from trackside.store.sql.logged_models import SqlLoggedModels
from trackside.store.sql.notebooks import SqlNotebooks
from trackside.store.sql.registry_models import SqlModels
from trackside.store.sql.registry_versions import SqlVersions
from trackside.store.sql.run_search import SqlRunSearch
from trackside.store.sql.runs import SqlRuns
from trackside.store.sql.setup import set_up
from trackside.store.sql.tables import experiments, runs, store_state
from trackside.store.sql.vacuuming import SqlVacuum
from trackside.store.sql.whole import SqlWhole


class SqlStore(
    SqlNotebooks,
    SqlRuns,
    SqlDatasets,
    SqlHistories,
    SqlRunSearch,
    SqlLoggedModels,
    SqlLoggedModelSearch,
    SqlModels,
    SqlVersions,
    SqlBin,
    SqlWhole,
    SqlExperimentIntake,
    SqlRunIntake,
    SqlModelIntake,
    SqlRegistryIntake,
    SqlCheck,
    SqlVacuum,
):
    """A whole store; one aggregate a base class.

    Meets :class:`trackside.store.base.Store` and :class:`trackside.store.lifecycle.LifecycleStore`.
    """

    def __init__(self, url: str, artifact_root: str) -> None:
        """Open the database at ``url``, creating its tables if it is empty.

        ``artifact_root`` is the URI (no ``/`` at its end) below which experiments created without a
        location of their own keep their artifacts; a store on a database server keeps to what its
        first user said. Raises ``StoreCorrupt`` for a file that is no
        Trackside store, ``StoreUnavailable`` or ``PermissionDenied`` if it cannot be used.
        """
        super().__init__(Database(url), artifact_root)
        try:
            self._artifact_root = set_up(self._database, artifact_root)
        except BaseException:
            self._database.close()
            raise

    @property
    def url(self) -> str:
        """The store's address, with any password masked."""
        return self._database.url

    @property
    def artifact_root(self) -> str:
        """The URI, without a ``/`` at its end, below which experiments keep their artifacts by default."""
        return self._artifact_root

    def revision(self) -> int:
        """Return the revision of the last committed change."""
        with self._database.read() as connection:
            return int(connection.execute(select(store_state.c.revision)).scalar_one())

    def changes_since(self, revision: int) -> Changes:
        """Return what changed after ``revision``; deleted runs count as changed."""
        with self._database.read() as connection:
            state = connection.execute(select(store_state)).one()
            changed: dict[str, list[str]] = defaultdict(list)
            query = select(runs.c.experiment_id, runs.c.run_id).where(runs.c.revision > revision)
            for experiment_id, run_id in connection.execute(query):
                changed[str(experiment_id)].append(run_id)
            query_experiments = select(experiments.c.id).where(experiments.c.revision > revision)
            return Changes(
                revision=state.revision,
                experiment_ids=[
                    str(number) for number in connection.execute(query_experiments).scalars()
                ],
                run_ids=changed,
                registry=state.registry_revision > revision,
            )

    def close(self) -> None:
        """Let go of files and connections; idempotent."""
        self._database.close()
