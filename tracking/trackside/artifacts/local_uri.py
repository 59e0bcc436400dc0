"""Turn local paths into URIs and back, on POSIX and on Windows. Pure: touches no disk."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.request import url2pathname

from trackside.errors import InvalidParameter

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]+):")


def uri_scheme(uri: str) -> str:
    r"""Return the scheme in lower case; empty for a plain path, also for ``C:\\work``."""
    # A scheme has two letters at least, so a drive is none.
    match = _SCHEME.match(uri)
    return match[1].lower() if match else ""


def path_from_uri(uri: str) -> Path:
    """Return the local path of a ``file:`` URI or a plain path.

    ``#`` and ``?`` belong to the path, as in MLflow's own URIs, which do not encode them.
    """
    scheme = uri_scheme(uri)
    if scheme == "":
        return Path(uri)
    if scheme != "file":
        raise InvalidParameter(f"{uri!r} is not a local path or file: URI.")
    rest = uri[len("file:") :]
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        local = host in ("", "localhost")
        rest = f"/{path}" if local else f"//{host}{slash}{path}"
    if rest.startswith("//") and os.name != "nt":
        raise InvalidParameter(f"{uri!r} names another host; a file: URI must be local here.")
    return Path(url2pathname(rest))


def uri_from_path(path: Path) -> str:
    """Return the ``file:`` URI of a path, made absolute."""
    return path.absolute().as_uri()
