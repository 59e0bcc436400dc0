"""Which keys can be searched and sorted by, and which operators each takes: MLflow's tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackside.search.ast import Entity, Operator, Target

NUMERIC: tuple[Operator, ...] = ("=", "!=", "<", "<=", ">", ">=")
TEXT: tuple[Operator, ...] = ("=", "!=", "LIKE", "ILIKE")
LISTED: tuple[Operator, ...] = (*TEXT, "IN", "NOT IN")
NULLABLE: tuple[Operator, ...] = (*TEXT, "IS NULL", "IS NOT NULL")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What can be said about one kind of thing.

    ``prefixes`` maps the word before the dot to its entity. ``attributes`` are the filter's
    attributes with their operators, ``orderable`` those to sort by; ``aliases`` lead from other
    spellings to them. ``free`` holds the entities whose keys are the user's own. With
    ``has_statistics`` a metric is also known by its least, greatest and first value and its count.
    """

    prefixes: Mapping[str, Entity]
    attributes: Mapping[str, tuple[Operator, ...]]
    orderable: tuple[str, ...]
    free: Mapping[Entity, tuple[Operator, ...]]
    orderable_entities: tuple[Entity, ...] = ("attribute",)
    aliases: Mapping[str, str] = field(default_factory=dict)
    has_statistics: bool = False

    def operators(self, entity: Entity, key: str) -> tuple[Operator, ...]:
        """Return the operators that a key takes."""
        if entity == "attribute":
            return self.attributes[key]
        return LISTED if entity == "dataset" else self.free[entity]


DATASET_KEYS = ("name", "digest", "context")

_OTHER_PREFIXES: Mapping[str, Entity] = {"attribute": "attribute", "tag": "tag", "tags": "tag"}

_RUN_ATTRIBUTES: Mapping[str, tuple[Operator, ...]] = {
    "run_id": LISTED,
    "run_name": TEXT,
    "user_id": TEXT,
    "status": TEXT,
    "artifact_uri": TEXT,
    "start_time": NUMERIC,
    "end_time": NUMERIC,
}

_LOGGED_MODEL_ATTRIBUTES: Mapping[str, tuple[Operator, ...]] = {
    "name": LISTED,
    "model_id": LISTED,
    "model_type": LISTED,
    "status": LISTED,
    "source_run_id": LISTED,
    "creation_timestamp": NUMERIC,
    "last_updated_timestamp": NUMERIC,
}

VOCABULARIES: Mapping[Target, Vocabulary] = {
    "runs": Vocabulary(
        prefixes={
            "metric": "metric",
            "metrics": "metric",
            "param": "param",
            "params": "param",
            "parameter": "param",
            "parameters": "param",
            "tag": "tag",
            "tags": "tag",
            "attribute": "attribute",
            "attributes": "attribute",
            "attr": "attribute",
            "run": "attribute",
            "dataset": "dataset",
            "datasets": "dataset",
        },
        attributes=_RUN_ATTRIBUTES,
        orderable=(*_RUN_ATTRIBUTES, "duration"),
        free={"metric": NUMERIC, "param": NULLABLE, "tag": NULLABLE},
        orderable_entities=("attribute", "metric", "param", "tag"),
        aliases={
            "created": "start_time",
            "Created": "start_time",
            "run name": "run_name",
            "Run name": "run_name",
            "Run Name": "run_name",
        },
        has_statistics=True,
    ),
    "experiments": Vocabulary(
        prefixes=_OTHER_PREFIXES,
        attributes={
            "name": TEXT,
            "experiment_id": ("=", "!=", "IN", "NOT IN"),
            "creation_time": NUMERIC,
            "last_update_time": NUMERIC,
        },
        orderable=("name", "experiment_id", "creation_time", "last_update_time"),
        free={"tag": NULLABLE},
    ),
    "registered_models": Vocabulary(
        prefixes=_OTHER_PREFIXES,
        attributes={"name": LISTED},
        orderable=("name", "creation_timestamp", "last_updated_timestamp"),
        free={"tag": TEXT},
        aliases={"timestamp": "last_updated_timestamp"},
    ),
    "model_versions": Vocabulary(
        prefixes=_OTHER_PREFIXES,
        attributes={
            "name": LISTED,
            "run_id": LISTED,
            "source_path": TEXT,
            "version_number": NUMERIC,
        },
        orderable=("name", "version_number", "creation_timestamp", "last_updated_timestamp"),
        free={"tag": TEXT},
    ),
    "logged_models": Vocabulary(
        prefixes={
            "metrics": "metric",
            "params": "param",
            "tags": "tag",
            "attributes": "attribute",
        },
        attributes=_LOGGED_MODEL_ATTRIBUTES,
        orderable=tuple(_LOGGED_MODEL_ATTRIBUTES),
        free={"metric": NUMERIC, "param": LISTED, "tag": LISTED},
        orderable_entities=("attribute", "metric"),
        aliases={
            "creation_time": "creation_timestamp",
            "creation_timestamp_ms": "creation_timestamp",
            "last_updated_timestamp_ms": "last_updated_timestamp",
        },
    ),
}
