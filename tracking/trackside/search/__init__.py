"""MLflow's search grammar: text in, frozen comparisons and orderings out. Pure: no I/O, no SQL."""

from trackside.search.ast import Comparison, Entity, Operator, Ordering, Target, Value
from trackside.search.page_token import decode_page_token, encode_page_token
from trackside.search.parser import parse_filter, parse_order_by

__all__ = [
    "Comparison",
    "Entity",
    "Operator",
    "Ordering",
    "Target",
    "Value",
    "decode_page_token",
    "encode_page_token",
    "parse_filter",
    "parse_order_by",
]
