"""Interpreter and packages in use."""

from __future__ import annotations

import json
import platform
import sys
import time
from importlib import metadata
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from trackside.context.environment import LEFT_OUT, Environment, environment
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from pathlib import Path


def module(name: str) -> ModuleType:
    made = ModuleType(name)
    made.__file__ = f"/site-packages/{name}/__init__.py"
    return made


def modules(*names: str) -> dict[str, ModuleType]:
    return {name: module(name) for name in names}


def test_the_interpreter_is_named() -> None:
    found = environment({})
    assert found.python == platform.python_version()
    assert found.implementation == platform.python_implementation()
    assert platform.machine() in found.platform
    assert found.packages == {}


def test_imported_packages_come_under_the_names_of_their_distributions() -> None:
    found = environment(modules("sklearn", "numpy", "yaml"))
    assert found.packages == {
        name: metadata.version(name) for name in ("scikit-learn", "numpy", "PyYAML")
    }


def test_only_what_was_imported_counts() -> None:
    assert "pandas" not in environment(modules("numpy")).packages


def test_standard_library_sub_modules_and_private_modules_do_not_count() -> None:
    assert environment(modules("json", "numpy.linalg", "_yaml", "my_own_code")).packages == {}


def test_the_plumbing_of_jupyter_is_left_out() -> None:
    assert environment(modules("IPython", "tornado", "zmq", "trackside")).packages == {}
    assert {"jupyter_client", "traitlets", "ipykernel"} <= LEFT_OUT


def test_a_namespace_shared_by_many_distributions_is_left_out() -> None:
    assert environment({"numpy": ModuleType("numpy")}).packages == {}


def test_a_module_set_to_none_is_no_trouble() -> None:
    assert environment({"numpy": None}).packages == {}


def test_a_package_installed_meanwhile_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    assert environment(modules("freshly_made")).packages == {}
    info = tmp_path / "freshly_made-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: freshly-made\nVersion: 1.2\n")
    (tmp_path / "half_removed-3.dist-info").mkdir()
    assert environment(modules("freshly_made", "half_removed")).packages == {"freshly-made": "1.2"}


def test_the_modules_of_a_distribution_are_found_by_list_or_by_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, file, text in (
        ("by-list", "top_level.txt", "listed\n"),
        ("by-record", "RECORD", "recorded/__init__.py,,\nsingle.py,,\n"),
    ):
        info = tmp_path / f"{name}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        (info / file).write_text(text)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    assert environment(modules("listed")).packages == {"by-list": "1"}
    assert environment(modules("recorded")).packages == {"by-record": "1"}
    assert environment(modules("single")).packages == {"by-record": "1"}


def test_after_the_first_call_it_takes_less_than_30_ms() -> None:
    environment()
    started = time.perf_counter()
    environment()
    assert time.perf_counter() - started < 0.03


def test_json_gives_the_environment_back() -> None:
    made = Environment("3.12.1", "CPython", "Linux", {"numpy": "2.0", "a": "1"})
    assert Environment.from_json(made.to_json()) == made
    assert list(json.loads(made.to_json())["packages"]) == ["a", "numpy"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"packages": {}}', '{"packages": []}'])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter, match="Not the JSON of an environment"):
        Environment.from_json(text)
