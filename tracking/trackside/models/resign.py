"""Change the signature inside an ``MLmodel`` file that was written before."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from trackside.artifacts.uris import is_runs_uri, parse_runs_uri
from trackside.errors import InvalidParameter
from trackside.models.model import MLMODEL_FILE_NAME, Model
from trackside.models.resolve import local_model_path
from trackside.models.signature import as_signature

if TYPE_CHECKING:
    from trackside.models.signature import ModelSignature


def replace_signature(model_uri: str, signature: ModelSignature) -> None:
    """Write ``signature`` into the model at a directory or ``runs:/`` address."""
    if str(model_uri).startswith("models:/"):
        raise InvalidParameter(
            f"{model_uri!r} is a registered version, which does not change; "
            "set the signature on the model of its run and register that anew"
        )
    directory = local_model_path(model_uri)
    model = Model.load(directory)
    model.signature = as_signature(signature)
    if not is_runs_uri(str(model_uri)):
        model.save(directory / MLMODEL_FILE_NAME)
        return
    from trackside import fluent

    place = parse_runs_uri(str(model_uri))
    with tempfile.TemporaryDirectory() as scratch:
        model.save(Path(scratch) / MLMODEL_FILE_NAME)
        fluent.log_artifacts(scratch, artifact_path=place.path or None, run_id=place.run_id)
