"""What is done with a run's files: whole folders fetched, parts sent, files deleted; logged models too."""

from __future__ import annotations

import io
import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.server.test_artifacts import put
from tornado.httpclient import HTTPClientError

from trackside.artifacts.local import LocalArtifactRepository
from trackside.entities import LoggedModelOutput
from trackside.errors import PermissionDenied
from trackside_server.streaming import CHUNK_BYTES, asked_part

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.conftest import Panel

    from trackside.client import Client


@pytest.fixture
def run_id(client: Client) -> str:
    return client.create_run("0", run_name="deep/blue").info.run_id


def made_model(client: Client, run_id: str, folder: Path, name: str = "net") -> str:
    """Log a model that the run made, as MLflow 3 does; return its id."""
    (folder / "MLmodel").write_text("flavors: {}")
    (folder / "code.py").write_text("print(1)")
    model = client.create_logged_model("0", name, run_id)
    for file in ("MLmodel", "code.py"):
        client.log_model_artifact(model.model_id, folder / file)
    client.finalize_logged_model(model.model_id, "READY")
    client.log_outputs(run_id, [LoggedModelOutput(model.model_id, 0)])
    return model.model_id


def entries(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class TestArchive:
    async def test_a_folder_is_sent_as_a_zip(
        self, panel: Panel, client: Client, run_id: str
    ) -> None:
        noise = os.urandom(3 * CHUNK_BYTES)
        put(client, run_id, "out/noise.bin", noise)
        put(client, run_id, "out/deep/notes.txt", b"hello")

        answer = await panel.raw(f"runs/{run_id}/archive", path="out")

        assert entries(answer.body) == {"out/noise.bin": noise, "out/deep/notes.txt": b"hello"}
        assert answer.headers["Content-Type"] == "application/zip"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename")
        assert answer.headers["Content-Disposition"].endswith("out.zip")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    async def test_all_of_a_run_is_called_after_the_run(
        self, panel: Panel, client: Client, run_id: str
    ) -> None:
        put(client, run_id, "a.txt", b"a")

        answer = await panel.raw(f"runs/{run_id}/archive")

        assert entries(answer.body) == {"deep_blue/a.txt": b"a"}
        assert "deep_blue.zip" in answer.headers["Content-Disposition"]

    async def test_nothing_to_send_is_not_found(
        self, panel: Panel, client: Client, run_id: str
    ) -> None:
        for path in ("", "nothing"):
            refused = await panel.refused(panel.get(f"runs/{run_id}/archive", path=path))
            assert (refused.status, refused.error_code) == (404, "RESOURCE_DOES_NOT_EXIST")

    async def test_a_zip_that_breaks_off_does_not_end_well(
        self, panel: Panel, client: Client, run_id: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(client, run_id, "out/a.bin", os.urandom(2 * CHUNK_BYTES))
        put(client, run_id, "out/b.bin", b"b")
        read = LocalArtifactRepository.open

        def opened(self: LocalArtifactRepository, path: str) -> object:
            if path.endswith("b.bin"):
                raise PermissionDenied("Cannot read b.bin.")
            return read(self, path)

        monkeypatch.setattr(LocalArtifactRepository, "open", opened)
        with pytest.raises(HTTPClientError) as broken:
            await panel.raw(f"runs/{run_id}/archive", path="out")
        assert broken.value.code == 599


class TestParts:
    @pytest.mark.parametrize(
        ("header", "part"),
        [
            (None, range(10)),
            ("bytes=0-", range(10)),
            ("bytes=2-4", range(2, 5)),
            ("bytes=8-99", range(8, 10)),
            ("bytes=-3", range(7, 10)),
            ("bytes=-99", range(10)),
            ("bytes=10-", range(10, 10)),
            ("bytes=99-200", range(99, 10)),
            ("bytes=-0", range(10, 10)),
            ("bytes=5-2", range(10)),
            ("bytes=-", range(10)),
            ("bytes=0-1,4-5", range(10)),
            ("lines=0-1", range(10)),
            ("bytes=a-b", range(10)),
            ("bytes=0-" + "9" * 40, range(10)),
        ],
    )
    def test_a_range_is_read_or_left_alone(self, header: str | None, part: range) -> None:
        assert asked_part(header, 10) == part

    async def test_a_part_of_a_file_is_sent(
        self, client: Client, run_id: str, panel: Panel
    ) -> None:
        put(client, run_id, "tone.wav", b"0123456789")
        route = f"runs/{run_id}/file"

        part = await panel.raw(route, {"Range": "bytes=2-4"}, path="tone.wav")
        assert (part.code, part.body) == (206, b"234")
        assert part.headers["Content-Range"] == "bytes 2-4/10"
        assert part.headers["Content-Length"] == "3"
        with pytest.raises(HTTPClientError) as refused:
            await panel.raw(route, {"Range": "bytes=10-"}, path="tone.wav")
        assert refused.value.code == 416
        assert refused.value.response is not None
        assert refused.value.response.headers["Content-Range"] == "bytes */10"


class TestDeletion:
    async def test_a_file_goes_and_then_its_folder(
        self, panel: Panel, client: Client, run_id: str
    ) -> None:
        put(client, run_id, "out/a.txt", b"a")
        root = put(client, run_id, "out/b.txt", b"b")

        assert (await panel.delete(f"runs/{run_id}/artifacts", path="out/a.txt")).code == 204
        assert [file.name for file in (root / "out").iterdir()] == ["b.txt"]
        await panel.delete(f"runs/{run_id}/artifacts", path="out")
        assert not (root / "out").exists()

    @pytest.mark.parametrize(
        ("path", "status"),
        [("", 400), (".", 400), ("..", 400), ("link/secret", 400), ("nothing", 404)],
    )
    async def test_nothing_else_goes(
        self, panel: Panel, client: Client, run_id: str, tmp_path: Path, path: str, status: int
    ) -> None:
        root = put(client, run_id, "a.txt", b"a")
        (tmp_path / "secret").write_text("mine")
        (root / "link").symlink_to(tmp_path)

        refused = await panel.refused(panel.delete(f"runs/{run_id}/artifacts", path=path))

        assert refused.status == status
        assert (root / "a.txt").exists()
        assert (tmp_path / "secret").exists()

    async def test_a_link_goes_and_not_what_it_leads_to(
        self, panel: Panel, client: Client, run_id: str, tmp_path: Path
    ) -> None:
        root = put(client, run_id, "a.txt", b"a")
        (tmp_path / "secret").write_text("mine")
        (root / "link").symlink_to(tmp_path)

        await panel.delete(f"runs/{run_id}/artifacts", path="link")

        assert not (root / "link").is_symlink()
        assert (tmp_path / "secret").exists()

    @pytest.mark.parametrize("path", ["models", "models/net", "models/net/MLmodel"])
    async def test_what_a_registered_version_needs_stays(
        self, panel: Panel, client: Client, run_id: str, path: str
    ) -> None:
        root = put(client, run_id, "models/net/MLmodel", b"flavors: {}")
        put(client, run_id, "models/network.txt", b"drawn")
        body = {"name": "nets", "run_id": run_id, "artifact_path": "models/net"}
        await panel.send("POST", "models", body)

        refused = await panel.refused(panel.delete(f"runs/{run_id}/artifacts", path=path))

        assert refused.status == 400
        assert "Version 1 of the registered model 'nets'" in refused.message
        await panel.delete(f"runs/{run_id}/artifacts", path="models/network.txt")
        await panel.delete("models/nets/versions/1")
        await panel.delete(f"runs/{run_id}/artifacts", path=path)
        assert not (root / path).exists()

    async def test_a_deleted_run_keeps_its_files(
        self, panel: Panel, client: Client, run_id: str
    ) -> None:
        root = put(client, run_id, "a.txt", b"a")
        client.delete_run(run_id)

        refused = await panel.refused(panel.delete(f"runs/{run_id}/artifacts", path="a.txt"))

        assert refused.status == 400
        assert (root / "a.txt").exists()


class TestLoggedModels:
    async def test_the_root_tells_of_the_models_that_the_run_made(
        self, panel: Panel, client: Client, run_id: str, tmp_path: Path
    ) -> None:
        model_id = made_model(client, run_id, tmp_path)
        client.log_outputs(run_id, [LoggedModelOutput(model_id, 1)])
        client.log_text(run_id, "a", "in/a.txt")

        root = await panel.get(f"runs/{run_id}/artifacts")
        inside = await panel.get(f"runs/{run_id}/artifacts", path="in")
        files = await panel.get(f"runs/{run_id}/artifacts", model_id=model_id)

        assert root["models"] == [{"model_id": model_id, "name": "net", "status": "READY"}]
        assert inside["models"] == files["models"] == []
        assert [file["path"] for file in files["files"]] == ["MLmodel", "code.py"]

    async def test_its_files_are_shown_and_sent_as_those_of_the_run(
        self, panel: Panel, client: Client, run_id: str, tmp_path: Path
    ) -> None:
        asked = {"model_id": made_model(client, run_id, tmp_path)}

        shown = await panel.get(f"runs/{run_id}/preview", path="code.py", **asked)
        sent = await panel.raw(f"runs/{run_id}/file", path="code.py", **asked)
        packed = await panel.raw(f"runs/{run_id}/archive", **asked)

        assert shown["text"] == "print(1)"
        assert sent.body == b"print(1)"
        assert sorted(entries(packed.body)) == ["net/MLmodel", "net/code.py"]

    async def test_a_model_of_another_run_is_not_found(
        self, panel: Panel, client: Client, run_id: str, tmp_path: Path
    ) -> None:
        model_id = made_model(client, run_id, tmp_path)
        other = client.create_run("0").info.run_id

        for wrong in (model_id, "m-" + "0" * 32, "../.."):
            asked = panel.get(f"runs/{other}/artifacts", model_id=wrong)
            assert (await panel.refused(asked)).status == 404

    async def test_no_path_leads_out_of_it(
        self, panel: Panel, client: Client, run_id: str, tmp_path: Path
    ) -> None:
        model_id = made_model(client, run_id, tmp_path)
        for route in ("artifacts", "preview", "file", "archive"):
            asked = panel.get(f"runs/{run_id}/{route}", model_id=model_id, path="../../..")
            assert (await panel.refused(asked)).status == 400

    async def test_it_is_deleted_as_a_whole(
        self, panel: Panel, client: Client, run_id: str, tmp_path: Path
    ) -> None:
        model_id = made_model(client, run_id, tmp_path)
        route = f"runs/{run_id}/artifacts"

        part = await panel.refused(panel.delete(route, model_id=model_id, path="code.py"))
        assert (part.status, "as a whole" in part.message) == (400, True)
        assert (await panel.delete(route, model_id=model_id)).code == 204
        assert (await panel.get(f"runs/{run_id}/artifacts"))["models"] == []
        assert (await panel.refused(panel.delete(route, model_id=model_id))).status == 404

    async def test_one_that_is_registered_stays(
        self, panel: Panel, client: Client, run_id: str, tmp_path: Path
    ) -> None:
        model_id = made_model(client, run_id, tmp_path)
        body = {"name": "nets", "run_id": run_id, "artifact_path": "net"}
        await panel.send("POST", "models", body)

        refused = await panel.refused(panel.delete(f"runs/{run_id}/artifacts", model_id=model_id))

        assert (refused.status, "'nets'" in refused.message) == (400, True)
