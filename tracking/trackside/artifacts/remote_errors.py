"""Translate what drivers of remote stores raise into our errors, without what must stay secret."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trackside.artifacts.file_errors import error_for
from trackside.errors import (
    NotFound,
    NotImplementedHere,
    PermissionDenied,
    StoreUnavailable,
    TracksideException,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Drivers name such errors alike: NoCredentialsError, DefaultCredentialsError, RefreshError, ...
_WHO_ASKS = re.compile(r"Credential|Authenticat|Forbidden|Unauthorized|RefreshError|TokenRetrieval")
_SECRET_VARIABLE = re.compile(r"KEY|SECRET|TOKEN|PASSWORD|CONNECTION_STRING|CREDENTIAL|SAS")
_SECRET_PARAMETER = re.compile(
    r"((?:X-Amz-[A-Za-z-]+|X-Goog-[A-Za-z-]+|AWSAccessKeyId|Signature|sig|AccountKey|token)=)[^&;\s'\"]+",
    re.IGNORECASE,
)
_SHORTEST_SECRET = 6


@contextmanager
def remote_errors(action: str, url: str) -> Iterator[None]:
    """Raise one of our errors for whatever a driver raises: "Cannot <action> '<url>': <reason>"."""
    try:
        yield
    except TracksideException:
        raise
    # Each driver has its own tree of errors, with the library of its vendor below.
    except Exception as error:  # noqa: BLE001
        # Not chained: the drivers' errors quote requests, and their tracebacks help nobody here.
        raise _translated(error, action, url) from None


def without_secrets(text: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return a driver's message without signatures and values of secret settings."""
    for name, value in environ.items():
        if len(value) >= _SHORTEST_SECRET and _SECRET_VARIABLE.search(name):
            text = text.replace(value, "***")
    return _SECRET_PARAMETER.sub(r"\1***", text)


def _translated(error: Exception, action: str, url: str) -> TracksideException:
    reason = without_secrets(str(getattr(error, "strerror", None) or error)).rstrip(".")
    kind = type(error).__name__
    if isinstance(error, FileNotFoundError):
        # Drivers often give nothing but the path.
        missing = "it does not exist" if " " not in reason else reason
        return NotFound(f"Cannot {action} '{url}': {missing}.")
    if isinstance(error, NotImplementedError):
        return NotImplementedHere(f"Cannot {action} '{url}': this kind of store cannot do that.")
    if isinstance(error, PermissionError) or _WHO_ASKS.search(kind):
        return PermissionDenied(
            f"Cannot {action} '{url}': {reason or kind}. Check the credentials and their rights."
        )
    if isinstance(error, OSError) and error.errno is not None:
        return error_for(error.errno, f"Cannot {action} '{url}': {reason}.")
    return StoreUnavailable(f"Cannot {action} '{url}': {reason or kind}.")
