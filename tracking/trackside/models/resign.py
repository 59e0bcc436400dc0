"""Change the signature inside an ``MLmodel`` file that was written before."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from trackside.artifacts.uris import is_models_uri, is_runs_uri, parse_models_uri, parse_runs_uri
from trackside.errors import InvalidParameter
from trackside.models.model import MLMODEL_FILE_NAME, Model
from trackside.models.resolve import local_model_path
from trackside.models.signature import as_signature

if TYPE_CHECKING:
    from trackside.models.signature import ModelSignature


def replace_signature(model_uri: str, signature: ModelSignature) -> None:
    """Write ``signature`` into the model at a directory, a ``runs:/`` address or ``models:/<model_id>``."""
    uri = str(model_uri)
    if is_models_uri(uri) and parse_models_uri(uri).model_id is None:
        raise InvalidParameter(
            f"{uri!r} is a registered version, which does not change; "
            "set the signature on the model that was logged and register that anew"
        )
    directory = local_model_path(uri)
    model = Model.load(directory)
    model.signature = as_signature(signature)
    if not is_runs_uri(uri) and not is_models_uri(uri):
        model.save(directory / MLMODEL_FILE_NAME)
        return
    with tempfile.TemporaryDirectory(prefix="trackside-") as scratch:
        model.save(Path(scratch) / MLMODEL_FILE_NAME)
        _put_back(uri, scratch)


def _put_back(uri: str, folder: str) -> None:
    """Copy the file in ``folder`` to where the model of that address has its files."""
    from trackside.artifacts.run_models import newest_model
    from trackside.client import Client

    client = Client()
    if is_models_uri(uri):
        client.log_model_artifacts(str(parse_models_uri(uri).model_id), folder)
        return
    place = parse_runs_uri(uri)
    logged = newest_model(client, client.get_run(place.run_id), place.path) if place.path else None
    if logged is not None:
        client.log_model_artifacts(logged.model_id, folder)
    else:
        client.log_artifacts(place.run_id, folder, place.path or None)
