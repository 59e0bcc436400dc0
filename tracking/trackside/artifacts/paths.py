"""Say which artifact paths are allowed. Pure: touches no disk.

An artifact path is relative to the run's artifact root, written with ``/``, and stays below it
also for a reader that decodes ``%2e%2e`` or runs on Windows.
"""

from __future__ import annotations

import os
import re
from urllib.parse import unquote

from trackside.errors import InvalidParameter

PARTIAL_PREFIX = ".trackside-partial-"
"""Begins the names of files that are being written; not allowed in artifact names."""

BLOB_FOLDER = ".trackside-blobs"
"""Holds the content that runs share; not allowed in artifact names."""

RESERVED_PREFIXES = (PARTIAL_PREFIX, BLOB_FOLDER)

_DRIVE = re.compile(r"[A-Za-z]:")
# As often as a path is decoded on its way through proxies and servers, and then some.
_MAX_DECODINGS = 5


def artifact_parts(path: str | os.PathLike[str] | None) -> tuple[str, ...]:
    """Return the names that make up ``path``; none for None, ``""`` and ``"."``.

    Doubled and closing slashes and ``.`` are dropped. Raises ``InvalidParameter`` for what leads,
    or might lead, out of the root.
    """
    text = "" if path is None else os.fspath(path)
    if os.sep == "\\":
        text = text.replace("\\", "/")
    decoded = text
    for _ in range(_MAX_DECODINGS):
        _check(text, decoded)
        previous, decoded = decoded, unquote(decoded)
        if decoded == previous:
            break
    else:
        raise _refused(text, "it is encoded over and over")
    return _names(text)


def joined(*paths: str | os.PathLike[str] | None) -> str:
    """Return the artifact path that the given ones make one after the other, with ``/``."""
    return "/".join(name for path in paths for name in artifact_parts(path))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split("/") if name not in ("", "."))


def _check(original: str, text: str) -> None:
    if "\0" in text:
        raise _refused(original, "it holds a NUL character")
    if "\\" in text:
        raise _refused(original, "it holds a backslash; folders are separated by /")
    if text.startswith("/"):
        raise _refused(original, "it is absolute; give it relative to the run's artifact root")
    if _DRIVE.match(text):
        raise _refused(original, "it begins with a drive letter")
    names = _names(text)
    if ".." in names:
        raise _refused(original, "it leads upwards (..)")
    for prefix in RESERVED_PREFIXES:
        if any(name.startswith(prefix) for name in names):
            raise _refused(original, f"names that begin with {prefix} are reserved")


def _refused(path: str, problem: str) -> InvalidParameter:
    return InvalidParameter(f"Invalid artifact path {path!r}: {problem}.")
