"""Data on the web."""

from __future__ import annotations

import shutil
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

from trackside.data.dataset_source import DatasetSource
from trackside.errors import InvalidParameter, NotFound, PermissionDenied, TracksideException

if TYPE_CHECKING:
    import os
    from http.client import HTTPResponse

    from typing_extensions import Self

TIMEOUT_S = 60.0
_UNNAMED = "dataset_source"


class HTTPDatasetSource(DatasetSource):
    """A file by its ``http:`` or ``https:`` URL."""

    def __init__(self, url: str) -> None:
        self._url = url

    @property
    def url(self) -> str:
        """The URL, as it was given."""
        return self._url

    def _get_source_type(self) -> str:
        return "http"

    def load(self, dst_path: str | os.PathLike[str] | None = None) -> str:
        """Fetch the file and return its local path.

        It comes into the folder ``dst_path``, which is made if need be, by default into a new
        temporary folder; it is called as the server calls it, else by the end of the URL. Raises
        ``InvalidParameter`` for an address of another kind, ``NotFound``, ``PermissionDenied`` or
        ``TEMPORARILY_UNAVAILABLE``.
        """
        if urlsplit(self._url).scheme not in ("http", "https"):
            raise InvalidParameter(f"{self._url!r} is no http: or https: address.")
        try:
            # The scheme was looked at: no file of this machine is opened.
            with urlopen(self._url, timeout=TIMEOUT_S) as response:  # noqa: S310
                name = self._file_name(response)
                folder = Path(dst_path or tempfile.mkdtemp(prefix="trackside-"))
                folder.mkdir(parents=True, exist_ok=True)
                with (folder / name).open("wb") as file:
                    shutil.copyfileobj(response, file)
        except HTTPError as error:
            error.close()  # it is the response as well
            raise self._refused(error) from error
        except (URLError, TimeoutError, ConnectionError) as error:
            raise TracksideException(
                f"{self._url!r} cannot be fetched: {error}.", "TEMPORARILY_UNAVAILABLE"
            ) from error
        return str(folder / name)

    def _file_name(self, response: HTTPResponse) -> str:
        name = response.headers.get_filename()
        if name is None:
            return Path(unquote(urlsplit(self._url).path)).name or _UNNAMED
        if name in ("", ".", "..") or "/" in name or "\\" in name:
            raise InvalidParameter(
                f"Invalid filename in Content-Disposition header: {name}. It must be a file name, not a path."
            )
        return str(name)

    def _refused(self, error: HTTPError) -> TracksideException:
        said = f"{self._url!r} cannot be fetched: {error.code} {error.reason}."
        if error.code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return NotFound(said)
        if error.code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return PermissionDenied(said)
        return TracksideException(said, "TEMPORARILY_UNAVAILABLE")

    def to_dict(self) -> dict[str, Any]:
        """Return ``{"url": ...}``."""
        return {"url": self._url}

    @classmethod
    def from_dict(cls, source_dict: dict[str, Any]) -> Self:
        """Build the source from ``{"url": ...}``; ``InvalidParameter`` if that is missing."""
        url = source_dict.get("url")
        if url is None:
            raise InvalidParameter(
                f'Failed to parse HTTPDatasetSource. Missing expected key: "url", got {source_dict!r}'
            )
        return cls(url)
