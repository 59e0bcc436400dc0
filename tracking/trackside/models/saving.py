"""What saving a model has in common, whatever its flavor."""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackside.errors import AlreadyExists, TracksideException
from trackside.models.example import InputExample
from trackside.models.model import MLMODEL_FILE_NAME, Model
from trackside.models.signature import ModelSignature, as_signature, infer_signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from trackside.models.environment import EnvironmentRequest

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Description:
    """What the caller says of a model, in every flavor alike.

    ``signature`` None means: infer it from ``input_example`` if there is one; False: have none.
    One of the real MLflow will do.
    """

    signature: ModelSignature | bool | None = None
    input_example: Any = None
    metadata: Mapping[str, Any] | None = None

    def apply(self, model: Model, directory: Path, predict: Callable[..., Any]) -> None:
        """Put signature, example and metadata into ``model`` and the directory.

        ``predict(data, params)`` is called on the example if the signature is to be inferred.
        """
        if self.metadata is not None:
            model.metadata = dict(self.metadata)
        if self.signature is not None and self.signature is not False:
            model.signature = as_signature(self.signature)
        if self.input_example is None:
            return
        example = InputExample.of(self.input_example)
        model.saved_input_example_info = example.save(directory)
        if self.signature is None and model.signature is None:
            model.signature = _signature_of(example, predict)


@contextmanager
def new_model_directory(path: str | Path) -> Iterator[Path]:
    """Make the directory of a model; ``AlreadyExists`` if there is something in it already.

    Where saving fails, the directory goes again: the next attempt finds its place free.
    """
    directory = Path(path)
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise AlreadyExists(f"{str(path)!r} exists and is not empty; save the model elsewhere")
    directory.mkdir(parents=True, exist_ok=True)
    try:
        yield directory
    except BaseException:
        shutil.rmtree(directory)
        raise


def finish(
    model: Model, directory: Path, environment: EnvironmentRequest, inferred: Sequence[str]
) -> None:
    """Write the environment's files and ``MLmodel``, which comes last: with it, the model is whole."""
    environment.write(directory, inferred)
    files = (file for file in directory.rglob("*") if file.is_file())
    model.model_size_bytes = sum(file.stat().st_size for file in files)
    model.save(directory / MLMODEL_FILE_NAME)


def _signature_of(example: InputExample, predict: Callable[..., Any]) -> ModelSignature | None:
    try:
        output = predict(example.data, example.params)
        return infer_signature(example.data, output, example.params)
    except Exception as error:  # noqa: BLE001  the user's model runs here; saving it must not fail
        reason = error.message if isinstance(error, TracksideException) else repr(error)
        _log.warning("No signature: the model did not predict on its input example: %s", reason)
        return None
