"""Show how far a long transfer is, to somebody who looks."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SWITCH = "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"

# What is over sooner needs no bar.
_PATIENCE_S = 1.0


class Progress:
    """Counts bytes, from any thread; draws in the thread that made it, after the first second."""

    def __init__(
        self,
        title: str,
        total_bytes: int,
        clock: Callable[[], float] = time.monotonic,
        is_watched: Callable[[], bool] | None = None,
    ) -> None:
        self._title = title
        self._total_bytes = total_bytes
        self._clock = clock
        self._is_watched = is_watched or somebody_watches
        self._started_s = clock()
        self._owner = threading.get_ident()
        self._lock = threading.Lock()
        self._done_bytes = 0
        self._bar: Any = None
        self._is_hidden = total_bytes == 0

    def advance(self, count: int) -> None:
        """Note that ``count`` further bytes are there."""
        with self._lock:
            self._done_bytes += count
        if threading.get_ident() == self._owner:
            self.draw()

    def draw(self) -> None:
        """Bring the bar up to date, if it is time for one."""
        if self._bar is None and not self._is_hidden:
            if self._clock() - self._started_s < _PATIENCE_S:
                return
            self._bar = self._new_bar() if self._is_watched() else None
            self._is_hidden = self._bar is None
        if self._bar is not None:
            self._bar.update(self._done_bytes - self._bar.n)

    def close(self) -> None:
        """Leave the bar as it is."""
        if self._bar is not None:
            self.draw()
            self._bar.close()

    def _new_bar(self) -> Any:
        try:
            from tqdm.auto import tqdm  # type: ignore[import-untyped]
        except ImportError:
            return None
        return tqdm(
            desc=self._title,
            total=self._total_bytes,
            initial=self._done_bytes,
            unit="B",
            unit_scale=True,
            unit_divisor=1024,
        )


@contextmanager
def progress_of(title: str, total_bytes: int) -> Iterator[Progress]:
    """Give the progress of one transfer; its bar is closed afterwards."""
    progress = Progress(title, total_bytes)
    try:
        yield progress
    finally:
        progress.close()


def somebody_watches(environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether a bar would be seen, and is wanted: in a notebook, or at a terminal."""
    if environ.get(SWITCH, "true").lower() in ("false", "0"):
        return False
    if threading.current_thread() is not threading.main_thread():
        return False
    return _is_in_notebook() or (sys.stderr is not None and sys.stderr.isatty())


def _is_in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    return getattr(shell, "kernel", None) is not None
