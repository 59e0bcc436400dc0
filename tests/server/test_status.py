"""``GET status``, and a store that cannot be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.conftest import Panel

    from trackside_server import TracksideApp


async def test_status_names_version_store_and_revision(panel: Panel, root: Path) -> None:
    status = await panel.get("status")

    assert status["version"] == __version__
    assert status["store_url"] == f"sqlite:///{root}/.trackside/trackside.db"
    assert status["revision"] == 1


async def test_starting_the_server_makes_no_store(app: TracksideApp, root: Path) -> None:
    await app._catching_up

    assert not (root / ".trackside").exists()


async def test_a_corrupt_store_is_told_and_tried_again(panel: Panel, root: Path) -> None:
    database = root / ".trackside" / "trackside.db"
    database.parent.mkdir()
    database.write_bytes(b"this is no database" * 100)

    refused = await panel.refused(panel.get("status"))

    assert (refused.status, refused.error_code) == (500, "DATA_LOSS")
    assert "not a database" in refused.message

    database.unlink()
    assert (await panel.get("status"))["revision"] == 1
