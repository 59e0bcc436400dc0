"""The way to the store: opened late, off the loop, whatever it is; closed with the server."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from trackside.errors import StoreUnavailable
from trackside.store.sql import SqlStore
from trackside_server.store_access import StoreAccess
from trackside_server.watching import RevisionWatch, SqliteWatch

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.conftest import Panel

    from trackside_server import TracksideApp


async def test_a_folder_that_cannot_be_made_is_told(panel: Panel, root: Path) -> None:
    (root / ".trackside").write_text("in the way")

    for path in ("status", "experiments", "models"):
        refused = await panel.refused(panel.get(path))
        assert (refused.status, refused.error_code) == (503, "TEMPORARILY_UNAVAILABLE")
        assert ".trackside" in refused.message

    (root / ".trackside").unlink()
    assert (await panel.get("status"))["revision"] == 1


async def test_a_feed_waits_for_its_store(
    panel: Panel, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trackside_server.feed.RETRY_S", 0.05)
    (root / ".trackside").write_text("in the way")

    async with panel.feed() as next_notice:
        await asyncio.sleep(0.2)
        (root / ".trackside").unlink()
        assert (await next_notice())["revision"] == 1


async def test_work_is_done_off_the_loop(tmp_path: Path) -> None:
    access = StoreAccess("runs", tmp_path)

    worker = await access.run(lambda _store: threading.current_thread())

    assert worker is not threading.main_thread()
    assert access.database == tmp_path / "runs" / "trackside.db"
    await access.close()


async def test_what_comes_after_the_end_is_told_to_try_again(
    panel: Panel, app: TracksideApp
) -> None:
    await panel.get("status")
    async with panel.feed() as next_notice:
        await next_notice()
        await app.stop_extension()

        assert not app.feed.is_watching
        refused = await panel.refused(panel.get("status"))
        assert refused.status == 503
    async with panel.feed():
        assert not app.feed.is_watching


@pytest.mark.parametrize("kind", ["sqlite", "other"])
def test_a_watch_sees_each_commit_once(tmp_path: Path, kind: str) -> None:
    database = tmp_path / "trackside.db"
    store = SqlStore(f"sqlite:///{database}", "artifacts")
    watch = SqliteWatch(database, 0.05) if kind == "sqlite" else RevisionWatch(store, 0.05)

    assert not watch.has_changed()
    store.create_experiment("apples")
    store.get_experiment("0")
    assert watch.has_changed()
    assert not watch.has_changed()

    watch.close()
    store.close()


def test_what_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="Cannot watch"):
        SqliteWatch(tmp_path / "nothing.db", 0.05)
    assert not (tmp_path / "nothing.db").exists()
