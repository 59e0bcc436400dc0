"""``_mlflow_conda_env``, which the examples of MLflow's documentation import from this path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackside.models.environment import conda_env_of, write_conda_env
from trackside.models.requirements import with_mlflow

if TYPE_CHECKING:
    from collections.abc import Sequence


def _mlflow_conda_env(
    path: str | None = None,
    additional_conda_deps: Sequence[str] | None = None,
    additional_pip_deps: Sequence[str] | None = None,
    additional_conda_channels: Sequence[str] | None = None,
    install_mlflow: bool = True,
) -> dict[str, Any] | None:
    """Return the conda environment of a model; with ``path``, write it there and return None."""
    pip = list(additional_pip_deps or ())
    env = conda_env_of(
        with_mlflow(pip) if install_mlflow else pip,
        additional_conda_deps or (),
        additional_conda_channels or (),
    )
    if path is None:
        return env
    write_conda_env(env, path)
    return None
