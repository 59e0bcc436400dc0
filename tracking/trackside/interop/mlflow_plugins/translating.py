"""Our errors as MLflow's."""

from __future__ import annotations

from contextlib import contextmanager
from functools import wraps
from inspect import isfunction
from typing import TYPE_CHECKING, Any, TypeVar

from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import ErrorCode

from trackside.errors import TracksideException

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

C = TypeVar("C")


@contextmanager
def mlflow_errors() -> Iterator[None]:
    """Raise as MLflow does what our store refuses."""
    try:
        yield
    except TracksideException as error:
        raise MlflowException(error.message, error_code=_number(error.error_code)) from error


def raising_mlflow_errors(cls: type[C]) -> type[C]:
    """Have every public method of a class raise MLflow's errors."""
    for name, member in list(vars(cls).items()):
        if isfunction(member) and not name.startswith("__"):
            setattr(cls, name, _translated(member))
    return cls


def _translated(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def translated(*args: Any, **kwargs: Any) -> Any:
        with mlflow_errors():
            return method(*args, **kwargs)

    return translated


def _number(code: str) -> int:
    known = ErrorCode.keys()
    return int(ErrorCode.Value(code if code in known else "INTERNAL_ERROR"))
