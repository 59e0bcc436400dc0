"""Read the left-hand side of a comparison, or an order key: which entity and which key it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from trackside.search.lexer import Source, Token, unquoted
from trackside.search.vocabulary import DATASET_KEYS, Vocabulary

if TYPE_CHECKING:
    from trackside.search.ast import Entity, Statistic

_DOTTED = re.compile(r"(`[^`]*`|[^.`]*)\.(.*)", re.DOTALL)
_STATISTIC = re.compile(r"(.+)\.(last|min|max|first|count)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Name:
    """What the left-hand side names; fields as in :class:`trackside.search.ast.Comparison`."""

    entity: Entity
    key: str
    statistic: Statistic = "last"
    otherwise: tuple[str, Statistic] | None = None


def read_identifier(
    source: Source, token: Token, vocabulary: Vocabulary, attributes: tuple[str, ...]
) -> Name:
    """Return what ``token`` names; ``attributes`` are those valid at this place."""
    if not _can_name(token):
        raise source.error(
            token.position,
            f"a key is expected, not {token}. Valid: {_valid(vocabulary, attributes)}.",
        )
    entity, written = _split(source, token, vocabulary, attributes)
    if entity == "metric" and vocabulary.has_statistics:
        return _metric(source, token, written)
    if written.startswith("`") and not written.endswith("`"):
        raise source.error(
            token.position, f"{written.rpartition('.')[2]} is known of the metrics of runs only."
        )
    key = unquoted(written)
    if entity == "attribute":
        key = vocabulary.aliases.get(key, key)
        if key not in attributes:
            raise source.error(
                token.position,
                f"there is no attribute '{key}'. Valid: {_valid(vocabulary, attributes)}.",
            )
    elif entity == "dataset" and key not in DATASET_KEYS:
        raise source.error(
            token.position, f"there is no dataset key '{key}'. Valid: {', '.join(DATASET_KEYS)}."
        )
    if not key:
        raise source.error(token.position, f"the key of the {entity} is empty.")
    return Name(entity, key)


def _metric(source: Source, token: Token, written: str) -> Name:
    """Read a key with or without a statistic: only `loss`.min says it for certain."""
    key = unquoted(written)
    if not key or written.startswith("``."):
        raise source.error(token.position, "the key of the metric is empty.")
    summarised = _STATISTIC.fullmatch(key)
    if key != written or summarised is None:
        return Name("metric", key)
    of, statistic = unquoted(summarised[1]), cast("Statistic", summarised[2])
    if of != summarised[1]:
        return Name("metric", of, statistic)
    return Name("metric", key, otherwise=(of, statistic))


def _can_name(token: Token) -> bool:
    # A bare "run name" is a key; 'run name' is a value on the wrong side.
    is_quoted_key = token.kind == "string" and token.text.startswith('"')
    return token.kind in ("identifier", "word", "ticked") or is_quoted_key


def _split(
    source: Source, token: Token, vocabulary: Vocabulary, attributes: tuple[str, ...]
) -> tuple[Entity, str]:
    # Back ticks around the whole, `metrics.a`, are what MLflow lets pass in an order key.
    text = token.text if token.kind == "identifier" else unquoted(token.text)
    dotted = _DOTTED.fullmatch(text)
    if dotted is None:
        return "attribute", text
    prefix = unquoted(dotted[1])
    if prefix not in vocabulary.prefixes:
        raise source.error(
            token.position,
            f"there is no entity '{prefix}'. Valid: {_valid(vocabulary, attributes)}.",
        )
    return vocabulary.prefixes[prefix], dotted[2]


def _valid(vocabulary: Vocabulary, attributes: tuple[str, ...]) -> str:
    entities = [f"{entity}s.<key>" for entity in vocabulary.free]
    if "dataset" in vocabulary.prefixes:
        entities.append(f"dataset.{'|'.join(DATASET_KEYS)}")
    return ", ".join([*attributes, *entities])
