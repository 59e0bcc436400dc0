"""The search grammar, MLflow's and more: text in, frozen conditions and orderings out. Pure: no I/O, no SQL."""

from trackside.search.ast import (
    And,
    Comparison,
    Condition,
    Entity,
    Operator,
    Or,
    Ordering,
    Statistic,
    Target,
    Value,
    comparisons_of,
    meant,
    settled,
)
from trackside.search.columns import ALL_COLUMNS, Columns, parse_columns
from trackside.search.keyset_token import Part, decode_keyset, encode_keyset, invalid_token
from trackside.search.orderings import parse_order_by
from trackside.search.page_token import decode_page_token, encode_page_token
from trackside.search.parser import parse_filter

__all__ = [
    "ALL_COLUMNS",
    "And",
    "Columns",
    "Comparison",
    "Condition",
    "Entity",
    "Operator",
    "Or",
    "Ordering",
    "Part",
    "Statistic",
    "Target",
    "Value",
    "comparisons_of",
    "decode_keyset",
    "decode_page_token",
    "encode_keyset",
    "encode_page_token",
    "invalid_token",
    "meant",
    "parse_columns",
    "parse_filter",
    "parse_order_by",
    "settled",
]
