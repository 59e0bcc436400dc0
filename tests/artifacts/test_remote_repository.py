"""Artifacts on S3 and other remote stores: settings, names, errors, and what is sent."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from trackside import artifacts
from trackside.artifacts.filesystems import is_remote, mount, shown_url
from trackside.artifacts.remote import RemoteArtifactRepository
from trackside.artifacts.remote_errors import remote_errors, without_secrets
from trackside.artifacts.remote_files import part_bytes
from trackside.artifacts.repository import repository_for
from trackside.errors import (
    InvalidParameter,
    NotFound,
    NotImplementedHere,
    PermissionDenied,
    StoreUnavailable,
)

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1 << 20


@pytest.fixture
def url(bucket: str) -> str:
    return f"s3://{bucket}/run/artifacts"


@pytest.fixture
def system(url: str) -> Any:
    """Return fsspec's own view of the same store."""
    return mount(url).system


def raw_put(system: Any, bucket: str, key: str) -> None:
    system.call_s3("put_object", Bucket=bucket, Key=key, Body=b"bad")


HOSTILE = ["../out", "a/../../out", "/abs", "a//b", "a\\..\\b", "%2e%2e/x", "C:x", "./here"]


def test_keys_that_lead_out_are_neither_listed_nor_fetched(
    url: str, bucket: str, system: Any, tmp_path: Path
) -> None:
    for name in HOSTILE:
        raw_put(system, bucket, f"run/artifacts/{name}")
    raw_put(system, bucket, "run/artifacts/fine/x")
    raw_put(system, bucket, "run/artifacts-of-another/x")
    repository = RemoteArtifactRepository(url)
    # `a` is a folder, of which nothing can be reached.
    assert [info.path for info in repository.list_artifacts()] == ["a", "fine"]
    assert [info.path for info in repository.list_page()] == ["a", "fine"]
    assert repository.list_artifacts("a") == []
    out = tmp_path / "a" / "b" / "out"
    repository.download(None, out)
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()] == [
        "a/b/out/fine/x"
    ]


def test_deleting_a_folder_takes_its_hostile_names_and_nothing_beside(
    url: str, bucket: str, system: Any
) -> None:
    for name in [*HOSTILE, "marker/"]:
        raw_put(system, bucket, f"run/artifacts/{name}")
    raw_put(system, bucket, "run/beside")
    RemoteArtifactRepository(url).delete()
    keys = system.call_s3("list_objects_v2", Bucket=bucket).get("Contents", [])
    assert [found["Key"] for found in keys] == ["run/beside"]


def test_a_bucket_can_be_the_root_and_stays_when_emptied(
    bucket: str, source: Path, system: Any
) -> None:
    repository = repository_for(f"s3://{bucket}")
    repository.log_artifacts(source)
    assert [info.path for info in repository.list_page()] == ["a.txt", "deep"]
    repository.delete()
    assert repository.list_artifacts() == []
    assert system.exists(bucket)


def test_a_broken_upload_leaves_no_parts_to_be_paid_for(url: str, bucket: str, system: Any) -> None:
    def break_off() -> None:
        with RemoteArtifactRepository(url).writing("x") as writer:
            writer.write(b"x" * (9 * MIB))
            assert system.call_s3("list_multipart_uploads", Bucket=bucket)["Uploads"]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert "Uploads" not in system.call_s3("list_multipart_uploads", Bucket=bucket)


@pytest.mark.parametrize("size", [MIB, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 16 * MIB])
def test_what_is_there_with_the_same_content_is_not_sent_again(
    url: str, system: Any, tmp_path: Path, size: int
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * size)
    repository = RemoteArtifactRepository(url)
    repository.log_artifact(file)
    sent = system.info(f"{url}/file")["LastModified"]
    wait_for_the_clock_of(system, url, sent)
    repository.log_artifact(file)
    assert system.info(f"{url}/file")["LastModified"] == sent
    file.write_bytes(b"x" * (size - 1) + b"y")
    repository.log_artifact(file)
    assert system.info(f"{url}/file")["LastModified"] > sent
    with repository.open("file") as stream:
        stream.seek(-1, 2)
        assert stream.read() == b"y"


def wait_for_the_clock_of(system: Any, url: str, moment: Any) -> None:
    """Write until the store's clock, which counts whole seconds, shows a later time."""
    while (
        system.info(f"{url}/clock")["LastModified"] <= moment
        if system.exists(f"{url}/clock")
        else True
    ):
        system.pipe_file(f"{url}/clock", b"")


