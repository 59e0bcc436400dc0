"""A real IPython shell with ``%%track``, and what a cell showed."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING, Any

import IPython
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import trackside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trackside.entities import Run


class Notebook:
    """Runs cells as a notebook does."""

    def __init__(self, shell: Any, capsys: pytest.CaptureFixture[str]) -> None:
        self.shell = shell
        self._capsys = capsys

    def run(self, *lines: str) -> Any:
        """Run a cell and return IPython's result."""
        return self.shell.run_cell("\n".join(lines), store_history=True)

    def shown(self) -> str:
        """Return what was shown since the last call: outputs, cards, tracebacks."""
        captured = self._capsys.readouterr()
        return captured.out + captured.err

    @property
    def runs(self) -> list[Run]:
        """The tracked runs, the newest first."""
        found: list[Run] = trackside.search_runs(output_format="list", search_all_experiments=True)
        return found


@pytest.fixture
def notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Notebook]:
    """Return a new shell with the extension loaded."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "NoColor" if IPython.version_info[0] < 9 else "nocolor"
    InteractiveShell.clear_instance()
    shell: Any = InteractiveShell.instance(config=config)
    shell.run_cell("%load_ext trackside")
    yield Notebook(shell, capsys)
    shell.atexit_operations()
    atexit.unregister(shell.atexit_operations)
    InteractiveShell.clear_instance()
