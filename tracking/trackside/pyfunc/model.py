"""A model of one's own: a class with ``predict``, pickled with what it holds and read from.

Its loader is the one that a file's ``loader_module: mlflow.pyfunc.model`` means.
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from trackside.errors import InvalidParameter, NotImplementedHere
from trackside.models import pickling
from trackside.models.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PYTHON_MODEL_FILE = "python_model.pkl"
FLAVOR_NAME = "python_function"

# The annotations for which a table is turned into what they say.
_WORDS, _RECORDS = list[str], list[dict[str, str]]
_HINTS = {"list[str]": _WORDS, "list[dict[str,str]]": _RECORDS}


class PythonModelContext:
    """What a model finds beside itself when it is loaded.

    ``artifacts`` maps the names given when it was saved to local paths; ``model_config`` holds
    its settings, or None.
    """

    def __init__(
        self, artifacts: Mapping[str, str], model_config: Mapping[str, Any] | None = None
    ) -> None:
        self._artifacts = dict(artifacts)
        self._model_config = model_config

    @property
    def artifacts(self) -> dict[str, str]:
        """Name -> local path of each artifact."""
        return self._artifacts

    @property
    def model_config(self) -> Mapping[str, Any] | None:
        """The settings of the model."""
        return self._model_config


class PredictTypeHints(NamedTuple):
    """The annotations of ``predict``'s data and of what it returns; None where there are none."""

    input: Any = None
    output: Any = None


class PythonModel(ABC):
    """Subclass this and write ``predict``; ``load_context`` opens what the model needs.

    ``predict`` may have any of the forms ``(self, context, model_input)``,
    ``(self, context, model_input, params=None)``, ``(self, model_input)`` and
    ``(self, model_input, params=None)``. The object is pickled with its attributes.
    """

    def load_context(self, context: PythonModelContext) -> None:  # noqa: B027  may be left out
        """Prepare for predictions; called once, when the model is loaded. Does nothing by default."""

    # No form of it is named here, so that type checkers allow each of them.
    @abstractmethod
    def predict(self, *args: Any, **kwargs: Any) -> Any:
        """Return the predictions for the model's input."""

    @property
    def predict_type_hints(self) -> PredictTypeHints:
        """What ``predict`` is annotated to take and return; the real MLflow asks for it too."""
        return _type_hints(self.predict)


class FunctionPythonModel(PythonModel):
    """A plain function as a model."""

    def __init__(self, func: Callable[..., Any]) -> None:
        self.func = func

    def predict(self, context: Any, model_input: Any, params: dict[str, Any] | None = None) -> Any:
        """Call the function with what it takes."""
        return call_predict(self.func, context, model_input, params)

    @property
    def predict_type_hints(self) -> PredictTypeHints:
        """What the function is annotated to take and return."""
        return _type_hints(self.func)


def call_predict(
    predict: Callable[..., Any], context: Any, model_input: Any, params: dict[str, Any] | None
) -> Any:
    """Call ``predict``, which may or may not take a context and params."""
    names = list(inspect.signature(predict).parameters)
    positional = [name for name in names if name != "params"]
    options = {"params": params} if "params" in names else {}
    if "context" in names or len(positional) > 1:
        return predict(context, model_input, **options)
    return predict(model_input, **options)


def as_python_model(given: Any) -> Any:
    """Return the object to pickle for what the caller gave as ``python_model``."""
    if isinstance(given, str | Path):
        raise NotImplementedHere(
            f"python_model={str(given)!r}: models from a code file are not made here; give the "
            "object or a function, or save it with the real mlflow"
        )
    if callable(getattr(given, "predict", None)) and not isinstance(given, type):
        return given
    if callable(given) and not isinstance(given, type):
        return FunctionPythonModel(given)
    raise InvalidParameter(
        f"python_model must be an instance of a PythonModel or a function, got {given!r}"
    )


class LoadedPythonModel:
    """A :class:`PythonModel` ready to predict: with its context, its input in the form it wants."""

    def __init__(self, python_model: Any, context: PythonModelContext) -> None:
        self.python_model = python_model
        self.context = context

    def predict(self, model_input: Any, params: dict[str, Any] | None = None) -> Any:
        """Return the predictions for ``model_input``."""
        data = self._as_hinted(model_input)
        return call_predict(self.python_model.predict, self.context, data, params)

    def _as_hinted(self, model_input: Any) -> Any:
        """Turn a table into the list that ``predict`` is annotated to take, as MLflow does."""
        hint = getattr(getattr(self.python_model, "predict_type_hints", None), "input", None)
        if not hasattr(model_input, "to_dict") or not hasattr(model_input, "columns"):
            return model_input
        if hint == _WORDS and len(model_input.columns):
            return model_input.iloc[:, 0].tolist()
        if hint == _RECORDS:
            return model_input.to_dict(orient="records")
        return model_input


def _load_pyfunc(
    path: str | Path, model_config: Mapping[str, Any] | None = None
) -> LoadedPythonModel:
    """Unpickle the model in the directory ``path`` and let it open its artifacts."""
    directory = Path(path)
    flavor = Model.load(directory).flavor(FLAVOR_NAME)
    if "python_model" not in flavor:
        raise NotImplementedHere(
            f"the model in {directory} is made of a code file "
            f"({flavor.get('model_code_path')!r}), which only the real mlflow can load"
        )
    pickled = directory / flavor["python_model"]
    python_model = pickling.load(pickled, flavor.get("python_model_compression"))
    artifacts = {
        name: str(directory / entry["path"])
        for name, entry in (flavor.get("artifacts") or {}).items()
    }
    context = PythonModelContext(artifacts, model_config)
    if hasattr(python_model, "load_context"):
        python_model.load_context(context)
    return LoadedPythonModel(python_model, context)


def _type_hints(predict: Callable[..., Any]) -> PredictTypeHints:
    signature = inspect.signature(predict)
    data = [param.annotation for name, param in signature.parameters.items() if name != "params"]
    return PredictTypeHints(
        _known_hint(data[-1]) if data else None, _known_hint(signature.return_annotation)
    )


def _known_hint(hint: Any) -> Any:
    """Return an annotation, however it is spelled, as a type; None if it says nothing.

    As text (``from __future__ import annotations``) it is not evaluated: an unpickled function
    has not the names of the module that it was written in.
    """
    if hint is inspect.Parameter.empty:
        return None
    text = str(hint).replace("typing.", "").replace(" ", "").lower()
    return _HINTS.get(text, None if isinstance(hint, str) else hint)
