"""A real IPython kernel tells of itself what we read out of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import nbformat
from tests.real_kernel import notebook_client

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
import json
from trackside.context.cell import current_cell
from trackside.context.notebook import connection_file, in_kernel, kernel_id
cell = current_cell()
print(json.dumps([in_kernel(), kernel_id(connection_file()), cell.cell_id, cell.execution_count,
                  cell.source]))
"""


def run_in_kernel(folder: Path, *codes: str) -> list[Any]:
    """Run cells in a new kernel named ``ab12`` and return what each printed, from JSON."""
    cells = [nbformat.v4.new_code_cell(code) for code in codes]
    client = notebook_client(nbformat.v4.new_notebook(cells=cells), timeout=60)
    client.create_kernel_manager().connection_file = str(folder / "kernel-ab12.json")
    client.execute()
    return [(cell.execution_count, json.loads(cell.outputs[0].text)) for cell in cells]


def test_a_kernel_knows_its_id_and_the_executing_cell(tmp_path: Path) -> None:
    (first_count, first), (second_count, second) = run_in_kernel(tmp_path, CODE, CODE)
    is_kernel, kernel_id, cell_id, count, source = first
    assert (is_kernel, kernel_id, source) == (True, "ab12", CODE)
    # nbclient names no cells: the same source is the same cell.
    assert cell_id.startswith("source-")
    assert second[2] == cell_id
    assert (count, second[3]) == (first_count, second_count) == (1, 2)
