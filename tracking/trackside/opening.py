"""The stores that this process has open: one connection pool and one metric spool each."""

from __future__ import annotations

import atexit
import logging
import os
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trackside.errors import StoreUnavailable, TracksideException
from trackside.store.location import default_tracking_uri, locate, prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import Param, RunTag
    from trackside.spool import SpoolWriter
    from trackside.store.base import Store
    from trackside.store.location import StoreLocation

_log = logging.getLogger("trackside")
_lock = threading.RLock()
_open: dict[str, OpenStore] = {}
_chosen_uri: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OpenStore:
    """A store and the way that metrics take into it."""

    store: Store
    spool: SpoolWriter
    _loggable: set[str] = field(default_factory=set)

    def check_loggable(self, run_id: str) -> None:
        """Raise what logging to this run would raise (unknown, deleted); asked once a run.

        A store that is away now is no reason to refuse: the metric waits in the spool.
        """
        if run_id not in self._loggable:
            with suppress(StoreUnavailable):
                self.store.check_active(run_id)
            self._loggable.add(run_id)

    def forget_loggable(self, run_id: str) -> None:
        """Ask again before the next new metric of a run that was deleted here."""
        self._loggable.discard(run_id)

    def put(self, run_id: str, params: Sequence[Param] = (), tags: Sequence[RunTag] = ()) -> None:
        """Write params and tags of a run; they wait, with a warning, while the store is away."""
        from trackside.spool import write_of

        self.spool.write(write_of(run_id, params, tags))

    def update(
        self, run_id: str, status: str | None, end_time: int | None, run_name: str | None = None
    ) -> None:
        """Change a run's status, end or name once its metrics are there; waits as :meth:`put` does."""
        from trackside.spool import Write
        from trackside.store.limits import checked_status

        if status is not None:
            checked_status(status)
        self.spool.settle()
        self.spool.write(Write(run_id, (), (), status, end_time, run_name))

    def settled(self) -> Store:
        """Return the store once it holds every metric logged through this process.

        One that cannot be written now can still be read: then the last metrics are missing, and a
        warning says so.
        """
        self.spool.settle()
        return self.store


def set_tracking_uri(uri: str | Path) -> None:
    """Choose the store for everything that follows in this process and its children.

    ``uri`` is a folder, a ``sqlite:///`` file, another database's URL, or a tracking server:
    ``http(s)://...``, ``databricks`` or ``databricks://<profile>``. ``""`` goes back to the default.
    Nothing is opened or made until the store is used.
    """
    global _chosen_uri  # noqa: PLW0603 (the process has one current store, as in MLflow)
    text = str(uri)
    _chosen_uri = locate(text).url if text else None
    if _chosen_uri:
        os.environ["TRACKSIDE_TRACKING_URI"] = _chosen_uri
    else:
        os.environ.pop("TRACKSIDE_TRACKING_URI", None)


def get_tracking_uri() -> str:
    """Return the URL of the current store."""
    return _chosen_uri or locate(default_tracking_uri(os.environ, Path.cwd())).url


def is_tracking_uri_set() -> bool:
    """Say whether a store was chosen, by :func:`set_tracking_uri` or by the environment."""
    return bool(
        _chosen_uri
        or os.environ.get("TRACKSIDE_TRACKING_URI")
        or os.environ.get("MLFLOW_TRACKING_URI")
    )


def open_store(tracking_uri: str | None = None) -> OpenStore:
    """Return the store at ``tracking_uri`` (default: the current one), opening it if need be.

    Opening also folds the metrics that dead processes left behind.
    """
    # The hot path of log_metric: a client always gives its URI, and it was opened before.
    opened = _open.get(tracking_uri or "")
    if opened is not None:
        return opened
    location = locate(tracking_uri or get_tracking_uri())
    with _lock:
        if location.url not in _open:
            _open[location.url] = _opened(location)
        if tracking_uri:
            _open[tracking_uri] = _open[location.url]
        return _open[location.url]


def _opened(location: StoreLocation) -> OpenStore:
    from trackside.spool import SpoolWriter, adopt_orphans

    store = _store_at(location)
    try:
        adopt_orphans(store, location.spool_folder)
    except (TracksideException, OSError) as error:
        _log.warning("Metrics left by an earlier process stay in their spool for now: %s", error)
    return OpenStore(store, SpoolWriter(store, location.spool_folder))


def _store_at(location: StoreLocation) -> Store:
    if location.is_on_tracking_server:
        from trackside.store.rest import RestStore

        return RestStore(location.url, location.spool_folder)
    from trackside.store.sql import SqlStore

    prepare(location)
    return SqlStore(location.url, location.artifact_root)


def flush() -> None:
    """Wait until every metric logged by this process is in its store.

    Raises ``StoreUnavailable`` if a store cannot be written now; the metrics stay in the spool.
    """
    for opened in set(_open.values()):
        opened.spool.flush()


flush_async_logging = flush  # MLflow's name


def close_all() -> None:
    """Flush and close every open store; what comes later opens them again."""
    with _lock:
        stores = set(_open.values())
        _open.clear()
        for opened in stores:
            opened.spool.close()
            opened.store.close()


atexit.register(close_all)
