"""Uploads in parts: kept in files of this machine until the last one is there, then joined.

The parts lie in the user's own folder, which all workers share: it does not matter which of them
takes what, and nobody else on the machine gets at them.
"""

from __future__ import annotations

import re
import shutil
import time
import uuid
from typing import TYPE_CHECKING, BinaryIO

from platformdirs import user_state_path

from trackside.errors import InvalidParameter, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trackside.artifacts.copying import Writer

MAX_PARTS = 10_000
# What nobody finished or gave up is deleted after a day.
FORGOTTEN_AFTER_S = 24 * 3600
_CHUNK_BYTES = 1 << 20
_UPLOAD_ID = re.compile(r"[0-9a-f]{32}")


class Uploads:
    """The uploads under way on this machine."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or user_state_path("trackside", appauthor=False) / "uploads"

    def begin(self, parts: int) -> str:
        """Return the id of a new upload."""
        if not 1 <= parts <= MAX_PARTS:
            raise InvalidParameter(f"num_parts must be from 1 to {MAX_PARTS}, not {parts}.")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._delete_forgotten()
        upload_id = uuid.uuid4().hex
        (self._folder / upload_id).mkdir(mode=0o700)
        return upload_id

    def part(self, upload_id: str, number: int) -> BinaryIO:
        """Return a part's file, empty and open for writing."""
        if not 1 <= number <= MAX_PARTS:
            raise InvalidParameter(f"A part's number is from 1 to {MAX_PARTS}, not {number}.")
        return (self._home(upload_id) / str(number)).open("wb")

    def join(self, upload_id: str, numbers: Sequence[int], target: Writer) -> None:
        """Write the parts in the order of their numbers; ``InvalidParameter`` if one is missing."""
        home = self._home(upload_id)
        missing = [number for number in numbers if not (home / str(number)).is_file()]
        if missing or sorted(set(numbers)) != list(range(1, len(numbers) + 1)):
            raise InvalidParameter(
                f"The upload {upload_id} cannot be completed: its parts must be 1 to {len(numbers)}, each once"
                f" (missing: {missing})."
            )
        for number in sorted(numbers):
            with (home / str(number)).open("rb") as part:
                while chunk := part.read(_CHUNK_BYTES):
                    target.write(chunk)

    def forget(self, upload_id: str) -> None:
        """Delete an upload's parts; no error if they are gone."""
        if _UPLOAD_ID.fullmatch(upload_id):
            shutil.rmtree(self._folder / upload_id, ignore_errors=True)

    def _home(self, upload_id: str) -> Path:
        home = self._folder / upload_id
        if not _UPLOAD_ID.fullmatch(upload_id) or not home.is_dir():
            raise NotFound(f"There is no upload {upload_id!r}: it was completed or given up.")
        return home

    def _delete_forgotten(self) -> None:
        for home in self._folder.iterdir():
            if time.time() - home.stat().st_mtime > FORGOTTEN_AFTER_S:
                shutil.rmtree(home, ignore_errors=True)
