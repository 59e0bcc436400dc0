"""What a kernel has executed since its start, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Outcome: TypeAlias = Literal["ok", "error", "running"]


@dataclass(frozen=True, slots=True)
class Execution:
    """One execution of a cell: what stands behind ``In [count]``.

    Of what was executed before anybody watched the kernel knows only the source: everything else
    is None. ``started`` is in milliseconds since 1970; ``cell_id`` is the notebook's.
    """

    count: int
    source: str
    cell_id: str | None = None
    started: int | None = None
    seconds: float | None = None
    outcome: Outcome | None = None


def all_executions(inputs: Sequence[str], watched: Iterable[Execution]) -> tuple[Execution, ...]:
    """Return every execution in order; ``inputs`` is the kernel's ``In``, with its empty ``In[0]``."""
    remembered = (Execution(count, source) for count, source in enumerate(inputs) if source.strip())
    every = {each.count: each for each in (*remembered, *watched)}
    return tuple(every[count] for count in sorted(every))
