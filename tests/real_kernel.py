"""Notebooks in real kernels that no other process can disturb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from traitlets import CaselessStrEnum

if TYPE_CHECKING:
    from nbformat import NotebookNode


class PrivateKernelManager(AsyncKernelManager):
    """Talks to its kernel through files.

    A kernel is told free ports before it takes them: whatever else connects meanwhile may be faster.
    """

    transport = CaselessStrEnum(["tcp", "ipc"], default_value="ipc")


def notebook_client(notebook: NotebookNode, timeout: int, **options: Any) -> NotebookClient:
    """Return what executes the cells of a notebook in a kernel of its own."""
    return NotebookClient(
        notebook, timeout=timeout, kernel_manager_class=PrivateKernelManager, **options
    )
