"""Parse keys to sort by: texts such as ``metrics.loss DESC``, or MLflow's dictionaries for logged models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trackside.errors import InvalidParameter
from trackside.search.ast import Ordering, Target
from trackside.search.identifiers import read_identifier
from trackside.search.lexer import Source, tokenize
from trackside.search.vocabulary import VOCABULARIES, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

# SQLite joins at most 64 tables.
MAX_ORDERINGS = 20

_LOGGED_MODEL_FIELDS = ("field_name", "ascending", "dataset_name", "dataset_digest")


def parse_order_by(
    items: Sequence[str | Mapping[str, Any]] | None, target: Target
) -> tuple[Ordering, ...]:
    """Return the keys to sort by, the most important first; a key may come once only.

    For ``logged_models`` the items are dictionaries with ``field_name`` and, if wanted,
    ``ascending`` (default True), ``dataset_name`` and ``dataset_digest``; else they are texts.
    """
    if isinstance(items, (str, Mapping)):
        raise InvalidParameter(f"order_by is a list: [{items!r}], not {items!r}.")
    if items and len(items) > MAX_ORDERINGS:
        raise InvalidParameter(f"order_by takes at most {MAX_ORDERINGS} keys, not {len(items)}.")
    parse = _parse_fields if target == "logged_models" else _parse_text
    orderings: list[Ordering] = []
    for item in items or ():
        ordering = parse(item, VOCABULARIES[target])
        if any(_what(each) == _what(ordering) for each in orderings):
            raise InvalidParameter(
                f"order_by names the {ordering.entity} '{ordering.key}' twice: {list(items or ())}."
            )
        orderings.append(ordering)
    return tuple(orderings)


def _what(ordering: Ordering) -> tuple[object, ...]:
    dataset = ordering.dataset_name, ordering.dataset_digest
    return ordering.entity, ordering.key, ordering.statistic, *dataset


def _parse_text(item: object, vocabulary: Vocabulary) -> Ordering:
    if not isinstance(item, str):
        raise InvalidParameter(f"A key of order_by is a string, not {item!r}.")
    source = Source(item, "order_by key")
    first, *rest = tokenize(source)
    name = read_identifier(source, first, vocabulary, vocabulary.orderable)
    if name.entity not in vocabulary.orderable_entities:
        valid = ", ".join(vocabulary.orderable_entities)
        raise source.error(first.position, f"cannot sort by a {name.entity}; only by: {valid}.")
    direction = rest[0].keyword
    if direction in ("ASC", "DESC"):
        rest = rest[1:]
    if rest[0].kind != "end":
        raise source.error(rest[0].position, f"only ASC or DESC may follow the key, not {rest[0]}.")
    return Ordering(name.entity, name.key, direction != "DESC", name.statistic, name.otherwise)


def _parse_fields(item: object, vocabulary: Vocabulary) -> Ordering:
    if not isinstance(item, Mapping) or not isinstance(item.get("field_name"), str):
        raise InvalidParameter(
            "A key of order_by is a dictionary such as {'field_name': 'metrics.accuracy', 'ascending': False},"
            f" not {item!r}."
        )
    unknown = [field for field in item if field not in _LOGGED_MODEL_FIELDS]
    ascending = item.get("ascending", True)
    if unknown or not isinstance(ascending, bool):
        wrong = f"has no field {unknown[0]!r}" if unknown else "takes True or False as 'ascending'"
        raise InvalidParameter(
            f"A key of order_by {wrong}: {dict(item)!r}; its fields are {', '.join(_LOGGED_MODEL_FIELDS)}."
        )
    # The name is taken as it stands; there is no direction that could follow it.
    prefix, dot, key = item["field_name"].partition(".")
    dataset = item.get("dataset_name"), item.get("dataset_digest")
    if dot and vocabulary.prefixes.get(prefix) == "metric" and key:
        return Ordering("metric", key, ascending, "last", None, *dataset)
    attribute = vocabulary.aliases.get(prefix, prefix)
    if dot or attribute not in vocabulary.orderable:
        raise InvalidParameter(
            f"Cannot sort by {item['field_name']!r}. Valid: {', '.join(vocabulary.orderable)}, metrics.<key>."
        )
    if any(dataset):
        raise InvalidParameter(
            f"Only a metric is restricted to a dataset, not {attribute!r}: {dict(item)!r}."
        )
    return Ordering("attribute", attribute, ascending)
