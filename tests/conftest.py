"""What every test gets: a working directory of its own and a process that has not tracked yet."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.environ import VARIABLES

from trackside import opening
from trackside.fluent import active, current, experiments
from trackside.fluent.whereabouts import whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest_plugins = (
    "tests.database_servers",
    "tests.real_mlflow",
    "tests.tracking_servers",
    "tests.wires",
)


@pytest.fixture(autouse=True)
def fresh_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand in an empty folder with no store chosen; afterwards end every run and close every store."""
    for name in list(os.environ):
        if name.startswith(VARIABLES):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state of the user"))
    whereabouts.forget()
    yield
    while active.active_run() is not None:
        active.end_run()
    opening.close_all()
    opening.set_tracking_uri("")
    experiments.forget_chosen_experiment()
    current.forget_clients()
