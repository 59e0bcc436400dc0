"""What a logged dataset tells people: where it came from, its size, its columns."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trackside.cards.fields import Field, fields_of, parsed_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.entities import Dataset

# By kind of source, in MLflow's JSON: files, HTTP, Hugging Face, Delta, Spark.
_PLACES = ("uri", "url", "path", "delta_table_name", "table_name")
_CODE_PLACE = "mlflow.source.name"


@dataclass(frozen=True, slots=True)
class DatasetCard:
    """A dataset in words; what its texts do not tell, or tell in a way of their own, is left out.

    ``profile`` has the sizes by the names under which they were logged, such as ``num_rows``.
    """

    source: str | None = None
    profile: Mapping[str, str] = field(default_factory=dict)
    features: tuple[Field, ...] | None = None
    targets: tuple[Field, ...] | None = None

    @classmethod
    def of(cls, dataset: Dataset) -> DatasetCard:
        """Return the card of a dataset. Anybody can log one, so no text is an error."""
        return cls(
            _source(dataset.source), _profile(dataset.profile), *_features_and_targets(dataset)
        )


def _source(text: str) -> str | None:
    """Return the place that the data was read from, or the script that made it."""
    told = _object(text)
    tags = told.get("tags")
    made_by = tags.get(_CODE_PLACE) if isinstance(tags, dict) else None
    places = (told.get(key) for key in _PLACES)
    return next((str(place) for place in (*places, made_by) if place), None)


def _profile(text: str | None) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in _object(text).items()
    }


def _features_and_targets(
    dataset: Dataset,
) -> tuple[tuple[Field, ...] | None, tuple[Field, ...] | None]:
    """Return the columns of a table, or the tensors on either side; Nones for another schema."""
    told = _object(dataset.schema)
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        if "mlflow_tensorspec" in told:
            tensors = told["mlflow_tensorspec"]
            return parsed_fields(tensors["features"]), parsed_fields(tensors.get("targets"))
        return fields_of(told["mlflow_colspec"]), None
    return None, None


def _object(text: str | None) -> dict[str, Any]:
    """Return what a JSON text holds; nothing if it is no object."""
    with suppress(ValueError):
        told = json.loads(text or "{}")
        if isinstance(told, dict):
            return told
    return {}
