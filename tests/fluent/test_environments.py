"""How the environment of a run differs from the one that is here."""

from __future__ import annotations

import platform
from importlib.metadata import version

import pytest

import trackside
from trackside.context.environment import Environment
from trackside.errors import InvalidParameter, NotFound


def run_made_with(python: str, **packages: str) -> str:
    environment = Environment(python, "CPython", "Linux", packages)
    tags = {"trackside.environment": environment.to_json()}
    created: str = trackside.Client().create_run("0", tags=tags).info.run_id
    return created


def test_nothing_differs_where_everything_is_as_it_was() -> None:
    run_id = run_made_with(platform.python_version(), pandas=version("pandas"))
    assert trackside.environment_differences(run_id) == {}


def test_other_and_missing_packages_are_named_with_both_versions() -> None:
    run_id = run_made_with("3.0.0", pandas="0.1", none_such="7.0", numpy=version("numpy"))
    assert trackside.environment_differences(run_id) == {
        "python": ("3.0.0", platform.python_version()),
        "pandas": ("0.1", version("pandas")),
        "none_such": ("7.0", None),
    }


def test_a_run_of_this_process_was_made_with_what_is_here() -> None:
    with trackside.start_run() as run:
        pass
    assert trackside.environment_differences(run.info.run_id) == {}


def test_a_run_that_does_not_say_is_an_error() -> None:
    run_id = trackside.Client().create_run("0").info.run_id
    with pytest.raises(InvalidParameter, match=r"has no tag trackside\.environment"):
        trackside.environment_differences(run_id)
    with pytest.raises(NotFound):
        trackside.environment_differences("0" * 32)
