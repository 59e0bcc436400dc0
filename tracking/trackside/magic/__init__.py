"""The notebook magic ``%%track``: run a cell inside a run.

A tracked cell is executed by IPython itself, like any other: the ``%%track`` line becomes a
statement that starts a run, and the end of the cell ends it. So tracebacks, ``Out``, ``await`` and
further magics are what they are without it. Nothing in here may let a cell fail because tracking
does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.magic.rewriting import rewrite_tracked_cell
from trackside.magic.tracking import TrackMagics

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["register_magics"]


def register_magics(shell: InteractiveShell) -> None:
    """Give the shell ``%%track``; a second time changes nothing."""
    transforms = shell.input_transformer_manager.line_transforms
    if rewrite_tracked_cell in transforms:
        return
    magics = TrackMagics(shell)
    shell.register_magics(magics)
    # Before IPython's own, which would make a call with the cell as a string of it.
    transforms.insert(0, rewrite_tracked_cell)
    shell.events.register("pre_run_cell", magics.before_cell)
    shell.events.register("post_run_cell", magics.after_cell)
