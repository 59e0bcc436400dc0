"""How to talk to tracking servers: MLflow's environment variables for TLS, timeouts and retries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

INSECURE = "MLFLOW_TRACKING_INSECURE_TLS"
SERVER_CERTIFICATE = "MLFLOW_TRACKING_SERVER_CERT_PATH"
CLIENT_CERTIFICATE = "MLFLOW_TRACKING_CLIENT_CERT_PATH"
TIMEOUT = "MLFLOW_HTTP_REQUEST_TIMEOUT"
RETRIES = "MLFLOW_HTTP_REQUEST_MAX_RETRIES"
BACKOFF = "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR"

# Fewer and shorter than MLflow's (7 tries, 120 s): what is logged waits in the spool, and who reads
# wants to know.
_DEFAULT_TIMEOUT_S, _DEFAULT_RETRIES, _DEFAULT_BACKOFF_S = 30.0, 2.0, 0.2


@dataclass(frozen=True, slots=True)
class Tls:
    """Whom to trust; ``client_certificate`` is a file that holds certificate and key."""

    is_insecure: bool = False
    server_certificate: str | None = None
    client_certificate: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How to talk: ``timeout_s`` is how long an answer may take, ``backoff_s`` the first pause."""

    tls: Tls
    timeout_s: float
    retries: int
    backoff_s: float


def settings_of(environ: Mapping[str, str]) -> Settings:
    """Read the settings; raises ``InvalidParameter`` for a number that is none."""
    tls = Tls(
        environ.get(INSECURE, "").lower() in ("true", "1"),
        environ.get(SERVER_CERTIFICATE) or None,
        environ.get(CLIENT_CERTIFICATE) or None,
    )
    if tls.is_insecure and tls.server_certificate:
        raise InvalidParameter(
            f"{INSECURE} says to trust every server and {SERVER_CERTIFICATE} to trust one: unset one of them."
        )
    return Settings(
        tls,
        _number(environ, TIMEOUT, _DEFAULT_TIMEOUT_S),
        int(_number(environ, RETRIES, _DEFAULT_RETRIES)),
        _number(environ, BACKOFF, _DEFAULT_BACKOFF_S),
    )


def _number(environ: Mapping[str, str], variable: str, default: float) -> float:
    text = environ.get(variable)
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise InvalidParameter(f"{variable} is {text!r}; give a number from 0.")
    return number
