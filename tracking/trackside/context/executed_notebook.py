"""What was executed, as a notebook that anything that reads notebooks can open (nbformat 4.5)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackside.context.cell_order import Findings
    from trackside.context.executions import Execution

MAX_CHARACTERS = 2_000_000
"""Of a longer session the beginning is left out."""


def executed_notebook(
    executions: Sequence[Execution],
    run_began_at: int | None,
    findings: Findings,
    *,
    is_notebook_kept: bool,
) -> str:
    """Return the executions as the text of a notebook, a cell each, in the order of execution.

    What a cell does not say in nbformat's own words is in its metadata under ``trackside``; cells
    from ``In [run_began_at]`` on are those of the run. The notebook's own metadata say what was found
    about the order, and whether the notebook as it was saved is kept beside it.
    """
    kept = _newest(executions)
    notebook = {
        "cells": [_cell(execution, run_began_at) for execution in kept],
        "metadata": {
            "language_info": {"file_extension": ".py", "name": "python"},
            "trackside": {
                "findings": findings,
                "left_out": len(executions) - len(kept),
                "is_notebook_kept": is_notebook_kept,
            },
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1)


def _newest(executions: Sequence[Execution]) -> Sequence[Execution]:
    room = MAX_CHARACTERS
    for index in range(len(executions) - 1, -1, -1):
        room -= len(executions[index].source)
        if room < 0:
            return executions[index + 1 :]
    return executions


def _cell(execution: Execution, run_began_at: int | None) -> dict[str, Any]:
    said = {
        "cell_id": execution.cell_id,
        "started": execution.started,
        "seconds": execution.seconds,
        "outcome": execution.outcome,
        "is_of_run": run_began_at is not None and execution.count >= run_began_at,
    }
    # An execution that failed did what it did until then: running all again must go on after it.
    tags = {"tags": ["raises-exception"]} if execution.outcome == "error" else {}
    return {
        "cell_type": "code",
        "execution_count": execution.count,
        "id": f"execution-{execution.count}",
        "metadata": {**tags, "trackside": said},
        "outputs": [],
        "source": execution.source,
    }
