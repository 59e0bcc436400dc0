"""Cut a filter or an order key into tokens.

Quoted text is taken as it stands: MLflow knows no escapes, so ``'it''s'`` means ``it''s``; text
that holds one kind of quote is written within the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from trackside.errors import InvalidParameter

Kind: TypeAlias = Literal[
    "identifier", "word", "ticked", "string", "number", "operator", "(", ")", ",", "end"
]

_STRING = r"""'(?:''|\\'|[^'])*'|"(?:""|\\"|[^"])*\""""
_TICKED = r"`(?:``|[^`])*`"
_STATISTIC = r"(?:\.(?:last|min|max|first|count)\b)?"
# Order counts: an identifier begins with a word, and numbers may begin with a dot.
_TOKEN = re.compile(
    rf"""
      (?P<identifier>(?:[^\W\d]\w*|{_TICKED})\.(?:{_TICKED}{_STATISTIC}|{_STRING}|\w+(?:\.\w+)*))
    | (?P<word>[^\W\d]\w*)
    | (?P<ticked>{_TICKED})
    | (?P<string>{_STRING})
    | (?P<number>-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<operator>[=<>!]+)
    | (?P<punctuation>[(),])
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")
# What may not follow a name directly: it looks like part of the key, and MLflow wants it quoted.
_RUNS_ON = re.compile(r"[\w.\-/:@#$%+*`\"'\\]")


@dataclass(frozen=True, slots=True)
class Source:
    """The text that is being parsed, with what it is called in messages."""

    text: str
    what: str

    def error(self, position: int, problem: str) -> InvalidParameter:
        """Build the error that quotes the text and says where (counted from 1) and what is wrong."""
        return InvalidParameter(
            f"Invalid {self.what} {self.text!r}, at character {position + 1}: {problem}"
        )


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; ``text`` as written, ``position`` counted from 0."""

    kind: Kind
    text: str
    position: int

    @property
    def keyword(self) -> str:
        """The token's text in capitals if it is a bare word, else nothing."""
        return self.text.upper() if self.kind == "word" else ""

    def __str__(self) -> str:
        return "the end" if self.kind == "end" else f"`{self.text}`"


def tokenize(source: Source) -> list[Token]:
    """Return the tokens of the text, closed by one of kind ``end``."""
    tokens = []
    position = _skip_space(source.text, 0)
    while position < len(source.text):
        token = _token_at(source, position)
        tokens.append(token)
        position = _skip_space(source.text, position + len(token.text))
    return [*tokens, Token("end", "", len(source.text))]


def unquoted(text: str) -> str:
    """Return ``text`` without the pair of quotes or back ticks around it, if there is one."""
    is_quoted = len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"`"  # noqa: PLR2004
    return text[1:-1] if is_quoted else text


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _token_at(source: Source, position: int) -> Token:
    match = _TOKEN.match(source.text, position)
    if match is None:
        raise source.error(position, _problem_of(source.text[position]))
    text = match.group()
    group = match.lastgroup
    if group in ("identifier", "word", "number") and _RUNS_ON.match(source.text, match.end()):
        raise source.error(match.end(), _run_on_problem(group, text, source.text[match.end()]))
    return Token(_kind_of(group, text), text, position)


def _kind_of(group: str | None, text: str) -> Kind:
    kinds: dict[str, Kind] = {
        "identifier": "identifier",
        "word": "word",
        "ticked": "ticked",
        "string": "string",
        "number": "number",
        "operator": "operator",
    }
    punctuation: dict[str, Kind] = {"(": "(", ")": ")", ",": ","}
    return kinds[group] if group in kinds else punctuation[text]


def _problem_of(character: str) -> str:
    if character in "'\"`":
        return f"the quote {character} is not closed."
    if character in "+-":
        return "a number is written 12, -1.5 or 1e-3."
    if character == ";":
        return "one filter is one list of comparisons joined by AND, without `;`."
    return f"{character!r} has no meaning here; a key with such characters needs back ticks: metrics.`a-b`."


def _run_on_problem(group: str | None, text: str, character: str) -> str:
    if group == "number":
        return f"{character!r} directly after the number {text}."
    return (
        f"{character!r} directly after {text}; a key with such characters needs back ticks"
        " around the whole key: metrics.`val/loss`."
    )
