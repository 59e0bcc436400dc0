"""Writes that wait for a store that is away: in order, once it is back, by whoever is there."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from trackside.entities import Param, RunTag
from trackside.errors import InvalidParameter, NotFound, StoreUnavailable
from trackside.spool import Write, adopt_orphans, deferred, write_of
from trackside.spool.deferred import DeferredWrites
from trackside.store.sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Iterator


class Away(SqlStore):
    """A store that can be taken away."""

    is_away = False

    def log_batch(self, *arguments: object, **named: object) -> None:
        if self.is_away:
            raise StoreUnavailable("The store is away.")
        super().log_batch(*arguments, **named)  # type: ignore[arg-type]

    @contextmanager
    def away(self) -> Iterator[None]:
        self.is_away = True
        yield
        self.is_away = False


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Away]:
    opened = Away(f"sqlite:///{tmp_path / 'trackside.db'}", "file:///artifacts")
    yield opened
    opened.close()


@pytest.fixture
def run_id(store: Away) -> str:
    return store.create_run("0", "ada", 1, {}).info.run_id


def tag(run_id: str, key: str, value: str) -> Write:
    return write_of(run_id, [], [RunTag(key, value)])


def test_a_store_that_is_there_is_written_through(store: Away, run_id: str, tmp_path: Path) -> None:
    writes = DeferredWrites(store, tmp_path / "spool")
    writes.write(write_of(run_id, [Param("depth", "3")], []))

    assert store.get_run(run_id).data.params == {"depth": "3"}
    assert not writes
    assert not (tmp_path / "spool").exists()
    with pytest.raises(InvalidParameter, match="Changing param values"):
        writes.write(write_of(run_id, [Param("depth", "4")], []))
    with pytest.raises(NotFound):
        writes.write(tag("0" * 32, "stage", "dev"))


def test_what_waits_is_written_in_its_order(
    store: Away, run_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deferred, "PAUSE_S", 0.0)
    writes = DeferredWrites(store, tmp_path / "spool")
    with store.away():
        for number in range(5):
            writes.write(tag(run_id, "stage", f"s{number}"))
    assert writes
    writes.write(tag(run_id, "stage", "last"))  # back: what waits goes first

    assert store.get_run(run_id).data.tags["stage"] == "last"
    assert not writes
    assert list((tmp_path / "spool").iterdir()) == []


def test_what_is_kept_while_the_file_is_deleted_stays(
    store: Away, run_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = DeferredWrites(store, tmp_path / "spool")
    with store.away():
        writes.write(tag(run_id, "one", "1"))
    late = threading.Thread(target=writes._keep, args=(tag(run_id, "two", "2"),))
    unlink = Path.unlink

    def keep_meanwhile(path: Path, missing_ok: bool = False) -> None:
        late.start()
        late.join(0.2)
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", keep_meanwhile)
        writes.catch_up()
    late.join()
    writes.catch_up()

    tags = store.get_run(run_id).data.tags
    assert (tags["one"], tags["two"]) == ("1", "2")


def test_what_the_store_refuses_later_is_said_and_stops_nothing(
    store: Away, run_id: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    writes = DeferredWrites(store, tmp_path / "spool")
    store.log_batch(run_id, params=[Param("depth", "3")])
    with store.away():
        writes.write(write_of(run_id, [Param("depth", "4")], []))
        writes.write(tag(run_id, "stage", "dev"))
    writes.catch_up()

    assert store.get_run(run_id).data.params == {"depth": "3"}
    assert store.get_run(run_id).data.tags["stage"] == "dev"
    assert "is refused: Changing param values" in caplog.text


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of this process")
def test_what_a_killed_process_kept_is_written_by_the_next(
    store: Away, run_id: str, tmp_path: Path
) -> None:
    child = os.fork()
    if child == 0:
        with store.away():
            writes = DeferredWrites(store, tmp_path / "spool")
            writes.write(write_of(run_id, [Param("depth", "3")], [RunTag("stage", "dev")]))
            writes.write(Write(run_id, status="FINISHED", end_time=9))
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    adopt_orphans(store, tmp_path / "spool")

    run = store.get_run(run_id)
    assert (run.data.params, run.data.tags["stage"]) == ({"depth": "3"}, "dev")
    assert (run.info.status, run.info.end_time) == ("FINISHED", 9)
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_damaged_line_costs_only_itself(
    store: Away, run_id: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    writes = DeferredWrites(store, tmp_path / "spool")
    with store.away():
        writes.write(tag(run_id, "one", "1"))
        writes.write(tag(run_id, "two", "2"))
    (path,) = (tmp_path / "spool").iterdir()
    lines = path.read_bytes().splitlines()
    writes.release()
    path.write_bytes(lines[0] + b"\n" + lines[1][:20])
    adopt_orphans(store, tmp_path / "spool")

    tags = store.get_run(run_id).data.tags
    assert (tags["one"], tags.get("two")) == ("1", None)
    assert "damaged and was left out" in caplog.text
