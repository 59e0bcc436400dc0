"""Keep equal files of many runs once: each is a hard link to a blob named by its content.

::

    <artifact location>/
        .trackside-blobs/<xx>/<size>-<sha256>     kept once
        <run>/artifacts/model.pkl                 the same file under its plain name

Runs keep their plain layout, which MLflow and file managers read. Links share their bytes, so a
write into one would change all: a linked file is read-only, and a blob is compared byte by byte
before it is linked again; one that somebody changed all the same is replaced and not spread.

There are no locks. Whoever loses a race (a blob appears, or is dropped as unused) finds the link
refused and keeps a file of its own: space is lost then, never content.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from trackside.artifacts.file_errors import file_errors
from trackside.artifacts.local_uri import path_from_uri, uri_scheme
from trackside.artifacts.paths import BLOB_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SMALLEST_BLOB_BYTES = 64 * 1024
"""Smaller files are copied: a link and a folder entry would cost what it saves."""

SWITCH = "TRACKSIDE_ARTIFACT_DEDUPLICATION"

_CHUNK_BYTES = 1 << 20
_STORE_FOLDER = ".trackside"
_RUN_ID = re.compile(r"[0-9a-f]{32}")
_MODEL_ID = re.compile(r"m-[0-9a-f]{32}")


def blobs_for(target: Path, environ: Mapping[str, str] = os.environ) -> Blobs | None:
    """Return where the content of an artifact ``target`` is shared; None where it is not.

    It is shared below a run's or logged model's artifacts, on POSIX (Windows does not let a
    read-only file be replaced), and unless ``TRACKSIDE_ARTIFACT_DEDUPLICATION`` is ``false``.
    """
    if os.name != "posix" or environ.get(SWITCH, "").lower() in ("false", "0"):
        return None
    location = _location_of(target)
    return None if location is None else Blobs(_folder_of(location))


def blob_folder(artifact_location: str) -> Path | None:
    """Return where the runs below an experiment's ``artifact_location`` share; None if it is not local."""
    if uri_scheme(artifact_location) not in ("", "file"):
        return None
    return _folder_of(path_from_uri(artifact_location).absolute())


def drop_unused_blobs(artifact_location: str) -> int:
    """Delete the blobs below an experiment's ``artifact_location`` that no run links to any more.

    Returns the number of bytes that became free; 0 for a location that is not local. Runs may be
    logged to meanwhile.
    """
    folder = blob_folder(artifact_location)
    if folder is None:
        return 0
    freed = 0
    with file_errors("clean up", folder):
        for blob in folder.glob("*/*") if folder.is_dir() else ():
            found = blob.lstat()
            if stat.S_ISREG(found.st_mode) and found.st_nlink == 1:
                blob.unlink(missing_ok=True)
                freed += found.st_size
    return freed


class Blobs:
    """The blobs in one folder, which is made when the first is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def link_equal(self, reader: BinaryIO, size: int, new: Path) -> bool:
        """Make ``new`` a link to the blob that equals all of ``reader``; say whether there is one.

        The reader stands at its start, before and after.
        """
        if not any(self._of_size(size)):
            return False
        digest = hashlib.sha256()
        while chunk := reader.read(_CHUNK_BYTES):
            digest.update(chunk)
        reader.seek(0)
        is_linked = self._link(self._place(size, digest.hexdigest()), reader, new)
        reader.seek(0)
        return is_linked

    def keep(self, new: Path, size: int, digest: str) -> None:
        """Share the whole file ``new``: it becomes a blob, or a link to the equal blob."""
        blob = self._place(size, digest)
        spare = new.with_name(f"{new.name}-link")
        # A file that cannot be shared is no failure: links may be unknown here (FAT, some network
        # shares), not allowed (another user's blobs), or too many.
        with suppress(OSError), new.open("rb") as reader:
            try:
                if self._link(blob, reader, spare):
                    spare.replace(new)
                    return
            finally:
                spare.unlink(missing_ok=True)
            blob.parent.mkdir(parents=True, exist_ok=True)
            os.link(new, blob)
            new.chmod(new.stat().st_mode & ~0o222)

    def _link(self, blob: Path, reader: BinaryIO, new: Path) -> bool:
        """Make ``new`` a link to ``blob`` if that has the content of ``reader``."""
        try:
            if not stat.S_ISREG(blob.lstat().st_mode):
                return False
            with blob.open("rb") as content:
                is_intact = _same(reader, content)
            if is_intact:
                os.link(blob, new)
            else:
                # Its other links keep what they show; nothing new is to show it.
                blob.unlink(missing_ok=True)
        except OSError:
            return False
        return is_intact

    def _of_size(self, size: int) -> Iterator[Path]:
        return self._shelf(size).glob(f"{size}-*")

    def _place(self, size: int, digest: str) -> Path:
        return self._shelf(size) / f"{size}-{digest}"

    def _shelf(self, size: int) -> Path:
        # By size, so that a file of a new size needs no reading before it is copied.
        return self.folder / f"{size % 256:02x}"


def _location_of(target: Path) -> Path | None:
    """Return the experiment's location of ``<location>/<run id>/artifacts/...``."""
    for index, name in enumerate(target.parts):
        if name != "artifacts" or index < 2:  # noqa: PLR2004 (the location and the run come before)
            continue
        if _RUN_ID.fullmatch(target.parts[index - 1]):
            return Path(*target.parts[: index - 1])
        if _MODEL_ID.fullmatch(target.parts[index - 1]) and target.parts[index - 2] == "models":
            return Path(*target.parts[: index - 2])
    return None


def _folder_of(location: Path) -> Path:
    # All experiments of a store share one; a location of its own keeps its own, on its own disk.
    for index in range(len(location.parts) - 1, 0, -1):
        if location.parts[index - 1 : index + 1] == (_STORE_FOLDER, "artifacts"):
            return Path(*location.parts[: index + 1], BLOB_FOLDER)
    return location / BLOB_FOLDER


def _same(one: BinaryIO, other: BinaryIO) -> bool:
    while True:
        chunk = one.read(_CHUNK_BYTES)
        if chunk != other.read(_CHUNK_BYTES):
            return False
        if not chunk:
            return True
