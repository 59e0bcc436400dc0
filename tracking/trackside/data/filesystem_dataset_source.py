"""Data in files: in a local folder or in a store that artifacts can lie in as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.artifacts.local_uri import uri_scheme
from trackside.data.dataset_source import DatasetSource
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    import os

    from typing_extensions import Self


class FileSystemDatasetSource(DatasetSource):
    """A file or folder by its path or URI: ``apples.csv``, ``s3://bucket/apples``."""

    def __init__(self, uri: str) -> None:
        self._uri = uri

    @property
    def uri(self) -> str:
        """The path or URI, as it was given."""
        return self._uri

    def _get_source_type(self) -> str:
        scheme = uri_scheme(self._uri)
        return "local" if scheme in ("", "file") else scheme

    def load(self, dst_path: str | os.PathLike[str] | None = None) -> str:
        """Return a local path of the data.

        With ``dst_path`` it is copied into that folder, which is made if need be; without, what is
        local already stays where it is.
        """
        from trackside.artifacts import download_artifacts

        return download_artifacts(artifact_uri=self._uri, dst_path=dst_path)

    def to_dict(self) -> dict[str, Any]:
        """Return ``{"uri": ...}``."""
        return {"uri": self._uri}

    @classmethod
    def from_dict(cls, source_dict: dict[str, Any]) -> Self:
        """Build the source from ``{"uri": ...}``; ``InvalidParameter`` if that is missing."""
        uri = source_dict.get("uri")
        if uri is None:
            raise InvalidParameter(
                f'Failed to parse {cls.__name__}. Missing expected key: "uri", got {source_dict!r}'
            )
        return cls(uri)
