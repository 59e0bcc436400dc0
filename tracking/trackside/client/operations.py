"""What ``synchronous=False`` returns, as in MLflow's asynchronous logging."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class RunOperations:
    """Something under way that can be waited for."""

    def __init__(self, finish: Callable[[], None] | None = None) -> None:
        self._finish = finish

    def wait(self) -> None:
        """Return once it is in the store; raises what went wrong."""
        if self._finish is not None:
            self._finish()
