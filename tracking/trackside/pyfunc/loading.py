"""Load a model by its ``python_function`` flavor."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from trackside.errors import NotImplementedHere
from trackside.models.companions import make_code_importable
from trackside.models.model import Model
from trackside.models.resolve import local_model_path
from trackside.pyfunc.loaded import PyFuncModel
from trackside.pyfunc.model import FLAVOR_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

# A file says "mlflow.sklearn" whoever wrote it, so that both can read it. These are ours.
_OUR_LOADERS = {
    "mlflow.sklearn": "trackside.sklearn",
    "mlflow.pyfunc.model": "trackside.pyfunc.model",
}


def load_model(
    model_uri: str | Path,
    suppress_warnings: bool = False,  # noqa: ARG001  MLflow's; nothing warns here
    dst_path: str | None = None,
    model_config: Mapping[str, Any] | str | Path | None = None,
) -> PyFuncModel:
    """Load the model at a directory, ``runs:/...`` or ``models:/...`` so that it can predict.

    This unpickles: load only models whose author you trust. ``model_config`` (a dictionary or a
    YAML file) overrides settings the model was saved with. Raises ``NotFound`` if there is no
    model or it lacks the ``python_function`` flavor.
    """
    directory = local_model_path(model_uri, dst_path)
    meta = Model.load(directory)
    flavor = meta.flavor(FLAVOR_NAME)
    make_code_importable(directory, flavor)
    data = directory / flavor["data"] if flavor.get("data") else directory
    config = {**(flavor.get("config") or {}), **_read_config(model_config)}
    loader = _loader(str(flavor["loader_module"]))
    arguments = [str(data), config] if config else [str(data)]
    impl = loader._load_pyfunc(*arguments)  # noqa: SLF001  MLflow's name for what every loader has
    return PyFuncModel(
        meta,
        impl,
        flavor.get("predict_fn", "predict"),
        meta.load_input_example(directory),
    )


def _loader(name: str) -> ModuleType:
    try:
        return importlib.import_module(_OUR_LOADERS.get(name, name))
    except ModuleNotFoundError as error:
        if name.startswith("mlflow.") and error.name and error.name.startswith("mlflow"):
            raise NotImplementedHere(
                f"the model was saved by {name}, a flavor that Trackside lacks; "
                "with the real mlflow installed (pip install mlflow) it can be loaded"
            ) from error
        raise


def _read_config(given: Mapping[str, Any] | str | Path | None) -> dict[str, Any]:
    if given is None:
        return {}
    if isinstance(given, str | Path):
        return dict(yaml.safe_load(Path(given).read_text(encoding="utf-8")) or {})
    return dict(given)
