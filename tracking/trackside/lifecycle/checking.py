"""Is a store sound: its database, the metrics still on their way into it, its artifact folders?"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackside.artifacts.repository import repository_for
from trackside.errors import StoreCorrupt, TracksideException
from trackside.lifecycle.moving import check_is_there, locate_database
from trackside.spool.file import ENDING, claim, read_at, written_end
from trackside.spool.records import RECORD_SIZE, Reader
from trackside.store.sql import SqlStore
from trackside.store.sql.checking import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_RUN_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    ``faults`` are damage; ``notices`` say what is left over and harms nobody; ``repaired`` is how
    many series were mended before.
    """

    faults: Sequence[Fault]
    notices: Sequence[str]
    repaired: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether there is no damage."""
        return not self.faults


def check_store(tracking_uri: str, *, repair: bool = False) -> Report:
    """Check a store as it lies there: metrics of dead processes stay in their spools.

    With ``repair``, what follows from the points (summaries) is written anew first. Raises
    ``NotFound`` where no store is.
    """
    location = locate_database(tracking_uri)
    check_is_there(location)
    store = SqlStore(location.url, location.artifact_root)
    try:
        repaired = store.repair() if repair else 0
        faults = _faults_of(store)
        notices: list[str] = []
        for path in sorted(location.spool_folder.glob(f"*{ENDING}")):
            _look_into_spool(path, faults, notices)
        # Damage may be such that this cannot be asked any more; it was reported above.
        if not faults:
            notices += _left_artifacts(store)
        return Report(faults, notices, repaired)
    finally:
        store.close()


def _faults_of(store: SqlStore) -> list[Fault]:
    try:
        return store.find_faults()
    except StoreCorrupt as error:  # such damage that it cannot be read to the end
        return [Fault(error.message)]


def _look_into_spool(path: Path, faults: list[Fault], notices: list[str]) -> None:
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:  # folded meanwhile
        return
    try:
        if not claim(descriptor):
            return
        end = written_end(descriptor)
        damaged = Reader().read(read_at(descriptor, 0, end), 0).damaged
    finally:
        os.close(descriptor)
    if damaged:
        faults.append(Fault(f"{damaged} record(s) of the spool '{path}' are damaged."))
    notices.append(
        f"The spool '{path}' of a process that died has {end // RECORD_SIZE} records;"
        " whoever opens the store next folds them."
    )


def _left_artifacts(store: SqlStore) -> Iterator[str]:
    doomed = store.doomed_artifacts()
    if doomed:
        yield f"Artifacts of {len(doomed)} deleted run(s) or model(s) wait for the next gc."
    for location in store.artifact_locations():
        try:
            names = [info.path for info in repository_for(location).list_artifacts() if info.is_dir]
        except TracksideException as error:
            yield f"The artifacts at {location!r} were not looked at: {error.message}"
            continue
        ids = [name for name in names if _RUN_ID.fullmatch(name)]
        known = {run.info.run_id for run in store.get_runs(ids)}
        for name in ids:
            if name not in known and not any(f"/{name}/" in uri for uri in doomed):
                yield f"The folder '{location}/{name}' looks like a run's, and there is no such run."
