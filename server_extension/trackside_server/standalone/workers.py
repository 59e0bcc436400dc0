"""Several processes on one port: the parent starts them again when they die, and ends with them."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from trackside.errors import NotImplementedHere

if TYPE_CHECKING:
    from types import FrameType

# A worker that dies over and over has a reason that another start does not mend.
MAX_RESTARTS = 100
_ENDINGS = (signal.SIGINT, signal.SIGTERM)


def is_worker(count: int) -> bool:
    """Fork ``count`` workers: True in each of them; False in the parent, once all have ended.

    Raises ``NotImplementedHere`` where processes cannot fork.
    """
    if not hasattr(os, "fork"):
        raise NotImplementedHere("Several workers need fork(), which this system does not have.")
    return _Parent().is_worker(count)


class _Parent:
    """The process that watches over the workers."""

    def __init__(self) -> None:
        self._children: set[int] = set()
        self._is_ending = False

    def is_worker(self, count: int) -> bool:
        for number in _ENDINGS:
            signal.signal(number, self._end)
        for _ in range(count):
            if self._fork():
                return True
        for _ in range(MAX_RESTARTS):
            if not self._children:
                return False
            ended, _ = os.wait()
            self._children.discard(ended)
            if not self._is_ending and self._fork():
                return True
        self._end(signal.SIGTERM, None)
        sys.exit("A worker died too often; see the log for why.")

    def _fork(self) -> bool:
        child = os.fork()
        if child:
            self._children.add(child)
            return False
        for number in _ENDINGS:
            signal.signal(number, signal.SIG_DFL)
        return True

    def _end(self, number: int, _frame: FrameType | None) -> None:
        self._is_ending = True
        for child in self._children:
            os.kill(child, number)