def test_the_kind_of_a_file_is_told_to_the_store(url: str, system: Any) -> None:
    with RemoteArtifactRepository(url).writing("plot.png") as writer:
        writer.write(b"x")
    assert system.info(f"{url}/plot.png")["ContentType"] == "image/png"


def test_mlflows_upload_arguments_are_honoured(
    url: str, system: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "MLFLOW_S3_UPLOAD_EXTRA_ARGS",
        '{"ServerSideEncryption": "aws:kms", "Metadata": {"team": "apples"}}',
    )
    repository = RemoteArtifactRepository(url)
    for name, size in (("small", 1), ("large", 9 * MIB)):
        with repository.writing(name) as writer:
            writer.write(b"x" * size)
        assert system.metadata(f"{url}/{name}")["team"] == "apples"
    with repository.open("large") as stream:
        assert len(stream.read()) == 9 * MIB


@pytest.mark.parametrize("text", ["{", "[1]"])
def test_upload_arguments_that_are_no_object_are_refused(
    url: str, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("MLFLOW_S3_UPLOAD_EXTRA_ARGS", text)
    with pytest.raises(InvalidParameter, match="MLFLOW_S3_UPLOAD_EXTRA_ARGS must be a JSON object"):
        RemoteArtifactRepository(url)


def test_tls_and_addresses_are_as_the_environment_says() -> None:
    environ = {
        "MLFLOW_S3_ENDPOINT_URL": "https://minio:9000",
        "MLFLOW_S3_IGNORE_TLS": "true",
        "MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE": "path",
        "MLFLOW_S3_EXPECTED_BUCKET_OWNER": "123",
    }
    system = mount("s3://bucket/x", environ).system
    assert system.endpoint_url == "https://minio:9000"
    assert system.client_kwargs == {"verify": False}
    assert system.config_kwargs == {"s3": {"addressing_style": "path"}}
    assert system.s3_additional_kwargs == {"ExpectedBucketOwner": "123"}
    assert mount("s3://bucket/y", environ).system is system
    assert mount("s3://bucket/x", environ | {"AWS_PROFILE": "b"}).system is not system


def test_an_endpoint_without_a_scheme_is_refused() -> None:
    with pytest.raises(InvalidParameter, match="give it with http:// or https://"):
        mount("s3://bucket/x", {"MLFLOW_S3_ENDPOINT_URL": "minio:9000"})


def test_a_missing_bucket_is_not_found(s3_settings: None, source: Path) -> None:
    repository = RemoteArtifactRepository("s3://no-such-bucket/x")
    with pytest.raises(NotFound, match=r"Cannot write 's3://no-such-bucket/x/a.txt': .*bucket"):
        repository.log_artifact(source / "a.txt")


def test_a_store_that_does_not_answer_is_unavailable(
    s3_settings: None, monkeypatch: pytest.MonkeyPatch, source: Path
) -> None:
    monkeypatch.setenv("MLFLOW_S3_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(StoreUnavailable, match=r"Cannot write 's3://bucket/x/a\.txt'.*connect"):
        RemoteArtifactRepository("s3://bucket/x").log_artifact(source / "a.txt")


def test_without_credentials_the_message_says_so(
    s3_settings: None, monkeypatch: pytest.MonkeyPatch, source: Path
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    with pytest.raises(PermissionDenied, match=r"Unable to locate credentials.*Check the cred"):
        RemoteArtifactRepository("s3://bucket/x").log_artifact(source / "a.txt")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (FileNotFoundError("bucket/x"), NotFound),
        (PermissionError("Access Denied"), PermissionDenied),
        (TimeoutError("slow"), StoreUnavailable),
        (OSError(5, "I/O"), StoreUnavailable),
        (OSError(22, "bad name"), InvalidParameter),
        (RuntimeError("odd"), StoreUnavailable),
        (type("DefaultCredentialsError", (Exception,), {})("none"), PermissionDenied),
    ],
)
def test_each_failure_of_a_driver_has_its_error(error: Exception, kind: type[Exception]) -> None:
    with (
        pytest.raises(kind, match="Cannot read 's3://b/x'") as caught,
        remote_errors("read", "s3://b/x"),
    ):
        raise error
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_secrets_are_never_shown() -> None:
    environ = {"AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI", "HOME": "/home/me"}
    text = (
        "403 for https://b.s3/x?X-Amz-Credential=AKIA1&X-Amz-Signature=abc&x=1 in /home/me"
        " wJalrXUtnFEMI https://a.blob/x?sv=1&sig=qrs%3D;AccountKey=zzz"
    )
    shown = without_secrets(text, environ)
    for secret in ("AKIA1", "abc", "wJalr", "qrs", "zzz"):
        assert secret not in shown
    assert "/home/me" in shown
    assert shown_url("sftp://me:pass@host/x/?token=1") == "sftp://me:***@host/x"
    assert shown_url("abfss://container@account.dfs.core.windows.net/x") == (
        "abfss://container@account.dfs.core.windows.net/x"
    )


DRIVERS = [("s3://b/x", "s3fs", "s3"), ("gs://b/x", "gcsfs", "gcs"), ("az://c/x", "adlfs", "azure")]


@pytest.mark.parametrize(("url", "driver", "extra"), DRIVERS)
def test_a_missing_driver_is_named_with_the_extra_that_brings_it(
    url: str, driver: str, extra: str
) -> None:
    code = (
        f"import sys; sys.modules[{driver!r}] = None\n"
        "from trackside.artifacts.repository import repository_for\n"
        "from trackside.errors import InvalidParameter\n"
        f"try: repository_for({url!r})\n"
        "except InvalidParameter as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert url in done.stdout
    assert driver in done.stdout
    assert f'pip install "trackside[{extra}]"' in done.stdout


@pytest.mark.parametrize(
    "uri",
    [
        "http://host/x",
        "https://host/x",
        "local:///etc",
        "simplecache::s3://bucket/x",
        "zip://x::file:///etc/x.zip",
        "nothing-of-the-sort://x",
    ],
)
def test_what_is_no_store_of_files_is_refused_with_what_is_known(uri: str) -> None:
    assert not is_remote(uri)
    with pytest.raises(InvalidParameter, match=r"is not supported\. Supported are local paths"):
        repository_for(uri)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("s3://", "names no bucket"),
        ("s3:///", "names no bucket"),
        ("s3://bucket/a/../b", "leads upwards"),
    ],
)
def test_a_location_that_is_none_is_refused(url: str, problem: str) -> None:
    with pytest.raises(InvalidParameter, match=problem):
        repository_for(url)


