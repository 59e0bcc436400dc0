"""Datasets of which nothing is at hand but where they are."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from trackside.data.dataset import Dataset

if TYPE_CHECKING:
    from trackside.data.dataset_source import DatasetSource
    from trackside.types import Schema


class MetaDataset(Dataset):
    """A dataset described by its source and perhaps its schema; no data is looked at."""

    def __init__(
        self,
        source: DatasetSource,
        name: str | None = None,
        digest: str | None = None,
        schema: Schema | None = None,
    ) -> None:
        self._schema = schema
        super().__init__(source, name, digest)

    def _compute_digest(self) -> str:
        described = {
            "name": self.name,
            "source": self.source.to_json(),
            "source_type": self.source._get_source_type(),  # noqa: SLF001 (MLflow's name)
            "schema": self._schema.to_dict() if self._schema else "",
        }
        return hashlib.sha256(json.dumps(described).encode()).hexdigest()[:8]

    @property
    def schema(self) -> Schema | None:
        """The schema, as it was given."""
        return self._schema

    def to_dict(self) -> dict[str, Any]:
        """Return the texts that are logged, with the schema as JSON if there is one."""
        told = super().to_dict()
        if self._schema:
            told["schema"] = json.dumps({"mlflow_colspec": self._schema.to_dict()})
        return told
