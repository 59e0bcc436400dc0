"""Data that came out of code: the source of a dataset for which none was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.data.dataset_source import DatasetSource

if TYPE_CHECKING:
    from typing_extensions import Self


class CodeDatasetSource(DatasetSource):
    """The notebook or script that made the data, by the tags that a run of it would have."""

    def __init__(self, tags: dict[str, Any]) -> None:
        self._tags = tags

    def _get_source_type(self) -> str:
        return "code"

    def load(self) -> Any:
        """Raise ``NotImplementedError``: only running the code again would make the data."""
        raise NotImplementedError(
            f"This dataset was made by code ({self._tags.get('mlflow.source.name')!r}): there is nothing to load. "
            "Give from_pandas or from_numpy a `source` to be able to."
        )

    def to_dict(self) -> dict[str, Any]:
        """Return ``{"tags": ...}``."""
        return {"tags": self._tags}

    @classmethod
    def from_dict(cls, source_dict: dict[str, Any]) -> Self:
        """Build the source from ``{"tags": ...}``."""
        return cls(source_dict.get("tags") or {})
