"""``notebook``; renames through Jupyter's contents API; a kernel's notebook."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from trackside_server.kernels import notebook_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.server.conftest import Panel

    from trackside.client import Client


async def test_a_notebook_that_never_logged_has_only_a_name(panel: Panel, client: Client) -> None:
    client.create_run("0")

    assert await panel.get("notebook", path="models/train.ipynb") == {
        "path": "models/train.ipynb",
        "default_name": "models/train",
        "experiment": None,
        "overridden": False,
    }


async def test_a_notebook_has_the_experiment_that_it_last_logged_to(
    panel: Panel, client: Client
) -> None:
    own = client._store.open_notebook("train.ipynb")
    found = await panel.get("notebook", path="/train.ipynb")
    assert (found["experiment"]["experiment_id"], found["overridden"]) == (own, False)

    other = client.create_experiment("apples")
    client._store.note_notebook_logged("train.ipynb", other)
    found = await panel.get("notebook", path="train.ipynb")
    assert (found["experiment"]["name"], found["overridden"]) == ("apples", True)

    client.delete_experiment(other)
    found = await panel.get("notebook", path="train.ipynb")
    assert (found["experiment"]["experiment_id"], found["overridden"]) == (own, False)


@pytest.fixture
def rename(panel: Panel, jp_fetch: Any) -> Callable[[str, str], Awaitable[None]]:
    async def through_the_contents_api(old: str, new: str) -> None:
        body = json.dumps({"path": new})
        await jp_fetch("api", "contents", *old.split("/"), method="PATCH", body=body)

    return through_the_contents_api


async def test_a_renamed_notebook_keeps_its_experiment(
    panel: Panel,
    client: Client,
    jp_create_notebook: Any,
    rename: Callable[[str, str], Awaitable[None]],
    eventually: Callable[..., Awaitable[Any]],
) -> None:
    jp_create_notebook("train.ipynb")
    own = client._store.open_notebook("train.ipynb")

    await rename("train.ipynb", "better.ipynb")
    await rename("better.ipynb", "best.ipynb")

    found = await eventually(lambda: client._store.get_notebook("best.ipynb"))
    assert found.experiment_id == own
    experiment = (await panel.get("notebook", path="best.ipynb"))["experiment"]
    assert (experiment["experiment_id"], experiment["name"]) == (own, "best")
    assert (await panel.get("notebook", path="train.ipynb"))["experiment"] is None


async def test_a_renamed_folder_takes_its_notebooks_along(
    client: Client,
    jp_create_notebook: Any,
    rename: Callable[[str, str], Awaitable[None]],
    eventually: Callable[..., Awaitable[Any]],
) -> None:
    jp_create_notebook("models/deep/train.ipynb")
    own = client._store.open_notebook("models/deep/train.ipynb")

    await rename("models", "old models")

    found = await eventually(lambda: client._store.get_notebook("old models/deep/train.ipynb"))
    assert found.experiment_id == own


async def test_a_rename_makes_no_store(
    jp_create_notebook: Any, rename: Callable[[str, str], Awaitable[None]], root: Path, panel: Panel
) -> None:
    jp_create_notebook("train.ipynb")

    await rename("train.ipynb", "best.ipynb")

    assert not (root / ".trackside").exists()


async def test_a_kernel_learns_its_notebook_also_after_a_rename(
    panel: Panel, jp_fetch: Any, jp_serverapp: Any, jp_create_notebook: Any
) -> None:
    jp_create_notebook("models/train.ipynb")
    session = {
        "path": "models/train.ipynb",
        "name": "train.ipynb",
        "type": "notebook",
        "kernel": {"name": "python3"},
    }
    answer = await jp_fetch("api", "sessions", method="POST", body=json.dumps(session))
    created = json.loads(answer.body)
    kernel_id = created["kernel"]["id"]

    assert await panel.get(f"kernels/{kernel_id}/notebook") == {"path": "models/train.ipynb"}

    moved = json.dumps({"path": "best.ipynb", "name": "best.ipynb"})
    await jp_fetch("api", "sessions", created["id"], method="PATCH", body=moved)
    assert await panel.get(f"kernels/{kernel_id}/notebook") == {"path": "best.ipynb"}

    await jp_serverapp.kernel_manager.shutdown_all(now=True)


def test_a_notebook_is_told_from_the_console_that_shares_its_kernel() -> None:
    kernel = {"id": "k"}
    console = {"path": "console-1-ab", "name": "Console 1", "type": "console", "kernel": kernel}
    notebook = {"path": "a/b.ipynb", "name": "b.ipynb", "type": "notebook", "kernel": kernel}
    unique = {"path": "a/0f3c", "name": "b.ipynb", "type": "notebook", "kernel": kernel}

    assert notebook_of("k", [console, notebook]) == "a/b.ipynb"
    assert notebook_of("k", [unique]) == "a/b.ipynb"
    assert notebook_of("k", [console, {"kernel": None}, {}]) is None
    assert notebook_of("j", [notebook]) is None
