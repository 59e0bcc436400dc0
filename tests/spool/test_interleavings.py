"""Any order of logging, folding, dying and adopting: every point is there once, in its order."""

from __future__ import annotations

import math
import shutil
import tempfile
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from trackside.errors import StoreUnavailable
from trackside.spool import SpoolWriter, adopt_orphans
from trackside.spool import folding as spool_folding
from trackside.spool import writer as spool_writer
from trackside.spool.records import RECORD_SIZE
from trackside.store.sql import SqlStore, histories

if TYPE_CHECKING:
    from trackside.store.base import SpoolRange

VALUES = st.floats(allow_nan=True, allow_infinity=True)
KEYS = st.sampled_from(["loss", "val/loss", "a key that takes more than one record to define: é"])


class Interleavings(RuleBasedStateMachine):
    """Two processes' writers on one store; a writer that dies leaves its file to be adopted."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp())
        self._store = SqlStore(f"sqlite:///{self._folder / 'trackside.db'}", "file:///a")
        self._runs = [self._store.create_run("0", "ada", 1, {}).info.run_id for _ in range(2)]
        self._expected: dict[tuple[str, str], list[float]] = defaultdict(list)
        self._step = 0
        # Nobody folds but the rules; files, stretches and segments are as small as can be.
        self._small: list[Any] = [
            mock.patch.object(spool_writer, "ROTATE_AT", 20 * RECORD_SIZE),
            mock.patch.object(spool_writer, "STRETCH", 4 * RECORD_SIZE),
            mock.patch.object(spool_folding, "STRETCH", 4 * RECORD_SIZE),
            mock.patch.object(histories, "FULL_SEGMENT", 8),
            mock.patch.object(SpoolWriter, "_wake_up"),
        ]
        for patch in self._small:
            patch.start()
        self._writers = [self._new_writer(), self._new_writer()]

    def _new_writer(self) -> SpoolWriter:
        return SpoolWriter(self._store, self._folder / "spool")

    @rule(
        who=st.integers(0, 1), run=st.integers(0, 1), key=KEYS, values=st.lists(VALUES, max_size=6)
    )
    def log(self, who: int, run: int, key: str, values: list[float]) -> None:
        for value in values:
            self._writers[who].append(self._runs[run], key, value, 1_000 + self._step, self._step)
            self._expected[self._runs[run], key].append(value)
            self._step += 1

    @rule(who=st.integers(0, 1))
    def flush(self, who: int) -> None:
        self._writers[who].flush()

    @rule(who=st.integers(0, 1))
    def close(self, who: int) -> None:
        self._writers[who].close()
        self._writers[who] = self._new_writer()

    @rule(who=st.integers(0, 1))
    def die(self, who: int) -> None:
        """Let go of the file as the death of a process does."""
        self._writers[who].after_fork()
        self._writers[who] = self._new_writer()

    @rule(who=st.integers(0, 1))
    def die_between_folding_and_forgetting(self, who: int) -> None:
        """Fold a stretch, then die before anybody remembers that it was folded."""
        append_points = SqlStore.append_points
        calls = 0

        def then_die(store: SqlStore, additions: object, origin: SpoolRange) -> bool:
            nonlocal calls
            calls += 1
            append_points(store, additions, origin)  # type: ignore[arg-type]
            raise OSError("died")

        with mock.patch.object(SqlStore, "append_points", then_die):
            try:
                self._writers[who].flush()
            except OSError:
                assert calls == 1
        self.die(who)

    @rule(who=st.integers(0, 1))
    def lose_the_answer(self, who: int) -> None:
        """Fold a stretch and hear that the store is away: the connection broke off after it was taken."""
        append_points = SqlStore.append_points

        def take_and_break_off(store: SqlStore, additions: object, origin: SpoolRange) -> bool:
            append_points(store, additions, origin)  # type: ignore[arg-type]
            raise StoreUnavailable("The connection broke off.")

        with (
            mock.patch.object(SqlStore, "append_points", take_and_break_off),
            suppress(StoreUnavailable),
        ):
            self._writers[who].flush()

    @rule()
    def adopt(self) -> None:
        adopt_orphans(self._store, self._folder / "spool")

    @invariant()
    def nothing_is_there_twice(self) -> None:
        for run_id, key in self._expected:
            history = self._store.get_history(run_id, key)
            assert len(set(history.steps.tolist())) == len(history)
            assert len(history) <= len(self._expected[run_id, key])

    def teardown(self) -> None:
        for writer in self._writers:
            writer.close()
        adopt_orphans(self._store, self._folder / "spool")
        for (run_id, key), values in self._expected.items():
            found = self._store.get_history(run_id, key).values.tolist()
            assert list(map(_exactly, found)) == list(map(_exactly, values))
        assert [path.name for path in (self._folder / "spool").glob("*")] == []
        for patch in self._small:
            patch.stop()
        self._store.close()
        shutil.rmtree(self._folder)


def _exactly(value: float) -> str:
    """Tell NaN from numbers, and 0.0 from -0.0."""
    return "nan" if math.isnan(value) else value.hex()


Interleavings.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestInterleavings = Interleavings.TestCase
