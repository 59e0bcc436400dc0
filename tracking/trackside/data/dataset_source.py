"""Where a dataset came from: what every kind of source has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import Self


class DatasetSource:
    """The source of a dataset; a kind of one's own is a subclass with all of the methods."""

    def _get_source_type(self) -> str:
        """Return a word for the kind of source, such as ``s3``; 36 characters at most."""
        raise NotImplementedError(f"{type(self).__name__} defines no _get_source_type().")

    def load(self) -> Any:
        """Return the source's data: for files a local path, fetched if need be."""
        raise NotImplementedError(f"{type(self).__name__} cannot be loaded.")

    def to_dict(self) -> dict[str, Any]:
        """Return what :meth:`from_dict` builds the source from, as JSON values."""
        raise NotImplementedError(f"{type(self).__name__} defines no to_dict().")

    def to_json(self) -> str:
        """Return :meth:`to_dict` as JSON text."""
        return json.dumps(self.to_dict())

    @classmethod
    def from_dict(cls, source_dict: dict[str, Any]) -> Self:
        """Build the source from what :meth:`to_dict` returned."""
        raise NotImplementedError(f"{cls.__name__} defines no from_dict().")

    @classmethod
    def from_json(cls, source_json: str) -> Self:
        """Build the source from what :meth:`to_json` returned."""
        return cls.from_dict(json.loads(source_json))
