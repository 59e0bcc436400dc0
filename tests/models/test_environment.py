"""Requirements, found in milliseconds, and the files that hold them."""

from __future__ import annotations

import platform
import sys
from importlib import metadata
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from trackside.errors import InvalidParameter, NotFound
from trackside.models.environment import EnvironmentRequest
from trackside.models.requirements import (
    MLFLOW_REQUIREMENT,
    infer_requirements,
    package_name,
    read_requirements,
    with_mlflow,
)
from trackside.utils.environment import _mlflow_conda_env
from trackside.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

NUMPY = f"numpy=={metadata.version('numpy')}"
SKLEARN = f"scikit-learn=={metadata.version('scikit-learn')}"


def test_modules_become_pins_of_their_packages() -> None:
    modules = [
        "sklearn.linear_model._logistic",
        "numpy",
        "builtins",
        "__main__",
        "trackside.pyfunc",
    ]

    assert infer_requirements(modules) == [NUMPY, SKLEARN, f"trackside=={__version__}"]


def test_a_package_named_unlike_its_module_is_found_by_its_metadata() -> None:
    assert infer_requirements(["dateutil.parser"])[0].startswith("python-dateutil==")


def test_a_module_without_a_package_is_left_out() -> None:
    assert infer_requirements(["my_notebook_helpers"], ["not-installed-anywhere"]) == []


def test_the_requirement_of_mlflow_comes_first_and_once() -> None:
    assert with_mlflow(["a==1"]) == [MLFLOW_REQUIREMENT, "a==1"]
    assert with_mlflow(["a==1", "mlflow-skinny==3"]) == ["a==1", "mlflow-skinny==3"]


@pytest.mark.parametrize(
    ("line", "name"),
    [("Scikit_Learn[all]>=1", "scikit-learn"), ("a; python_version>'3'", "a"), ("b @ file:x", "b")],
)
def test_the_name_in_a_requirement(line: str, name: str) -> None:
    assert package_name(line) == name


def test_requirement_files_may_include_others(tmp_path: Path) -> None:
    (tmp_path / "base.txt").write_text("a==1  # why\n\n# alone\n")
    (tmp_path / "all.txt").write_text("-r base.txt\nb\n")

    assert read_requirements(str(tmp_path / "all.txt")) == ["a==1", "b"]
    with pytest.raises(NotFound, match="list"):
        read_requirements("numpy")
    with pytest.raises(InvalidParameter, match="constraints"):
        read_requirements(["-c limits.txt"])


def written(directory: Path, request: EnvironmentRequest) -> tuple[list[str], dict[str, Any]]:
    request.write(directory, ["a==1", "b==2"])
    conda = yaml.safe_load((directory / "conda.yaml").read_text())
    return (directory / "requirements.txt").read_text().split("\n"), conda


def test_inferred_requirements_are_written_three_times(tmp_path: Path) -> None:
    lines, conda = written(tmp_path, EnvironmentRequest())

    assert lines == [MLFLOW_REQUIREMENT, "a==1", "b==2"]
    assert conda["dependencies"][0] == f"python={platform.python_version()}"
    assert conda["dependencies"][-1] == {"pip": lines}
    python_env = yaml.safe_load((tmp_path / "python_env.yaml").read_text())
    assert python_env["dependencies"] == ["-r requirements.txt"]


def test_given_requirements_replace_and_extra_ones_override(tmp_path: Path) -> None:
    given, _ = written(tmp_path, EnvironmentRequest(pip_requirements=["c"]))
    extra, _ = written(tmp_path, EnvironmentRequest(extra_pip_requirements=["A==9", "c"]))

    assert given == [MLFLOW_REQUIREMENT, "c"]
    assert extra == [MLFLOW_REQUIREMENT, "b==2", "A==9", "c"]


def test_a_conda_environment_is_kept_and_gets_what_mlflow_needs(tmp_path: Path) -> None:
    given = {"name": "mine", "dependencies": ["python=3.12", {"pip": ["x==1"]}]}
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump(given))

    for conda_env in (given, str(tmp_path / "mine.yaml")):
        lines, conda = written(tmp_path, EnvironmentRequest(conda_env))
        assert lines == [MLFLOW_REQUIREMENT, "x==1"]
        assert conda == {"name": "mine", "dependencies": ["python=3.12", "pip", {"pip": lines}]}


def test_two_answers_to_one_question_are_refused() -> None:
    with pytest.raises(InvalidParameter, match="conda_env and pip_requirements"):
        EnvironmentRequest({}, ["a"])


@pytest.mark.parametrize("conda_env", ["no-such-file.yaml", 7])
def test_a_conda_environment_that_is_none_is_refused(conda_env: Any, tmp_path: Path) -> None:
    with pytest.raises((NotFound, InvalidParameter), match="conda environment"):
        EnvironmentRequest(conda_env).write(tmp_path, [])


def test_the_conda_environment_of_mlflows_examples(tmp_path: Path) -> None:
    env = _mlflow_conda_env(
        additional_conda_deps=["x=1"],
        additional_pip_deps=["b==1"],
        additional_conda_channels=["defaults"],
    )

    assert env is not None
    assert env["channels"] == ["conda-forge", "defaults"]
    assert "x=1" in env["dependencies"]
    assert env["dependencies"][-1] == {"pip": [MLFLOW_REQUIREMENT, "b==1"]}
    assert _mlflow_conda_env(str(tmp_path / "env.yaml"), install_mlflow=False) is None
    saved = yaml.safe_load((tmp_path / "env.yaml").read_text())
    assert saved["dependencies"][0] == f"python={sys.version.split()[0]}"
