"""A model that was loaded to predict, whatever flavor it was saved in."""

from __future__ import annotations

import inspect
import logging
from typing import TYPE_CHECKING, Any

from trackside.errors import InvalidParameter
from trackside.pyfunc.enforcement import enforce_params, enforce_schema
from trackside.pyfunc.model import FLAVOR_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackside.models.model import Model

_log = logging.getLogger(__name__)


class PyFuncModel:
    """A model behind one method, ``predict``; ``metadata`` is its ``MLmodel`` file."""

    def __init__(
        self,
        model_meta: Model,
        model_impl: Any,
        predict_fn: str = "predict",
        input_example: Any = None,
    ) -> None:
        self._metadata = model_meta
        self._impl = model_impl
        self._predict = _method(model_impl, predict_fn)
        self.predict_fn = predict_fn
        self.input_example = input_example

    @property
    def metadata(self) -> Model:
        """What the model's file says of it."""
        return self._metadata

    @property
    def model_id(self) -> str | None:
        """The logged model that it is, None for one that was only saved."""
        return self._metadata.model_id

    @property
    def model_config(self) -> Any:
        """The settings that a model of one's own was saved or loaded with."""
        return getattr(getattr(self._impl, "context", None), "model_config", None)

    def predict(self, data: Any, params: dict[str, Any] | None = None) -> Any:
        """Return the model's predictions for ``data``, held against the signature first.

        Raises ``InvalidParameter`` if data or params do not fit the signature; without one,
        everything is passed on as it is.
        """
        schema = self._metadata.get_input_schema()
        params_schema = self._metadata.get_params_schema()
        checked = data if schema is None else enforce_schema(data, schema)
        checked_params = enforce_params(params, params_schema)
        if _takes_params(self._predict):
            return self._predict(checked, params=checked_params if params_schema else None)
        if params:
            _log.warning("Ignored params %s: the model's predict takes none", sorted(params))
        return self._predict(checked)

    def unwrap_python_model(self) -> Any:
        """Return the object that was saved; ``InvalidParameter`` if it is no model of one's own."""
        if not hasattr(self._impl, "python_model"):
            loader = self._metadata.flavor(FLAVOR_NAME).get("loader_module")
            raise InvalidParameter(
                f"the model was saved by {loader}, not as a PythonModel; "
                "get_raw_model() returns what is inside"
            )
        return self._impl.python_model

    def get_raw_model(self) -> Any:
        """Return the estimator or object inside."""
        if hasattr(self._impl, "get_raw_model"):
            return self._impl.get_raw_model()
        return getattr(self._impl, "python_model", self._impl)

    def __repr__(self) -> str:
        meta = self._metadata
        flavor = meta.flavors.get(FLAVOR_NAME, {}).get("loader_module")
        facts = {"artifact_path": meta.artifact_path, "flavor": flavor, "run_id": meta.run_id}
        lines = [f"  {key}: {value}" for key, value in facts.items() if value is not None]
        return "\n".join(["trackside.pyfunc.loaded_model:", *lines])


def _method(model_impl: Any, name: str) -> Callable[..., Any]:
    method = getattr(model_impl, name, None)
    if not callable(method):
        raise InvalidParameter(f"the model has no method {name!r} to predict with")
    found: Callable[..., Any] = method
    return found


def _takes_params(predict: Callable[..., Any]) -> bool:
    try:
        params = inspect.signature(predict).parameters.get("params")
    except ValueError:
        # Some compiled methods have no signature.
        return False
    # scikit-learn's Pipeline calls its **keywords "params" too; those are something else.
    return params is not None and params.kind is not inspect.Parameter.VAR_KEYWORD