def test_parts_of_an_upload_stay_within_what_s3_takes() -> None:
    for size in (0, MIB, 80_000 * MIB, 5 << 40):
        part = part_bytes(size)
        assert part % MIB == 0
        assert part >= 8 * MIB
        assert size / part <= 9_000


def test_one_file_of_a_bucket_is_downloaded_by_its_address(
    url: str, source: Path, tmp_path: Path
) -> None:
    RemoteArtifactRepository(url).log_artifacts(source)
    found = artifacts.download_artifacts(f"{url}/deep/b.txt", dst_path=tmp_path / "out")
    assert found == str(tmp_path / "out" / "b.txt")
    folder = artifacts.download_artifacts(f"{url}/deep/")
    assert (type(tmp_path)(folder) / "b.txt").read_text() == "bb"
    assert artifacts.load_text(f"{url}/a.txt") == "a"
    assert [info.path for info in artifacts.list_artifacts(f"{url}/deep")] == ["deep/b.txt"]


def test_the_first_failure_ends_an_upload(url: str, source: Path) -> None:
    for number in range(20):
        (source / f"{number}.txt").write_text("x")
    (source / "0-broken").symlink_to(source / "gone")
    repository = RemoteArtifactRepository(url)
    with pytest.raises(NotFound, match="0-broken"):
        repository.log_artifacts(source)
    assert len(repository.list_artifacts()) < 20


def test_a_forked_process_reaches_the_store_too(url: str) -> None:
    code = f"""
import os, sys
from trackside.artifacts.repository import repository_for

def put(name):
    with repository_for({url!r}).writing(name) as writer:
        writer.write(b"x")

put("parent")
child = os.fork()
if child == 0:
    put("child")
    os._exit(0)
sys.exit(os.waitpid(child, 0)[1])
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    assert [info.path for info in repository_for(url).list_artifacts()] == ["child", "parent"]


def test_a_store_that_cannot_delete_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    repository = RemoteArtifactRepository("memory://one-that-keeps-everything")
    with repository.writing("a.txt") as writer:
        writer.write(b"a")

    def refuse(_self: Any, path: str) -> None:
        raise NotImplementedError

    monkeypatch.setattr(type(mount("memory://x").system), "rm_file", refuse)
    with pytest.raises(NotImplementedHere, match=r"Cannot delete .*a\.txt.* cannot do that"):
        repository.delete("a.txt")
