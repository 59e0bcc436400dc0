"""Cut what is logged into requests that every server takes. Pure.

MLflow's limits for one ``log-batch``: 1,000 metrics, 100 params, 100 tags, 1,000 in all, 1 MB.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trackside.store.rest.wire import Wire

MAX_METRICS = 1000
MAX_TEXTS = 100
# Less than the limit by what surrounds the pieces.
_MAX_BYTES = 900_000


def batches(
    metrics: Sequence[Wire], params: Sequence[Wire], tags: Sequence[Wire]
) -> Iterator[dict[str, list[Wire]]]:
    """Yield the parts of each request, params first: they are what can be refused. One at least."""
    if len(metrics) + len(params) + len(tags) <= MAX_METRICS and all(
        len(texts) <= MAX_TEXTS for texts in (params, tags)
    ):
        whole = {"params": list(params), "tags": list(tags), "metrics": list(metrics)}
        if _bytes_of([*params, *tags, *metrics]) <= _MAX_BYTES:
            yield {name: parts for name, parts in whole.items() if parts}
            return
    for name, parts, limit in (
        ("params", params, MAX_TEXTS),
        ("tags", tags, MAX_TEXTS),
        ("metrics", metrics, MAX_METRICS),
    ):
        for piece in pieces(parts, limit):
            yield {name: list(piece)}


def pieces(parts: Sequence[Wire], limit: int) -> Iterator[Sequence[Wire]]:
    """Yield stretches of at most ``limit`` parts that fit into one request."""
    for start in range(0, len(parts), limit):
        yield from _fitting(parts[start : start + limit])


def _fitting(parts: Sequence[Wire]) -> Iterator[Sequence[Wire]]:
    if len(parts) > 1 and _bytes_of(parts) > _MAX_BYTES:
        middle = len(parts) // 2
        yield from _fitting(parts[:middle])
        yield from _fitting(parts[middle:])
    else:
        yield parts


def _bytes_of(parts: Sequence[Wire]) -> int:
    return len(json.dumps(parts))
