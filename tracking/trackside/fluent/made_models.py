"""The models that each thread's runs put out, by step: what is measured there later is theirs, too."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.entities import Run


class _Made(threading.local):
    """The ids of models by run and step; empty in a thread that logged no model, which is soon known."""

    def __init__(self) -> None:
        self.at: dict[tuple[str, int], list[str]] = {}


made = _Made()


def note_output(run_id: str, model_id: str, step: int) -> None:
    """Note that a run put out a model at a step."""
    ids = made.at.setdefault((run_id, step), [])
    if model_id not in ids:
        ids.append(model_id)


def note_outputs_of(run: Run) -> None:
    """Note what a run that goes on has put out already."""
    for output in run.outputs.model_outputs:
        note_output(run.info.run_id, output.model_id, output.step)


def models_made(run_id: str, step: Any) -> Sequence[str]:
    """Return the ids of the models that a run put out at a step; none for what is no step."""
    try:
        return made.at.get((run_id, step or 0), ())
    except TypeError:  # a list for one, which will be refused in words
        return ()
