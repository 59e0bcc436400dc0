"""Parse filters: MLflow's grammar, and beyond it OR and parentheses.

``clause (AND clause)*`` with ``identifier operator value`` is MLflow's. Words of the grammar may be
in any case; an AND too many is overlooked, as MLflow does, because filters are often joined from
parts of which one is empty. AND binds more closely than OR. Pure: knows no store and no SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from trackside.errors import InvalidParameter
from trackside.search.ast import And, Comparison, Condition, Entity, Operator, Or, Target, Value
from trackside.search.identifiers import read_identifier
from trackside.search.lexer import Source, Token, tokenize, unquoted
from trackside.search.vocabulary import NUMERIC, VOCABULARIES, Vocabulary

if TYPE_CHECKING:
    from trackside.search.identifiers import Name

# SQLite takes expressions 1,000 deep, 32,766 variables and texts of 1 MB; a filter stays far below.
MAX_COMPARISONS = 200
MAX_DEPTH = 20
MAX_LISTED = 10_000
MAX_LENGTH = 500_000

_OPERATORS: dict[str, Operator] = {operator: operator for operator in get_args(Operator)}


def parse_filter(text: str | None, target: Target) -> tuple[Condition, ...]:
    """Return the conditions of a filter, all of which must hold; none for an empty filter.

    A filter of MLflow's grammar comes down to comparisons only. Raises ``InvalidParameter``.
    """
    if text is None:
        return ()
    if not isinstance(text, str):
        raise InvalidParameter(f"A filter is a string, not {text!r}.")
    if len(text) > MAX_LENGTH:
        raise InvalidParameter(
            f"A filter has at most {MAX_LENGTH:,} characters, not {len(text):,}: {text[:50]!r}..."
        )
    return _FilterParser(Source(text, "filter"), VOCABULARIES[target]).conditions()


class _FilterParser:
    """Walks over the tokens of one filter."""

    def __init__(self, source: Source, vocabulary: Vocabulary) -> None:
        self._source = source
        self._vocabulary = vocabulary
        self._tokens = tokenize(source)
        self._index = 0
        self._depth = 0
        self._comparisons = 0
        self._listed = 0

    def conditions(self) -> tuple[Condition, ...]:
        """Parse to the end."""
        self._skip_ands()
        if self._peek().kind == "end":
            return ()
        found = self._any_of()
        rest = self._peek()
        if rest.kind == ")":
            raise self._error(rest, "there is no parenthesis open that this one could close.")
        if rest.kind != "end":
            raise self._error(rest, f"AND, OR or the end is expected, not {rest}.")
        return found.parts if isinstance(found, And) else (found,)

    def _any_of(self) -> Condition:
        parts = [self._all_of()]
        while self._peek().keyword == "OR":
            self._next()
            parts.append(self._all_of())
        return _joined(Or, parts)

    def _all_of(self) -> Condition:
        self._skip_ands()
        parts = [self._condition()]
        while self._skip_ands() and not self._is_at_close():
            parts.append(self._condition())
        return _joined(And, parts)

    def _is_at_close(self) -> bool:
        token = self._peek()
        return token.kind in ("end", ")") or token.keyword == "OR"

    def _condition(self) -> Condition:
        opening = self._peek()
        if opening.keyword in ("OR", "NOT"):
            raise self._error(opening, f"a comparison is expected, not {opening}.")
        if opening.kind != "(":
            return self._comparison()
        self._next()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error(opening, f"parentheses go at most {MAX_DEPTH} deep.")
        found = self._any_of()
        self._depth -= 1
        self._expect(")", "AND, OR or the closing parenthesis")
        return found

    def _comparison(self) -> Comparison:
        token = self._next()
        self._comparisons += 1
        if self._comparisons > MAX_COMPARISONS:
            raise self._error(token, f"a filter has at most {MAX_COMPARISONS} comparisons.")
        attributes = tuple(self._vocabulary.attributes)
        name = read_identifier(self._source, token, self._vocabulary, attributes)
        operators = self._vocabulary.operators(name.entity, name.key)
        operator = self._operator(name, operators)
        value = self._value(name.entity, name.key, operator)
        return Comparison(name.entity, name.key, operator, value, name.statistic, name.otherwise)

    def _operator(self, name: Name, valid: tuple[Operator, ...]) -> Operator:
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
                f"an operator is expected after {name.entity} '{name.key}', not {written.strip()}."
                f" Valid: {', '.join(valid)}. (A key with spaces or signs needs back ticks.)",
            )
        if operator not in valid:
            raise self._error(
                token,
                f"{name.entity} '{name.key}' does not take {operator}. Valid: {', '.join(valid)}.",
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
        values = [self._listed_text()]
        while self._peek().kind == ",":
            self._next()
            if self._peek().kind == ")":
                break
            values.append(self._listed_text())
        self._expect(")", "a comma or the closing parenthesis of the list")
        return tuple(values)

    def _listed_text(self) -> str:
        token = self._expect("string", "quoted text such as 'a'")
        self._listed += 1
        if self._listed > MAX_LISTED:
            raise self._error(token, f"a filter lists at most {MAX_LISTED:,} values.")
        return unquoted(token.text)

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


def _joined(join: type[And | Or], parts: list[Condition]) -> Condition:
    """Join conditions; one stays itself, and what is joined alike within is taken in."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Condition] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, join) else [part])
    return join(tuple(flat))
