"""Models of one's own, and any model behind one ``predict``: MLflow's ``python_function`` flavor."""

from typing import TYPE_CHECKING, NoReturn

from trackside.pyfunc.dependencies import get_model_dependencies
from trackside.pyfunc.loaded import PyFuncModel
from trackside.pyfunc.loading import load_model
from trackside.pyfunc.model import FLAVOR_NAME, PythonModel, PythonModelContext
from trackside.pyfunc.saving import (
    get_default_conda_env,
    get_default_pip_requirements,
    log_model,
    save_model,
)

__all__ = [
    "FLAVOR_NAME",
    "PyFuncModel",
    "PythonModel",
    "PythonModelContext",
    "get_default_conda_env",
    "get_default_pip_requirements",
    "get_model_dependencies",
    "load_model",
    "log_model",
    "save_model",
]


if not TYPE_CHECKING:  # which would take any name for a present one

    def __getattr__(name: str) -> NoReturn:
        from trackside.missing import explained

        raise AttributeError(explained(name, __name__), name=name)
