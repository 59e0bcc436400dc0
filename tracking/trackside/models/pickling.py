"""Pickle a model, and unpickle one: the only place where a model's bytes become objects.

While it pickles, it notes the modules that the model is made of; their packages are what the
model needs where it is loaded, found without starting a second interpreter to watch it import.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import pickle
from types import ModuleType
from typing import IO, TYPE_CHECKING, Any

from trackside.errors import InvalidParameter, PermissionDenied, TracksideException

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PICKLE = "pickle"
CLOUDPICKLE = "cloudpickle"
PICKLES_ALLOWED = "MLFLOW_ALLOW_PICKLE_DESERIALIZATION"

_OPEN: dict[str | None, Callable[..., Any]] = {
    None: open,
    "lzma": lzma.open,
    "bzip2": bz2.open,
    "gzip": gzip.open,
}


def dump(model: object, path: Path, serialization_format: str = CLOUDPICKLE) -> frozenset[str]:
    """Pickle ``model`` into the file at ``path`` and return the names of the modules it uses.

    Raises ``InvalidParameter`` if something in it cannot be pickled.
    """
    modules: set[str] = set()
    try:
        with path.open("wb") as file:
            _recording_pickler(serialization_format, file, modules).dump(model)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise InvalidParameter(
            f"the {type(model).__name__} cannot be pickled with {serialization_format}: {error}"
        ) from error
    return frozenset(modules)


def load(path: Path, compression: str | None = None) -> Any:
    """Unpickle the file at ``path``: this runs code that the file's author chose.

    Raises ``PermissionDenied`` if ``MLFLOW_ALLOW_PICKLE_DESERIALIZATION`` is ``false``, and an
    error that names the module if one that the model needs is not installed.
    """
    if os.environ.get(PICKLES_ALLOWED, "true").strip().lower() in ("false", "0"):
        raise PermissionDenied(
            f"loading {path} means unpickling it, which {PICKLES_ALLOWED}=false forbids"
        )
    if compression not in _OPEN:
        raise InvalidParameter(f"{path} is compressed with {compression!r}, which is not known")
    try:
        with _OPEN[compression](path, "rb") as file:
            return pickle.load(file)  # noqa: S301
    except ModuleNotFoundError as error:
        raise TracksideException(
            f"the model in {path} needs the module {error.name!r}, which is not installed here; "
            f"requirements.txt beside it lists what it was saved with"
        ) from error


def _recording_pickler(serialization_format: str, out: IO[bytes], modules: set[str]) -> Any:
    """Return a pickler that adds to ``modules`` the home of each object that passes through."""
    if serialization_format == PICKLE:

        class Plain(pickle.Pickler):
            def reducer_override(self, obj: Any) -> Any:
                modules.add(_home(obj))
                return NotImplemented

        return Plain(out)

    import cloudpickle

    class Cloud(cloudpickle.Pickler):  # type: ignore[misc]  # it has no types
        def reducer_override(self, obj: Any) -> Any:
            modules.add(_home(obj))
            return super().reducer_override(obj)

    # Python's default protocol, so that an older interpreter can load what a newer one saved.
    return Cloud(out, protocol=pickle.DEFAULT_PROTOCOL)


def _home(obj: Any) -> str:
    if isinstance(obj, ModuleType):
        return obj.__name__
    home = getattr(obj, "__module__", None)
    return home if isinstance(home, str) else type(obj).__module__
