"""User, source and cell."""

from __future__ import annotations

import getpass
from types import SimpleNamespace
from typing import Any

import pytest

from trackside.context.cell import Cell, current_cell
from trackside.context.source import Source, run_source
from trackside.context.user import user_name


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"USER": "ada"}, "ada"),
        ({"USERNAME": "ada"}, "ada"),
        ({"USER": "jovyan", "JUPYTERHUB_USER": "ada"}, "ada"),
        ({"USER": "ada", "MLFLOW_TRACKING_USERNAME": "team"}, "team"),
        ({"LOGNAME": "", "USER": "ada"}, "ada"),
    ],
)
def test_the_user_is_named_by_the_environment(environ: dict[str, str], expected: str) -> None:
    assert user_name(environ) == expected


@pytest.mark.parametrize("error", [KeyError("uid"), OSError("no user"), ImportError("pwd")])
def test_a_user_that_the_system_does_not_know_is_unknown(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", fail)
    assert user_name({}) == "unknown"


def test_without_variables_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "ada")
    assert user_name({}) == "ada"


@pytest.mark.parametrize(
    ("notebook", "argv", "expected"),
    [
        ("models/train.ipynb", ["kernel"], Source("models/train.ipynb", "NOTEBOOK")),
        (None, ["train.py", "--lr"], Source("train.py", "LOCAL")),
        (None, ["-c"], Source("-c", "LOCAL")),
        (None, [""], Source("<console>", "LOCAL")),
        (None, [], Source("<console>", "LOCAL")),
    ],
)
def test_the_source_is_the_notebook_else_the_script(
    notebook: str | None, argv: list[str], expected: Source
) -> None:
    assert run_source(notebook, argv) == expected


def test_the_source_is_the_running_program_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["fit.py"])
    assert run_source(None) == Source("fit.py", "LOCAL")


def shell_modules(parent: Any, **more: Any) -> dict[str, Any]:
    def get_parent() -> Any:
        if isinstance(parent, Exception):
            raise parent
        return parent

    shell = SimpleNamespace(
        kernel=object(),
        history_manager=SimpleNamespace(input_hist_raw=["", "a = 1", "b = 2", "fit()"]),
        get_parent=get_parent,
    )
    for name, value in more.items():
        setattr(shell, name, value)
    return {"IPython": SimpleNamespace(get_ipython=lambda: shell)}


def test_the_front_end_names_the_cell() -> None:
    modules = shell_modules({"metadata": {"cellId": "c1"}, "content": {"code": "fit()"}})
    assert current_cell(modules) == Cell("c1", 3, "fit()")


def test_a_cell_without_id_is_known_by_its_source() -> None:
    first, again, other = (
        current_cell(shell_modules({"metadata": {}, "content": {"code": code}}))
        for code in ("fit()", "fit()", "fit(2)")
    )
    assert first is not None
    assert first.cell_id.startswith("source-")
    assert first == again != other


@pytest.mark.parametrize("parent", [None, {}, {"metadata": None}, LookupError("no context")])
def test_a_kernel_that_tells_nothing_gives_no_cell(parent: Any) -> None:
    assert current_cell(shell_modules(parent)) is None


@pytest.mark.parametrize(
    "modules",
    [
        {},
        {"IPython": SimpleNamespace(get_ipython=lambda: None)},
        {"IPython": SimpleNamespace()},
        shell_modules({"metadata": {"cellId": "c1"}}, kernel=None),
    ],
)
def test_outside_a_kernel_there_is_no_cell(modules: dict[str, Any]) -> None:
    assert current_cell(modules) is None


@pytest.mark.parametrize("history", [None, SimpleNamespace(), SimpleNamespace(input_hist_raw=[""])])
def test_without_a_history_of_inputs_there_is_no_execution_count(history: Any) -> None:
    modules = shell_modules({"metadata": {"cellId": "c1"}}, history_manager=history)
    assert current_cell(modules) == Cell("c1", None, None)
