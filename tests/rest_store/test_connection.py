"""The way to a server: who asks, what is tried again, what answers mean, whom to trust."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import warnings
from typing import TYPE_CHECKING, Any

import pytest
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from trackside.errors import (
    AlreadyExists,
    InvalidParameter,
    NotFound,
    NotImplementedHere,
    PermissionDenied,
    StoreCorrupt,
    StoreUnavailable,
    TracksideException,
)
from trackside.store.rest.connection import Server

if TYPE_CHECKING:
    from pathlib import Path

OK = (200, {"value": 1})


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR", "0.001")
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


def value(wire: dict[str, Any]) -> int:
    return int(wire["value"])


@pytest.mark.parametrize(
    ("environ", "user", "sent"),
    [
        ({}, "", None),
        ({"MLFLOW_TRACKING_TOKEN": "m"}, "", "Bearer m"),
        ({"MLFLOW_TRACKING_TOKEN": "m", "TRACKSIDE_TRACKING_TOKEN": "t"}, "", "Bearer t"),
        ({"MLFLOW_TRACKING_USERNAME": "ada", "MLFLOW_TRACKING_PASSWORD": "pw"}, "", "Basic YWRhOnB3"),
        ({"MLFLOW_TRACKING_USERNAME": "ada", "MLFLOW_TRACKING_PASSWORD": "pw", "MLFLOW_TRACKING_TOKEN": "m"}, "", "Basic YWRhOnB3"),
        ({"MLFLOW_TRACKING_USERNAME": "ada"}, "", None),
        ({"MLFLOW_TRACKING_TOKEN": "m"}, "ada:p%77@", "Basic YWRhOnB3"),
    ],
)  # fmt: skip
def test_who_asks(
    scripted: Any, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], user: str, sent: str | None
) -> None:  # fmt: skip
    for name, text in environ.items():
        monkeypatch.setenv(name, text)
    script = scripted(OK)
    server = Server(script.url.replace("://", f"://{user}"))

    assert server.get("x", value) == 1
    assert script.sent_by == sent
    assert server.url == script.url


def test_a_token_that_is_renewed_is_used_at_once(
    scripted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = scripted(OK)
    server = Server(script.url)
    for token in ("one", "two"):
        monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", token)
        server.get("x", value)
        assert script.sent_by == f"Bearer {token}"


@pytest.mark.parametrize("trouble", [(503, b"busy"), (429, b""), (502, b"<html>"), None])
def test_what_does_no_harm_twice_is_tried_again(scripted: Any, trouble: Any) -> None:
    script = scripted(trouble, trouble, OK)
    assert Server(script.url).get("x", value) == 1
    assert len(script.requests) == 3

    script = scripted(trouble, trouble, OK)
    server = Server(script.url)
    server.change("x", {"a": 1})
    assert [request[3] for request in script.requests] == [b'{"a": 1}'] * 3


@pytest.mark.parametrize("trouble", [(503, b"busy"), None])
def test_what_may_not_happen_twice_is_sent_once(scripted: Any, trouble: Any) -> None:
    script = scripted(trouble, OK)
    with pytest.raises(StoreUnavailable):
        Server(script.url).make("x", {"a": 1}, value)
    assert len(script.requests) == 1


def test_the_number_of_tries_can_be_chosen(scripted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "4")
    script = scripted((503, b""))
    server = Server(script.url)
    with pytest.raises(StoreUnavailable, match="fails for now: it answered 503"):
        server.get("x", value)
    assert len(script.requests) == 5
    # Known to be away, it is tried once a time.
    with pytest.raises(StoreUnavailable):
        server.get("x", value)
    assert len(script.requests) == 6
    script.answers[:] = [OK]
    assert server.get("x", value) == 1

    for wrong in ("many", "-1", "inf"):
        monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", wrong)
        with pytest.raises(InvalidParameter, match="MAX_RETRIES"):
            server.get("x", value)


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (404, "RESOURCE_DOES_NOT_EXIST", NotFound),
        (400, "RESOURCE_ALREADY_EXISTS", AlreadyExists),
        (400, "INVALID_PARAMETER_VALUE", InvalidParameter),
        (500, "INVALID_STATE", InvalidParameter),
        (403, "PERMISSION_DENIED", PermissionDenied),
        (404, "ENDPOINT_NOT_FOUND", NotImplementedHere),
        (501, "NOT_IMPLEMENTED", NotImplementedHere),
        (500, "DATA_LOSS", StoreCorrupt),
        (500, "INTERNAL_ERROR", StoreUnavailable),
        (503, "TEMPORARILY_UNAVAILABLE", StoreUnavailable),
        (429, "REQUEST_LIMIT_EXCEEDED", StoreUnavailable),
        (503, "UNHEARD_OF", StoreUnavailable),
        (418, "UNHEARD_OF", TracksideException),
    ],
)
def test_errors_by_mlflows_codes(scripted: Any, status: int, code: str, error: type) -> None:
    script = scripted((status, {"error_code": code, "message": "It is so."}))
    with pytest.raises(error, match=r"It is so\.") as caught:
        Server(script.url).get("x", value)
    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        ((404, b"<html>"), NotImplementedHere, "'<Jupyter's address>/trackside'"),
        ((400, b"no such thing"), InvalidParameter, "answered 400, 'no such thing'"),
        ((401, b""), PermissionDenied, "MLFLOW_TRACKING_TOKEN"),
        ((200, b"<html>log in"), TracksideException, "not MLflow's JSON"),
        ((200, b"[1]"), TracksideException, "not MLflow's JSON"),
        ((200, {"other": 1}), TracksideException, "KeyError: 'value'"),
    ],
)
def test_answers_that_are_not_mlflows(scripted: Any, answer: Any, error: type, said: str) -> None:
    with pytest.raises(error, match=said):
        Server(scripted(answer).url).get("x", value)


def test_a_server_that_moved_is_followed_without_losing_the_verb(scripted: Any) -> None:
    target = scripted(OK)
    script = scripted((308, f"{target.url}/y".encode()))

    assert Server(script.url).make("x", {"a": 1}, value) == 1
    assert [request[:2] for request in target.requests] == [("POST", "/y")]


def test_nobody_there(monkeypatch: pytest.MonkeyPatch, unused_port: int) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", "s3cret")
    for url, said in {
        f"http://ada:pa55@127.0.0.1:{unused_port}": "takes no connections",
        "http://nowhere.invalid": "nobody knows a host",
    }.items():
        with pytest.raises(StoreUnavailable, match=said) as caught:
            Server(url).get("x", value)
        assert "s3cret" not in caught.value.message
        assert "pa55" not in caught.value.message


def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch, silent_port: int) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "0.05")
    with pytest.raises(StoreUnavailable, match="does not answer in time"):
        Server(f"http://127.0.0.1:{silent_port}").get("x", value)


def test_a_proxy_is_used_where_the_environment_says(
    scripted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = scripted(OK)
    monkeypatch.setenv("http_proxy", proxy.url.replace("://", "://ada:pw@"))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)

    assert Server("http://far.invalid").get("x", value) == 1
    assert proxy.requests[0][1] == "http://far.invalid/x"
    assert proxy.requests[0][2]["proxy-authorization"] == "Basic YWRhOnB3"


@pytest.fixture
def certificates(tmp_path: Path) -> dict[str, str]:
    """Files with a certificate and its key in one: of the server (itself its authority), of a client."""
    return {name: _certificate(tmp_path / f"{name}.pem") for name in ("server", "client")}


def _certificate(path: Path) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, path.stem)])
    now = dt.datetime.now(dt.timezone.utc)
    day = dt.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return str(path)


def test_whom_to_trust(
    scripted: Any, monkeypatch: pytest.MonkeyPatch, certificates: dict[str, str]
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates["server"])
    context.load_verify_locations(certificates["client"])
    context.verify_mode = ssl.CERT_REQUIRED
    server = Server(scripted(OK, context=context).url)

    with pytest.raises(StoreUnavailable, match="MLFLOW_TRACKING_SERVER_CERT_PATH"):
        server.get("x", value)
    monkeypatch.setenv("MLFLOW_TRACKING_SERVER_CERT_PATH", certificates["server"])
    with pytest.raises(StoreUnavailable):  # who asks shows no certificate
        server.get("x", value)
    monkeypatch.setenv("MLFLOW_TRACKING_CLIENT_CERT_PATH", certificates["client"])
    assert server.get("x", value) == 1

    monkeypatch.setenv("MLFLOW_TRACKING_INSECURE_TLS", "true")
    with pytest.raises(InvalidParameter, match="unset one of them"):
        server.get("x", value)
    monkeypatch.delenv("MLFLOW_TRACKING_SERVER_CERT_PATH")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", urllib3.exceptions.InsecureRequestWarning)
        assert server.get("x", value) == 1
    monkeypatch.delenv("MLFLOW_TRACKING_INSECURE_TLS")
    monkeypatch.setenv("MLFLOW_TRACKING_CLIENT_CERT_PATH", "/nowhere/x.pem")
    with pytest.raises(InvalidParameter, match=r"names '/nowhere/x\.pem', which does not exist"):
        server.get("x", value)
