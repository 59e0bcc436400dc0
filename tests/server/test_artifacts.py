"""``artifacts``, ``preview`` and ``file``: what is shown, what is sent, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trackside_server.streaming import CHUNK_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.conftest import Panel

    from trackside.client import Client

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
SVG = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture
def run_id(client: Client) -> str:
    return client.create_run("0").info.run_id


def put(client: Client, run_id: str, path: str, data: bytes) -> Path:
    from trackside.artifacts.local_uri import path_from_uri

    root: Path = path_from_uri(client.get_run(run_id).info.artifact_uri)
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return root


async def test_a_folder_lists_folders_first(panel: Panel, client: Client, run_id: str) -> None:
    client.log_text(run_id, "abc", "notes.txt")
    client.log_text(run_id, "a,b\n1,2\n", "tables/t.csv")

    assert await panel.get(f"runs/{run_id}/artifacts") == {
        "path": "",
        "files": [
            {"path": "tables", "is_dir": True, "file_size": None},
            {"path": "notes.txt", "is_dir": False, "file_size": 3},
        ],
        "models": [],
    }
    inside = await panel.get(f"runs/{run_id}/artifacts", path="tables")
    assert [file["path"] for file in inside["files"]] == ["tables/t.csv"]


async def test_previews_by_kind(panel: Panel, client: Client, run_id: str) -> None:
    client.log_text(run_id, "a,b\n1,2\n", "t.csv")
    client.log_dict(run_id, {"loss": float("nan")}, "d.json")
    client.log_text(run_id, "print(1)", "code.py")
    put(client, run_id, "plot.png", PNG)
    put(client, run_id, "weights.bin", b"\0\1\2\3")

    async def kind(path: str) -> str:
        return str((await panel.get(f"runs/{run_id}/preview", path=path))["kind"])

    names = ("t.csv", "d.json", "code.py", "plot.png", "weights.bin")
    assert [await kind(name) for name in names] == ["table", "json", "text", "image", "binary"]


async def test_a_file_is_sent_as_an_attachment(panel: Panel, client: Client, run_id: str) -> None:
    data = bytes(range(256)) * (CHUNK_BYTES // 256 * 2 + 1)
    put(client, run_id, "dir/weights é.xhtml", data)

    answer = await panel.raw(f"runs/{run_id}/file", path="dir/weights é.xhtml", inline=1)

    assert answer.body == data
    headers = answer.headers
    assert headers["Content-Disposition"] == "attachment; filename*=utf-8''weights%20%C3%A9.xhtml"
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Length"] == str(len(data))
    assert "sandbox" in headers["Content-Security-Policy"]


async def test_an_empty_file_is_sent(panel: Panel, client: Client, run_id: str) -> None:
    put(client, run_id, "empty", b"")

    answer = await panel.raw(f"runs/{run_id}/file", path="empty")

    assert (answer.body, answer.headers["Content-Type"]) == (b"", "application/octet-stream")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("plot.png", PNG, "image/png"), ("plot.svg", SVG.encode(), "image/svg+xml")],
)
async def test_an_image_is_shown_inline_and_can_run_nothing(
    panel: Panel, client: Client, run_id: str, name: str, data: bytes, kind: str
) -> None:
    put(client, run_id, name, data)

    shown = await panel.raw(f"runs/{run_id}/file", path=name, inline=1)
    fetched = await panel.raw(f"runs/{run_id}/file", path=name)

    assert (shown.headers["Content-Disposition"], shown.headers["Content-Type"]) == ("inline", kind)
    policy = shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("; sandbox")
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    assert shown.body == fetched.body == data


async def test_a_page_runs_in_a_sandbox_of_no_origin(
    panel: Panel, client: Client, run_id: str
) -> None:
    page = b"<script>document.title = document.cookie</script>"
    put(client, run_id, "report.html", page)

    shown = await panel.raw(f"runs/{run_id}/file", path="report.html", inline=1)
    fetched = await panel.raw(f"runs/{run_id}/file", path="report.html")

    assert (await panel.get(f"runs/{run_id}/preview", path="report.html"))["kind"] == "page"
    assert shown.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = shown.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "sandbox allow-scripts", "form-action 'none'"} <= set(policy)
    assert "frame-ancestors 'self'" in policy
    assert not any("allow-same-origin" in each or "connect-src" in each for each in policy)
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    assert fetched.headers["Content-Type"] == "application/octet-stream"
    assert fetched.headers["Content-Security-Policy"].endswith("; sandbox")
    assert shown.body == fetched.body == page


async def test_a_table_is_given_by_pages(panel: Panel, client: Client, run_id: str) -> None:
    client.log_text(run_id, "n\n" + "".join(f"{n}\n" for n in range(450)), "t.csv")
    route = f"runs/{run_id}/preview"

    last = await panel.get(route, path="t.csv", offset=400)

    assert [last[key] for key in ("total", "offset", "limit", "is_estimated")] == [
        450,
        400,
        200,
        False,
    ]
    assert (last["rows"][0], len(last["rows"])) == (["400"], 50)
    for wrong in ("-1", "x", "9" * 30):
        refused = await panel.refused(panel.get(route, path="t.csv", offset=wrong))
        assert (refused.status, refused.error_code) == (400, "INVALID_PARAMETER_VALUE")


async def test_a_folder_with_a_model_has_a_card(panel: Panel, client: Client, run_id: str) -> None:
    put(client, run_id, "m/MLmodel", b"flavors: {sklearn: {sklearn_version: 1.5.0}}")
    put(client, run_id, "m/requirements.txt", b"scikit-learn")
    put(client, run_id, "other/MLmodel", b"[]")

    told = await panel.get(f"runs/{run_id}/model", path="m")

    assert told["card"]["flavors"] == {"sklearn": "1.5.0"}
    assert (told["requirements"], told["example"]) == ("scikit-learn", None)
    for path, status in (("", 404), ("nothing", 404), ("other", 400), ("../..", 400)):
        refused = await panel.refused(panel.get(f"runs/{run_id}/model", path=path))
        assert refused.status == status


@pytest.mark.parametrize("route", ["file", "preview", "artifacts", "archive", "model"])
@pytest.mark.parametrize(
    "path",
    [
        "..",
        "../../../../trackside.db",
        "a/../../../../../trackside.db",
        "/etc/passwd",
        "%2e%2e/%2e%2e/trackside.db",
        "..%2f..%2ftrackside.db",
        "a\\..\\b",
        "nul\0byte",
        "link/trackside.db",
    ],
)
async def test_no_path_leads_out_of_the_run(
    panel: Panel, client: Client, run_id: str, route: str, path: str
) -> None:
    root = put(client, run_id, "a/file", b"")
    (root / "link").symlink_to(root.parents[2])

    refused = await panel.refused(panel.get(f"runs/{run_id}/{route}", path=path))

    assert (refused.status, refused.error_code) == (400, "INVALID_PARAMETER_VALUE")


async def test_what_is_no_file_is_no_server_error(
    panel: Panel, client: Client, run_id: str
) -> None:
    put(client, run_id, "folder/file", b"x")

    for route in ("file", "preview"):
        missing = await panel.refused(panel.get(f"runs/{run_id}/{route}", path="nothing"))
        assert (missing.status, missing.error_code) == (404, "RESOURCE_DOES_NOT_EXIST")
        folder = await panel.refused(panel.get(f"runs/{run_id}/{route}", path="folder"))
        assert (folder.status, folder.error_code) == (400, "INVALID_PARAMETER_VALUE")
