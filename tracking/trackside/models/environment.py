"""The files beside ``MLmodel`` that say what a model runs in.

``requirements.txt`` (pip), ``conda.yaml`` and ``python_env.yaml`` (virtualenv), as MLflow writes
and reads them.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from trackside.errors import InvalidParameter, NotFound
from trackside.models.requirements import (
    package_name,
    read_requirements,
    with_mlflow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CONDA_FILE = "conda.yaml"
PYTHON_ENV_FILE = "python_env.yaml"
REQUIREMENTS_FILE = "requirements.txt"
# The settings of the python_function flavor that name the two files.
ENV_SETTING = {"conda": CONDA_FILE, "virtualenv": PYTHON_ENV_FILE}


@dataclass(frozen=True, slots=True)
class EnvironmentRequest:
    """What the caller of ``save_model`` asked for: a conda environment, or pip requirements.

    ``conda_env`` is the content of a conda file or the path to one; ``pip_requirements`` replace
    the inferred ones, ``extra_pip_requirements`` add to them; each is a list or the path of a file.
    Only one of the three may be given.
    """

    conda_env: Mapping[str, Any] | str | Path | None = None
    pip_requirements: str | Iterable[str] | None = None
    extra_pip_requirements: str | Iterable[str] | None = None

    def __post_init__(self) -> None:
        asked = [name for name in self.__slots__ if getattr(self, name) is not None]
        if len(asked) > 1:
            raise InvalidParameter(f"give only one of {' and '.join(asked)}")

    def write(self, directory: Path, inferred: Sequence[str]) -> None:
        """Write the three files into ``directory``; ``inferred`` are the pins if none were given."""
        if self.conda_env is not None:
            conda = _with_mlflow_inside(read_conda_env(self.conda_env))
            requirements = pip_part(conda)
        else:
            requirements = self._requirements(inferred)
            conda = conda_env_of(requirements)
        write_conda_env(conda, directory / CONDA_FILE)
        (directory / REQUIREMENTS_FILE).write_text("\n".join(requirements), encoding="utf-8")
        python_env = {
            "python": python_version(),
            "build_dependencies": [_installed(name) for name in ("pip", "setuptools", "wheel")],
            "dependencies": [f"-r {REQUIREMENTS_FILE}"],
        }
        (directory / PYTHON_ENV_FILE).write_text(_to_yaml(python_env), encoding="utf-8")

    def _requirements(self, inferred: Sequence[str]) -> list[str]:
        if self.pip_requirements is not None:
            return with_mlflow(read_requirements(self.pip_requirements))
        extra = read_requirements(self.extra_pip_requirements)
        named = {package_name(line) for line in extra}
        kept = [line for line in inferred if package_name(line) not in named]
        return with_mlflow([*kept, *extra])


def conda_env_of(
    pip: Sequence[str],
    conda: Sequence[str] = (),
    channels: Sequence[str] = (),
) -> dict[str, Any]:
    """Return a conda environment with this Python, ``conda`` packages and ``pip`` requirements."""
    python = [f"python={python_version()}", *conda, _installed("pip").replace("==", "<=")]
    return {
        "name": "mlflow-env",
        "channels": ["conda-forge", *channels],
        "dependencies": [*python, {"pip": list(pip)}],
    }


def read_conda_env(given: Mapping[str, Any] | str | Path) -> dict[str, Any]:
    """Return the content of a conda environment that was given as such or as the path of a file."""
    if isinstance(given, str | Path):
        if not Path(given).is_file():
            raise NotFound(f"there is no conda environment file at {str(given)!r}")
        given = yaml.safe_load(Path(given).read_text(encoding="utf-8"))
    if not isinstance(given, dict):
        raise InvalidParameter(f"a conda environment is a dictionary or a file of one: {given!r}")
    return dict(given)


def write_conda_env(conda: Mapping[str, Any], path: str | Path) -> None:
    """Write a conda environment to the file at ``path``."""
    Path(path).write_text(_to_yaml(conda), encoding="utf-8")


def python_version() -> str:
    """Return the version of this interpreter, as in ``3.12.1``."""
    return platform.python_version()


def pip_part(conda: Mapping[str, Any]) -> list[str]:
    """Return the pip requirements inside a conda environment."""
    parts = [part["pip"] for part in conda.get("dependencies", ()) if isinstance(part, dict)]
    return [line for lines in parts for line in lines]


def _with_mlflow_inside(conda: dict[str, Any]) -> dict[str, Any]:
    others = [part for part in conda.get("dependencies", ()) if not isinstance(part, dict)]
    if not any(package_name(part) == "pip" for part in others):
        others.append("pip")
    return {**conda, "dependencies": [*others, {"pip": with_mlflow(pip_part(conda))}]}


def _installed(package: str) -> str:
    try:
        return f"{package}=={metadata.version(package)}"
    except metadata.PackageNotFoundError:
        return package


def _to_yaml(content: Mapping[str, Any]) -> str:
    return str(yaml.safe_dump(dict(content), sort_keys=False, default_flow_style=False))
