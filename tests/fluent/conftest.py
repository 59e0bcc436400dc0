"""A real kernel whose cells can be run in any order, and again."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from tests.real_kernel import notebook_client

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kernel:
    """A notebook whose cells can be run in any order, and again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._notebook = nbformat.v4.new_notebook()
        self._client = notebook_client(
            self._notebook, timeout=60, resources={"metadata": {"path": str(folder)}}
        )

    def start(self) -> None:
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        self._client.create_kernel_manager()
        self._client.start_new_kernel(env=environ)
        self._client.start_new_kernel_client()

    def add(self, *lines: str) -> int:
        self._notebook.cells.append(nbformat.v4.new_code_cell("\n".join(lines)))
        return len(self._notebook.cells) - 1

    def run(self, index: int) -> str:
        """Run a cell and return what it printed."""
        cell = self._client.execute_cell(self._notebook.cells[index], index)
        return "".join(out.text for out in cell.outputs if out.get("name") == "stdout").strip()

    def save(self, name: str) -> None:
        """Write the notebook into the folder that the kernel works in."""
        nbformat.write(self._notebook, Path(self._folder, name))

    def stop(self) -> None:
        if self._client.km is not None:
            self._client._cleanup_kernel()


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[Kernel]:
    kernel = Kernel(tmp_path)
    kernel.start()
    yield kernel
    kernel.stop()
