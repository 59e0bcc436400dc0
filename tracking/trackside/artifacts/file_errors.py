"""Translate what the file system refuses into our errors, with the path named."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trackside.errors import (
    InvalidParameter,
    NotFound,
    PermissionDenied,
    StoreUnavailable,
    TracksideException,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_UNFIT = (errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL)


@contextmanager
def file_errors(action: str, path: Path) -> Iterator[None]:
    """Raise one of our errors in place of an ``OSError``: "cannot <action> '<path>': <reason>"."""
    try:
        yield
    except OSError as error:
        message = f"Cannot {action} '{path}': {error.strerror or error}."
        raise error_for(error.errno, message) from error


def error_for(number: int | None, message: str) -> TracksideException:
    """Return the error of ours for an ``errno``."""
    if number == errno.ENOENT:
        return NotFound(message)
    if number in _DENIED:
        return PermissionDenied(message)
    if number in _UNFIT:
        return InvalidParameter(message)
    return StoreUnavailable(message)
