"""Parse MLflow's filters and order keys.

``clause (AND clause)*`` with ``identifier operator value``; no OR, no parentheses. Words of the
grammar may be in any case; an AND too many is overlooked, as MLflow does, because filters are
often joined from parts of which one is empty. Pure: knows no store and no SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from trackside.errors import InvalidParameter
from trackside.search.ast import Comparison, Entity, Operator, Ordering, Target, Value
from trackside.search.identifiers import read_identifier
from trackside.search.lexer import Source, Token, tokenize, unquoted
from trackside.search.vocabulary import NUMERIC, VOCABULARIES, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPERATORS: dict[str, Operator] = {operator: operator for operator in get_args(Operator)}


def parse_filter(text: str | None, target: Target) -> tuple[Comparison, ...]:
    """Return the comparisons of a filter, all of which must hold; none for an empty filter."""
    if text is None:
        return ()
    if not isinstance(text, str):
        raise InvalidParameter(f"A filter is a string, not {text!r}.")
    return _FilterParser(Source(text, "filter"), VOCABULARIES[target]).comparisons()


def parse_order_by(items: Sequence[str] | None, target: Target) -> tuple[Ordering, ...]:
    """Return the keys to sort by, the most important first; a key may come once only."""
    if isinstance(items, str):
        raise InvalidParameter(f"order_by is a list of strings: [{items!r}], not {items!r}.")
    orderings: list[Ordering] = []
    for item in items or ():
        ordering = _parse_ordering(item, VOCABULARIES[target])
        if any((o.entity, o.key) == (ordering.entity, ordering.key) for o in orderings):
            raise InvalidParameter(
                f"order_by names the {ordering.entity} '{ordering.key}' twice: {list(items or ())}."
            )
        orderings.append(ordering)
    return tuple(orderings)


def _parse_ordering(item: str, vocabulary: Vocabulary) -> Ordering:
    if not isinstance(item, str):
        raise InvalidParameter(f"A key of order_by is a string, not {item!r}.")
    source = Source(item, "order_by key")
    first, *rest = tokenize(source)
    entity, key = read_identifier(source, first, vocabulary, vocabulary.orderable)
    if entity not in vocabulary.orderable_entities:
        valid = ", ".join(vocabulary.orderable_entities)
        raise source.error(first.position, f"cannot sort by a {entity}; only by: {valid}.")
    direction = rest[0].keyword
    if direction in ("ASC", "DESC"):
        rest = rest[1:]
    if rest[0].kind != "end":
        raise source.error(rest[0].position, f"only ASC or DESC may follow the key, not {rest[0]}.")
    return Ordering(entity, key, direction != "DESC")


class _FilterParser:
    """Walks over the tokens of one filter."""

    def __init__(self, source: Source, vocabulary: Vocabulary) -> None:
        self._source = source
        self._vocabulary = vocabulary
        self._tokens = tokenize(source)
        self._index = 0

    def comparisons(self) -> tuple[Comparison, ...]:
        """Parse to the end."""
        found = []
        self._skip_ands()
        while self._peek().kind != "end":
            found.append(self._comparison())
            if self._peek().kind != "end" and not self._skip_ands():
                raise self._error(
                    self._peek(),
                    f"AND or the end is expected, not {self._peek()}; there is no OR and there"
                    " are no parentheses.",
                )
        return tuple(found)

    def _comparison(self) -> Comparison:
        token = self._next()
        attributes = tuple(self._vocabulary.attributes)
        entity, key = read_identifier(self._source, token, self._vocabulary, attributes)
        operators = self._vocabulary.operators(entity, key)
        operator = self._operator(entity, key, operators)
        return Comparison(entity, key, operator, self._value(entity, key, operator))

    def _operator(self, entity: Entity, key: str, valid: tuple[Operator, ...]) -> Operator:
        token = self._next()
        written = token.keyword or token.text
        if written in ("NOT", "IS"):
            written = f"{written} {self._next().keyword}"
        if written == "IS NOT":
            written = f"{written} {self._next().keyword}"
        operator = _OPERATORS.get(written)
        if operator is None:
            if token.kind == "end":
                written = "the end"
            raise self._error(
                token,
                f"an operator is expected after {entity} '{key}', not {written.strip()}."
                f" Valid: {', '.join(valid)}. (A key with spaces or signs needs back ticks.)",
            )
        if operator not in valid:
            raise self._error(
                token, f"{entity} '{key}' does not take {operator}. Valid: {', '.join(valid)}."
            )
        return operator

    def _value(self, entity: Entity, key: str, operator: Operator) -> Value:
        if operator in ("IS NULL", "IS NOT NULL"):
            return None
        if operator in ("IN", "NOT IN"):
            return self._list()
        if self._vocabulary.operators(entity, key) == NUMERIC:
            return self._number(entity, key)
        token = self._next()
        if token.kind != "string":
            raise self._error(
                token,
                f"{entity} '{key}' is compared with quoted text, such as 'abc', not with {token}.",
            )
        return unquoted(token.text)

    def _number(self, entity: Entity, key: str) -> float:
        token = self._next()
        text = token.text
        # MLflow's clients ask for versions both ways: version_number = '5' and = 5.
        if key == "version_number" and token.kind == "string" and unquoted(text).isdecimal():
            return int(unquoted(text))
        if token.kind != "number":
            raise self._error(
                token, f"{entity} '{key}' is compared with a number without quotes, not {token}."
            )
        is_whole = text.lstrip("-").isdecimal()
        return int(text) if is_whole and entity == "attribute" else float(text)

    def _list(self) -> tuple[str, ...]:
        self._expect("(", "a list such as ('a', 'b')")
        values = [unquoted(self._expect("string", "quoted text such as 'a'").text)]
        while self._peek().kind == ",":
            self._next()
            if self._peek().kind == ")":
                break
            values.append(unquoted(self._expect("string", "quoted text such as 'a'").text))
        self._expect(")", "a comma or the closing parenthesis of the list")
        return tuple(values)

    def _expect(self, kind: str, description: str) -> Token:
        token = self._next()
        if token.kind != kind:
            raise self._error(token, f"{description} is expected, not {token}.")
        return token

    def _skip_ands(self) -> bool:
        start = self._index
        while self._peek().keyword == "AND":
            self._index += 1
        return self._index > start

    def _peek(self) -> Token:
        return self._tokens[self._index]

    def _next(self) -> Token:
        token = self._tokens[self._index]
        # The last token is `end`; it may be asked for again and again.
        self._index = min(self._index + 1, len(self._tokens) - 1)
        return token

    def _error(self, token: Token, problem: str) -> InvalidParameter:
        return self._source.error(token.position, problem)
