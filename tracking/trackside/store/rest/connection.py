"""The way to a tracking server over HTTP: the only module that speaks it.

Built on urllib3: a pool of kept connections that threads share, streams in both directions, no
dependencies of its own, and there wherever requests is, so beside any Jupyter. Invariants:

- trouble on the way (no connection, no answer in time, 5xx, 429, credentials that expired) is
  ``StoreUnavailable``, which the spool waits out; a refusal is one of the other errors;
- what may not happen twice is sent twice only if it cannot have arrived;
- no message holds credentials;
- a connection is never shared between a process and its fork.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3 import exceptions
from urllib3.util import Timeout, make_headers, parse_url
from urllib3.util.retry import Retry

from trackside.errors import (
    InvalidParameter,
    PermissionDenied,
    StoreUnavailable,
    TracksideException,
)
from trackside.store.rest.answers import error_of, is_passing, json_of
from trackside.store.rest.credentials import address_of, is_databricks
from trackside.store.rest.settings import (
    CLIENT_CERTIFICATE,
    SERVER_CERTIFICATE,
    TIMEOUT,
    settings_of,
)
from trackside.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import BinaryIO

    from trackside.store.rest.settings import Settings, Tls
    from trackside.store.rest.wire import Wire

T = TypeVar("T")

API = "api/2.0"
MLFLOW = f"{API}/mlflow"
AJAX_MLFLOW = f"ajax-{API}/mlflow"
TRACKSIDE = f"{API}/trackside"
ARTIFACTS = f"{API}/mlflow-artifacts/artifacts"

_POOL_SIZE = 10
_BLOCK_BYTES = 1 << 18
_MAX_REDIRECTS = 3
_MAX_BACKOFF_S = 10.0
# While a server is away each try is short: a training that logs params goes on.
_CONNECT_S, _CONNECT_WHEN_AWAY_S = 5.0, 1.0
_UNAUTHENTICATED, _FORBIDDEN = 401, 403

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.NameResolutionError, "nobody knows a host of this name"),
    (exceptions.NewConnectionError, "it takes no connections"),
    (exceptions.ConnectTimeoutError, "it does not take the connection in time"),
    (exceptions.ReadTimeoutError, f"it does not answer in time ({TIMEOUT}, in seconds)"),
    (
        exceptions.SSLError,
        f"no safe connection ({{}}); {SERVER_CERTIFICATE} names a certificate to trust",
    ),
)


class Server:
    """A tracking server; thread-safe, and safe to use after a fork."""

    def __init__(self, tracking_uri: str) -> None:
        """Contact nobody yet; raises ``InvalidParameter`` for a URI that names no server."""
        self._tracking_uri = tracking_uri
        self.url = address_of(tracking_uri).base_url
        self._pool: tuple[int, Tls, urllib3.PoolManager] | None = None
        self._is_away = False
        self._granted: set[str] = set()

    def get(self, path: str, parse: Callable[[Wire], T], /, **query: Any) -> T:
        """Return what ``parse`` makes of the answer; fields that are None are left out."""
        return self._parsed(self.send("GET", path, query=query).data, path, parse)

    def ask(self, path: str, parse: Callable[[Wire], T], body: Wire) -> T:
        """POST a question, which changes nothing."""
        return self._parsed(self.send("POST", path, body=body).data, path, parse)

    def change(
        self, path: str, body: Wire, method: str = "POST", *, is_repeatable: bool = True
    ) -> None:
        """Send a change whose answer says nothing; that a second one does no harm ``is_repeatable``."""
        self.make(path, body, lambda _: None, method, is_repeatable=is_repeatable)

    def make(
        self,
        path: str,
        body: Wire | bytes,
        parse: Callable[[Wire], T],
        method: str = "POST",
        *,
        is_repeatable: bool = False,
    ) -> T:
        """Send a change and return what ``parse`` makes of the answer."""
        answer = self.send(method, path, body=body, right="write", is_repeatable=is_repeatable)
        return self._parsed(answer.data, path, parse)

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Wire | bytes | BinaryIO | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        right: str = "read",
        is_repeatable: bool = True,
        is_stream: bool = False,
        timeout_s: float | None = None,
    ) -> urllib3.BaseHTTPResponse:
        """Return the answer if it is 2xx, else raise what it means.

        ``path`` is relative to the server's base URL and encoded. A dictionary is sent as JSON. The
        content of a stream is read as it comes, which is the caller's business; else it is there.
        ``timeout_s`` is how long the server may be silent, by default what the settings say.
        """
        settings = settings_of(os.environ)
        asked = {name: value for name, value in (query or {}).items() if value is not None}
        question = urlencode(asked, doseq=True, errors="replace")
        is_json = isinstance(body, dict)
        kind = "application/json" if is_json else "application/octet-stream"
        try:
            answer = self._connected(settings).request(
                method,
                f"{self.url}/{path}" + (f"?{question}" if asked else ""),
                body=json.dumps(body, allow_nan=False).encode() if is_json else body,
                headers={
                    **self._headers(),
                    **({} if body is None else {"Content-Type": kind}),
                    **({} if is_stream else {"Accept-Encoding": "gzip"}),
                    **(headers or {}),
                },
                timeout=Timeout(
                    connect=min(
                        settings.timeout_s, _CONNECT_WHEN_AWAY_S if self._is_away else _CONNECT_S
                    ),
                    read=timeout_s or settings.timeout_s,
                ),
                retries=self._retries(settings, is_repeatable=is_repeatable),
                preload_content=not is_stream,
            )
        except exceptions.HTTPError as error:
            self._is_away = True
            raise self._unreachable(error) from None
        self._is_away = is_passing(answer.status)
        if answer.status // 100 == 2:  # noqa: PLR2004 (success)
            self._granted.add(right)
            return answer
        raise self._refusal(answer.status, answer.data, path, right)

    def close(self) -> None:
        """Close every kept connection; the next use opens new ones."""
        pool, self._pool = self._pool, None
        if pool is not None and pool[0] == os.getpid():
            pool[2].clear()

    def _connected(self, settings: Settings) -> urllib3.PoolManager:
        """Return the pool of this process; after a fork it has none of its parent's connections."""
        pool = self._pool
        if pool is None or pool[:2] != (os.getpid(), settings.tls):
            pool = (os.getpid(), settings.tls, self._new_pool(settings.tls))
            self._pool = pool
        return pool[2]

    def _new_pool(self, tls: Tls) -> urllib3.PoolManager:
        options: dict[str, Any] = {"num_pools": 2, "maxsize": _POOL_SIZE, "blocksize": _BLOCK_BYTES}
        scheme = urlsplit(self.url).scheme
        if scheme == "https":
            options["cert_reqs"] = "CERT_NONE" if tls.is_insecure else "CERT_REQUIRED"
            options["cert_file"] = _existing(tls.client_certificate, CLIENT_CERTIFICATE)
            trusted = _existing(tls.server_certificate, SERVER_CERTIFICATE)
            if trusted is not None:
                options["ca_cert_dir" if os.path.isdir(trusted) else "ca_certs"] = trusted  # noqa: PTH112
        proxy = getproxies().get(scheme)
        if proxy is None or proxy_bypass(urlsplit(self.url).hostname or ""):
            return urllib3.PoolManager(**options)
        user = parse_url(proxy).auth
        return urllib3.ProxyManager(
            proxy, proxy_headers=make_headers(proxy_basic_auth=user) if user else None, **options
        )

    def _headers(self) -> dict[str, str]:
        # Asked anew each time: tokens are renewed while a notebook lives.
        authorization = address_of(self._tracking_uri).authorization
        return {
            "User-Agent": f"trackside/{__version__}",
            **({"Authorization": authorization} if authorization else {}),
        }

    def _retries(self, settings: Settings, *, is_repeatable: bool) -> Retry:
        tries = 0 if self._is_away else settings.retries
        again = tries if is_repeatable else 0
        return Retry(
            total=None,
            connect=tries,
            read=again,
            status=again,
            other=0,
            redirect=_MAX_REDIRECTS,
            allowed_methods=None,
            status_forcelist=[408, 425, 429, 502, 503, 504] if is_repeatable else [],
            backoff_factor=settings.backoff_s,
            backoff_max=_MAX_BACKOFF_S,
            raise_on_redirect=False,
            raise_on_status=False,
            respect_retry_after_header=False,
        )

    def _parsed(self, body: bytes, path: str, parse: Callable[[Wire], T]) -> T:
        found = json_of(body)
        try:
            if found is not None:
                return parse(found)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            problem = f" ({type(error).__name__}: {error})"
        else:
            problem = ""
        raise TracksideException(
            f"The tracking server {self.url!r} answered {path!r} with what is not MLflow's JSON{problem}. Is the "
            "address complete, with its path, and is it no page to log in at?"
        )

    def _refusal(self, status: int, body: bytes, path: str, right: str) -> TracksideException:
        error = error_of(status, body, self.url, path)
        if status not in (_UNAUTHENTICATED, _FORBIDDEN):
            return error
        said = f"the tracking server {self.url!r} answered {status} ({error.message})"
        # Who could write before could read as well; who could read may never have been let to write.
        had_right = right in self._granted or "write" in self._granted
        if had_right or (status == _UNAUTHENTICATED and self._granted):
            return StoreUnavailable(
                f"The credentials worked before and are refused now: {said}. If they expired, renew "
                f"{self._where_credentials_are()}."
            )
        return PermissionDenied(
            f"You may not do this: {said}. Credentials are read from {self._where_credentials_are()}."
        )

    def _where_credentials_are(self) -> str:
        if is_databricks(self._tracking_uri):
            return "~/.databrickscfg, or DATABRICKS_HOST and DATABRICKS_TOKEN"
        return (
            "TRACKSIDE_TRACKING_TOKEN or MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and "
            "MLFLOW_TRACKING_PASSWORD, or the tracking URI"
        )

    def _unreachable(self, error: exceptions.HTTPError) -> StoreUnavailable:
        return StoreUnavailable(
            f"The tracking server {self.url!r} cannot be reached: {_reason(error)}."
        )


def _existing(path: str | None, variable: str) -> str | None:
    if path is not None and not os.path.exists(path):  # noqa: PTH110 (as given by the user)
        raise InvalidParameter(f"{variable} names {path!r}, which does not exist.")
    return path


def _reason(error: BaseException) -> str:
    """Say what went wrong in few words; urllib3's own would show the whole request."""
    if isinstance(error, exceptions.MaxRetryError) and error.reason is not None:
        return _reason(error.reason)
    if isinstance(error, exceptions.ProxyError):
        return f"the proxy between does not work: {_reason(error.original_error)}"
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return words.format(error)
    return f"the connection broke off ({type(error).__name__})"
