"""What program makes a run: a notebook, a script or a console."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackside.entities import SourceType

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Source:
    """Name and type for ``mlflow.source.name`` and ``mlflow.source.type``."""

    name: str
    type: str


def run_source(notebook: str | None, argv: Sequence[str] | None = None) -> Source:
    """Return the notebook, else what Python was started with (``-c`` for a command), else ``<console>``."""
    if notebook:
        return Source(notebook, SourceType.NOTEBOOK)
    arguments = sys.argv if argv is None else argv
    name = arguments[0] if arguments and arguments[0] else "<console>"
    return Source(name, SourceType.LOCAL)
