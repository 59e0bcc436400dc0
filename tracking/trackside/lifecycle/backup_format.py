"""How a backup lies in its folder; docs/lifecycle.md describes it.

::

    trackside-backup.json      what this is; written last, so a backup with it is whole
    tables/<table>.jsonl       the names of the columns, then a row a line, each a JSON array
    tables/<table>.bin         the packed points; a row gives [offset, length] in bytes
    artifacts/<experiment id>/<run id>/artifacts/...
    artifacts.jsonl            a line for each file: path, bytes, SHA-256

An infinite number is the text ``inf`` or ``-inf``, as JSON has none.
"""

from __future__ import annotations

import hashlib
import json
import math
from typing import TYPE_CHECKING, Any

from trackside.errors import StoreCorrupt
from trackside.store.sql.column_types import MetricValue, Packed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Table

    from trackside.store.sql.whole import Rows

MANIFEST = "trackside-backup.json"
TABLES = "tables"
ARTIFACTS = "artifacts"
FILES = "artifacts.jsonl"
FORMAT = 1

_CHUNK_BYTES = 1 << 20


def write_table(folder: Path, table: Table, rows: Rows) -> int:
    """Write the rows of a table; returns how many."""
    names = [column.name for column in table.columns]
    packed = {column.name for column in table.columns if column.type is Packed}
    count = offset = 0
    with (
        (folder / f"{table.name}.jsonl").open("x", encoding="utf-8", newline="\n") as lines,
        (folder / f"{table.name}.bin").open("xb") as blob,
    ):
        lines.write(json.dumps(names) + "\n")
        for row in rows.of(table):
            for name in packed:
                data = row[name]
                blob.write(data)
                row[name] = [offset, len(data)]
                offset += len(data)
            values = [_plain(row[name]) for name in names]
            lines.write(json.dumps(values, ensure_ascii=False, allow_nan=False) + "\n")
            count += 1
    if not packed:
        (folder / f"{table.name}.bin").unlink()
    return count


def read_table(folder: Path, table: Table) -> Iterator[dict[str, Any]]:
    """Give the rows that :func:`write_table` wrote."""
    packed = {column.name for column in table.columns if column.type is Packed}
    numbers = {column.name for column in table.columns if column.type is MetricValue}
    path = folder / f"{table.name}.jsonl"
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            names = json.loads(next(lines))
            for line in lines:
                row = dict(zip(names, json.loads(line), strict=True))
                for name in numbers:
                    row[name] = None if row[name] is None else float(row[name])
                for name in packed:
                    row[name] = _piece(folder / f"{table.name}.bin", *row[name])
                yield row
    except (OSError, ValueError, StopIteration) as error:
        raise StoreCorrupt(f"The backup's file '{path}' cannot be read: {error}.") from error


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            found.update(chunk)
    return found.hexdigest()


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, float) and math.isinf(value) else value


def _piece(path: Path, offset: int, length: int) -> bytes:
    with path.open("rb") as blob:
        blob.seek(offset)
        return blob.read(length)
