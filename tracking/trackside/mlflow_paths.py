"""Imports by MLflow's module paths, after the word is replaced in a script.

``from trackside.entities.view_type import ViewType`` finds the name where it lives here, and
``import trackside.xgboost`` says that this is MLflow's. Modules that exist are not asked about here.
"""

from __future__ import annotations

import importlib
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import ModuleType

_PACKAGE = "trackside."
_ENTITIES = (
    "experiment_tag lifecycle_stage logged_model_status param run_data run_info run_inputs run_outputs "
    "run_status run_tag source_type view_type"
)

# MLflow's path: the module that has its names.
_HOMES: Final = {
    **{f"entities.{name}": "trackside.entities" for name in _ENTITIES.split()},
    "store.entities": "trackside.entities",
    "store.entities.paged_list": "trackside.entities",
    "tracking.client": "trackside.client",
    "tracking.fluent": "trackside.fluent",
}


class MlflowPaths(MetaPathFinder, Loader):
    """Finds what no file of ours is for."""

    def find_spec(
        self,
        fullname: str,
        path: object = None,  # noqa: ARG002 (the protocol's)
        target: object = None,  # noqa: ARG002 (the protocol's)
    ) -> ModuleSpec | None:
        """Return how to import a path of MLflow's; ``ModuleNotFoundError`` for what is its alone."""
        name = fullname.removeprefix(_PACKAGE)
        if name == fullname:
            return None
        if name in _HOMES:
            return ModuleSpec(fullname, self, is_package=True)
        from trackside.missing import MISSING, explained

        if name in MISSING:
            # Under MLflow's name: of ours, `from trackside import ...` would say nothing more.
            raise ModuleNotFoundError(explained(name), name=f"mlflow.{name}")
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Give the module the names of the one that has them."""
        home = importlib.import_module(_HOMES[module.__name__.removeprefix(_PACKAGE)])
        vars(module).update({name: getattr(home, name) for name in home.__all__})


def install() -> None:
    """Have the paths found, after everything that is there."""
    sys.meta_path.append(MlflowPaths())
