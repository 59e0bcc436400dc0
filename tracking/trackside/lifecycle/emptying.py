"""Empty the bin for good: MLflow's ``gc``.

The store deletes rows and notes their artifacts in one transaction; the files go after that. A
process that dies in between leaves files that the next one deletes. Nothing is locked for long:
a transaction takes a few runs, and others log between two of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trackside.artifacts.blobs import blob_folder, drop_unused_blobs
from trackside.clock import now_ms
from trackside.errors import InvalidParameter, NotImplementedHere, TracksideException
from trackside.lifecycle.ages import parse_age
from trackside.lifecycle.artifact_folders import (
    bytes_in,
    delete_folder,
    delete_if_empty,
    is_known_storage,
    location_of,
)
from trackside.store.lifecycle import BinChoice, LifecycleStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from trackside.store.lifecycle import Binned

# What one transaction takes: some milliseconds of the write lock, and less than 0.1 s for one that
# is full of points.
_AT_ONCE = 20
_POINTS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Emptied:
    """What was deleted for good, or with ``is_dry_run`` would be.

    ``kept`` are those that may not go (``kept_because``). ``artifact_bytes`` is the size of the
    deleted files, one that others share in full; ``shared_bytes`` that of shared content which
    nobody uses any more. ``problems`` are artifacts that could not be deleted, in words; those that
    may be deleted later are tried again by the next call.
    """

    gone: Sequence[Binned]
    kept: Sequence[Binned]
    artifact_bytes: int
    shared_bytes: int
    problems: Sequence[str]
    is_dry_run: bool


def empty_bin(
    store: object,
    older_than: timedelta | str | None = None,
    run_ids: Sequence[str] = (),
    experiment_ids: Sequence[str] = (),
    logged_model_ids: Sequence[str] = (),
    *,
    dry_run: bool = False,
) -> Emptied:
    """Delete what lies in the bin; see :meth:`trackside.client.Client.gc`."""
    if not isinstance(store, LifecycleStore):
        raise NotImplementedHere(
            "This store cannot delete for good; run gc where the store's database is."
        )
    choice = BinChoice(
        tuple(run_ids), tuple(logged_model_ids), tuple(experiment_ids), _limit(older_than)
    )
    things = store.list_bin(choice)
    kept = [thing for thing in things if thing.kept_because is not None]
    going = [thing for thing in things if thing.kept_because is None]
    if dry_run:
        return Emptied(going, kept, _bytes_of(going), 0, (), is_dry_run=True)
    sweep = _Sweep(store)
    # What an earlier call, or one that died, has left comes first.
    sweep.delete_doomed()
    gone: list[Binned] = []
    for batch in _batches(going):
        gone += store.collect(batch)
        sweep.delete_doomed()
    sweep.finish()
    return Emptied(
        gone, kept, sweep.artifact_bytes, sweep.shared_bytes, sweep.problems, is_dry_run=False
    )


def _limit(older_than: timedelta | str | None) -> int | None:
    if older_than is None:
        return None
    age = parse_age(older_than) if isinstance(older_than, str) else older_than
    if not isinstance(age, timedelta) or age < timedelta():
        raise InvalidParameter(
            f"Invalid age {older_than!r}: give text such as '30d' or a timedelta that is not negative."
        )
    return now_ms() - int(age.total_seconds() * 1000)


def _batches(things: Sequence[Binned]) -> Iterator[Sequence[Binned]]:
    """Give runs first: an experiment goes when nothing is in it any more."""
    for kind in ("run", "model", "experiment"):
        batch: list[Binned] = []
        for thing in things:
            if thing.kind != kind or thing.is_along:
                continue
            points = sum(each.points for each in batch) + thing.points
            if len(batch) == _AT_ONCE or (batch and points > _POINTS_AT_ONCE):
                yield batch
                batch = []
            batch.append(thing)
        if batch:
            yield batch


def _bytes_of(things: Sequence[Binned]) -> int:
    return sum(
        bytes_in(thing.artifact_uri)
        for thing in things
        if thing.artifact_uri and is_known_storage(thing.artifact_uri)
    )


class _Sweep:
    """Deletes files whose owners are gone, and remembers how that went."""

    def __init__(self, store: LifecycleStore) -> None:
        self._store = store
        self._done: list[str] = []
        self._left: set[str] = set()
        self.artifact_bytes = 0
        self.shared_bytes = 0
        self.problems: list[str] = []

    def delete_doomed(self) -> None:
        """Delete the artifacts that the store has noted, but those that were tried before."""
        tried = {*self._done, *self._left}
        for uri in self._store.doomed_artifacts():
            if uri in tried:
                continue
            if self._tried(uri, self._delete, " The next gc tries again."):
                self._done.append(uri)
            else:
                self._left.add(uri)

    def finish(self) -> None:
        """Delete the shared content that nobody uses any more; after that nothing is left to remember."""
        used = self._store.artifact_locations()
        unused = {location_of(uri) for uri in self._done} - set(used)
        locations = {blob_folder(uri): uri for uri in (*used, *unused)}
        for location in locations.values():
            self._tried(location, self._drop_blobs)
        for location in unused:
            delete_if_empty(location)
        self._store.forget_artifacts(self._done)

    def _delete(self, uri: str) -> None:
        if is_known_storage(uri):
            size = bytes_in(uri)
            delete_folder(uri)
            self.artifact_bytes += size
        else:
            self.problems.append(f"The artifacts at {uri!r} cannot be reached from here and stay.")

    def _drop_blobs(self, location: str) -> None:
        self.shared_bytes += drop_unused_blobs(location)

    def _tried(self, uri: str, work: Callable[[str], None], advice: str = "") -> bool:
        try:
            work(uri)
        except TracksideException as error:
            self.problems.append(f"{error.message}{advice}")
            return False
        return True
