"""Files that come and go are a change of their run, whoever logs or deletes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from trackside_server.mlflow_rest.upload_notes import note_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.conftest import Panel

    from trackside.client import Client
    from trackside_server import TracksideApp

ARTIFACTS = "trackside/api/2.0/mlflow-artifacts/artifacts"


@pytest.fixture
def run_id(client: Client) -> str:
    return client.create_run("0").info.run_id


async def changed(panel: Panel, since: int) -> list[str]:
    found = await panel.get("changes", experiment_id="0", since=since)
    return [run["run_id"] for run in found["runs"]]


async def revision(panel: Panel) -> int:
    return int((await panel.get("status"))["revision"])


async def test_a_file_of_the_library_is_news_of_its_run(
    panel: Panel, client: Client, run_id: str, tmp_path: Path
) -> None:
    for log in (
        lambda: client.log_text(run_id, "a", "notes.txt"),
        lambda: client.log_artifacts(run_id, tmp_path),
    ):
        before = await revision(panel)
        log()
        assert await changed(panel, before) == [run_id]


async def test_an_upload_is_news_of_its_run(panel: Panel, jp_fetch: Any, run_id: str) -> None:
    path = (ARTIFACTS, "0", run_id, "artifacts", "deep", "artifacts", "notes.txt")
    for method, body in (("PUT", b"crisp"), ("DELETE", None)):
        before = await revision(panel)
        await jp_fetch(*path, method=method, body=body)
        assert await changed(panel, before) == [run_id]


async def test_a_deletion_in_a_panel_is_news_to_the_others(
    panel: Panel, client: Client, run_id: str
) -> None:
    client.log_text(run_id, "a", "notes.txt")
    before = await revision(panel)
    await panel.delete(f"runs/{run_id}/artifacts", path="notes.txt")
    assert await changed(panel, before) == [run_id]


def test_what_belongs_to_no_run_in_use_is_no_news(app: TracksideApp, client: Client) -> None:
    deleted = client.create_run("0").info.run_id
    client.delete_run(deleted)
    elsewhere = client.create_run("0").info.run_id
    store = client._store
    before = store.revision()
    for path in (
        f"0/{deleted}/artifacts/notes.txt",
        f"1/{elsewhere}/artifacts/notes.txt",
        f"0/{'0' * 32}/artifacts/notes.txt",
        "0/models/m-1/artifacts/MLmodel",
        "artifacts/notes.txt",
        "notes.txt",
    ):
        note_files(store, path)
    assert store.revision() == before
