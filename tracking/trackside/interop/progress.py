"""A bar of runs for somebody who watches a long import or export."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from trackside.artifacts.progress import somebody_watches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def counting_runs(total: Callable[[], int | None]) -> Iterator[Callable[[int], None]]:
    """Give what is to be told of further runs; without tqdm or a terminal it does nothing."""
    bar = _bar(total) if somebody_watches() else None
    try:
        yield (lambda _: None) if bar is None else bar.update
    finally:
        if bar is not None:
            bar.close()


def _bar(total: Callable[[], int | None]) -> Any:
    try:
        from tqdm.auto import tqdm  # type: ignore[import-untyped]
    except ImportError:
        return None
    return tqdm(desc="Runs", total=total(), unit=" runs")
