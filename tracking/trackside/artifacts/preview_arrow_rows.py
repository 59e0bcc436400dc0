"""Rows out of Arrow's batches, which Parquet and Arrow files give, as JSON can hold them."""

from __future__ import annotations

import datetime as dt
import math
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from trackside.artifacts.preview_table import short_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

# Far wider tables exist; nobody reads them here.
MAX_COLUMNS = 500
# Beyond this, numbers of browsers are no longer exact.
_MAX_EXACT = 1 << 53
_MAX_BYTES_SHOWN = 32
# Of a cell that holds a list, a vector for one, this much is shown.
_MAX_ITEMS = 100


def arrow_rows(batch: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a batch, each cell as it is shown."""
    columns = [column.to_pylist() for column in batch.columns]
    for row in zip(*columns, strict=True):
        yield tuple(_cell(value) for value in row)


@singledispatch
def _cell(value: Any) -> Any:
    """Return a value as JSON can hold it and a browser shows it exactly."""
    return short_cell(str(value))


@_cell.register(type(None))
@_cell.register
def _(value: bool) -> Any:
    return value


@_cell.register
def _(value: int) -> Any:
    return value if abs(value) < _MAX_EXACT else str(value)


@_cell.register
def _(value: float) -> Any:
    return value if math.isfinite(value) else str(value)


@_cell.register
def _(value: bytes) -> Any:
    shown = value[:_MAX_BYTES_SHOWN].hex()
    return shown if len(value) <= _MAX_BYTES_SHOWN else f"{shown}\N{HORIZONTAL ELLIPSIS}"


@_cell.register(dt.date)
@_cell.register(dt.time)
def _(value: dt.date | dt.time) -> Any:
    return value.isoformat()


@_cell.register
def _(value: dict) -> Any:  # type: ignore[type-arg]  # dispatch knows plain classes only
    return {str(key): _cell(item) for key, item in list(value.items())[:_MAX_ITEMS]}


@_cell.register
def _(value: list) -> Any:  # type: ignore[type-arg]  # dispatch knows plain classes only
    return [_cell(item) for item in value[:_MAX_ITEMS]]
