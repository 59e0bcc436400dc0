"""Open the file systems of fsspec that artifacts may lie on: which, with what settings, once each.

The only module that imports fsspec, and only when a remote address is used.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from trackside.artifacts.local_uri import uri_scheme
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

S3_SCHEMES = ("s3", "s3a")
_GOOGLE_SCHEMES = ("gs", "gcs")
_AZURE_SCHEMES = ("az", "abfs", "abfss", "wasb", "wasbs")

# The extra of Trackside that brings the driver, and the driver.
_EXTRAS = {
    **dict.fromkeys(S3_SCHEMES, ("s3", "s3fs")),
    **dict.fromkeys(_GOOGLE_SCHEMES, ("gcs", "gcsfs")),
    **dict.fromkeys(_AZURE_SCHEMES, ("azure", "adlfs")),
}

# fsspec's names for this machine's disk would pass by the local repository's confinement; web
# pages cannot be written; the others are views of further addresses.
_REFUSED = (
    *("file", "local", "asynclocal", "http", "https", "data", "jupyter", "jlab", "pyscript"),
    *("git", "github", "gist", "zip", "tar", "libarchive", "dir", "reference", "generic", "dask"),
    *("cached", "blockcache", "filecache", "simplecache", "async_wrapper", "asyncwrapper"),
)

# What may change where a scheme leads or who asks: a store opened before must not be used then.
_SETTINGS = ("AWS_", "MLFLOW_", "AZURE_", "GOOGLE_", "GCLOUD_", "STORAGE_EMULATOR_", "FSSPEC_")

_PASSWORD = re.compile(r"(//[^/@:]*):[^/@]*@")
_MOST_OPEN = 16

_lock = threading.Lock()
_open: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system and the path on it that a URL means; ``url`` is fit to be shown."""

    system: Any
    path: str
    scheme: str
    url: str


def is_remote(uri: str) -> bool:
    """Say whether fsspec may be asked about this address."""
    scheme = uri_scheme(uri)
    if scheme in ("", *_REFUSED) or "::" in uri:
        return False
    if scheme in _EXTRAS:
        return True
    from fsspec.registry import known_implementations, registry  # type: ignore[import-untyped]

    return scheme in known_implementations or scheme in registry


def mount(url: str, environ: Mapping[str, str] = os.environ) -> Mount:
    """Open the file system of a URL, or take the one that is open with the same settings.

    Raises ``InvalidParameter`` for a URL without a place in it, for settings that cannot be read
    and for a driver that is not installed.
    """
    from fsspec import get_filesystem_class  # type: ignore[import-untyped]

    scheme, address = _normal(url)
    shown = shown_url(url)
    try:
        kind = get_filesystem_class(scheme)
    except ImportError as error:
        raise _driver_missing(scheme, shown, error) from None
    path = kind._strip_protocol(address).rstrip("/")  # noqa: SLF001 (fsspec's way to ask)
    if ".." in path.split("/"):
        raise InvalidParameter(f"The artifact location {shown!r} leads upwards (..).")
    if not path.strip("/") and scheme != "memory":
        raise InvalidParameter(f"The artifact location {shown!r} names no bucket or folder.")
    options = {**kind._get_kwargs_from_urls(address), **_options(scheme, environ)}  # noqa: SLF001
    return Mount(_opened(kind, scheme, options, environ), path, scheme, shown)


def shown_url(url: str) -> str:
    """Return a URL as messages may show it: without its password and without a closing slash."""
    return _PASSWORD.sub(r"\1:***@", url.partition("?")[0]).rstrip("/")


def s3_upload_arguments(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return what ``MLFLOW_S3_UPLOAD_EXTRA_ARGS`` asks for, such as encryption."""
    text = environ.get("MLFLOW_S3_UPLOAD_EXTRA_ARGS")
    if not text:
        return {}
    try:
        arguments = json.loads(text)
    except ValueError:
        arguments = None
    if not isinstance(arguments, dict):
        # Not quoted: it may hold a customer's encryption key.
        raise InvalidParameter("MLFLOW_S3_UPLOAD_EXTRA_ARGS must be a JSON object.")
    return arguments


def _normal(url: str) -> tuple[str, str]:
    """Return the scheme and the URL in fsspec's words; Azure's old scheme has other host names."""
    scheme = uri_scheme(url)
    rest = url[len(scheme) :]
    if scheme in ("wasb", "wasbs"):
        return "abfss", f"abfss{rest.replace('.blob.core.', '.dfs.core.')}"
    return scheme, f"{scheme}{rest}"


def _options(scheme: str, environ: Mapping[str, str]) -> dict[str, Any]:
    # A listing from memory would hide what another process wrote.
    options: dict[str, Any] = {"use_listings_cache": False}
    if scheme in S3_SCHEMES:
        options |= _s3_options(environ)
    elif scheme in _AZURE_SCHEMES and environ.get("AZURE_STORAGE_ACCESS_KEY"):
        # MLflow's name; adlfs reads its own (AZURE_STORAGE_ACCOUNT_KEY, ..._CONNECTION_STRING).
        options["account_key"] = environ["AZURE_STORAGE_ACCESS_KEY"]
    return options


def _s3_options(environ: Mapping[str, str]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if endpoint := environ.get("MLFLOW_S3_ENDPOINT_URL"):
        if urlsplit(endpoint).scheme not in ("http", "https"):
            raise InvalidParameter(
                f"MLFLOW_S3_ENDPOINT_URL is {shown_url(endpoint)!r}; give it with http:// or https://."
            )
        options["endpoint_url"] = endpoint
    if environ.get("MLFLOW_S3_IGNORE_TLS", "").lower() in ("true", "1"):
        options["client_kwargs"] = {"verify": False}
    if style := environ.get("MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE"):
        options["config_kwargs"] = {"s3": {"addressing_style": style}}
    arguments = s3_upload_arguments(environ)
    if owner := environ.get("MLFLOW_S3_EXPECTED_BUCKET_OWNER"):
        arguments = {"ExpectedBucketOwner": owner, **arguments}
    if arguments:
        options["s3_additional_kwargs"] = arguments
    return options


def _opened(kind: Any, scheme: str, options: dict[str, Any], environ: Mapping[str, str]) -> Any:
    """Return one file system a process for the same settings: each has connections of its own."""
    settings = sorted(item for item in environ.items() if item[0].startswith(_SETTINGS))
    told = json.dumps([os.getpid(), scheme, options, settings], sort_keys=True, default=str)
    # Hashed, for the settings hold credentials.
    key = hashlib.sha256(told.encode()).hexdigest()
    with _lock:
        if key not in _open:
            while len(_open) >= _MOST_OPEN:
                del _open[next(iter(_open))]
            _open[key] = kind(**options, skip_instance_cache=True)
        return _open[key]


def _driver_missing(scheme: str, shown: str, error: ImportError) -> InvalidParameter:
    if scheme in _EXTRAS:
        extra, driver = _EXTRAS[scheme]
        needed = f'the package {driver}, which is not installed: pip install "trackside[{extra}]"'
    else:
        needed = f"a package that is not installed: {error}"
    return InvalidParameter(f"Artifacts at {shown!r} need {needed}")
