"""Put a model into a run: saved to a scratch directory, logged as artifacts, noted, registered."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackside.errors import InvalidParameter
from trackside.models.info import ModelInfo, info_of
from trackside.models.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HISTORY_TAG = "mlflow.log-model.history"
DEFAULT_ARTIFACT_PATH = "model"
# The longest value of a run's tag (MLflow's limit); a longer one is cut, and no longer JSON.
_LONGEST_TAG = 8000
_IN_HISTORY = ("run_id", "artifact_path", "utc_time_created", "model_uuid")


def log_model(
    save_model: Callable[..., None],
    artifact_path: str | None = None,
    *,
    name: str | None = None,
    run_id: str | None = None,
    registered_model_name: str | None = None,
    await_registration_for: int | None = 300,
    logged_model: Mapping[str, Any] | None = None,
    **options: Any,
) -> ModelInfo:
    """Log a model to a run (the active one, else a new one) and return what it became.

    ``save_model(path=..., mlflow_model=..., **options)`` writes it; ``name`` and ``artifact_path``
    both say where in the run it goes, ``model`` if neither is given. What belongs to MLflow 3's logged models (``params``, ``tags``, ``model_type``,
    ``step``) is kept in the ``MLmodel`` file under ``logged_model``, if given: here a model lives
    under its run.
    """
    from trackside import fluent

    path = _path_in_run(artifact_path, name)
    run_id = run_id or fluent.current_run_or_start().info.run_id
    model = Model(artifact_path=path, run_id=run_id)
    given = {key: value for key, value in (logged_model or {}).items() if value}
    if given:
        model.extra["logged_model"] = given
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch) / "model"
        save_model(path=directory, mlflow_model=model, **options)
        fluent.log_artifacts(str(directory), artifact_path=path, run_id=run_id)
    _append_to_history(model, run_id)
    version = None
    if registered_model_name is not None:
        registered = fluent.register_model(
            f"runs:/{run_id}/{path}",
            registered_model_name,
            await_registration_for=await_registration_for or 0,
        )
        version = int(registered.version)
    return info_of(model, version)


def _path_in_run(artifact_path: str | None, name: str | None) -> str:
    if artifact_path is not None and name is not None and artifact_path != name:
        raise InvalidParameter(
            f"name={name!r} and artifact_path={artifact_path!r} both say where the model goes; "
            "give name only"
        )
    return name or artifact_path or DEFAULT_ARTIFACT_PATH


def _append_to_history(model: Model, run_id: str) -> None:
    """Add the model to the run's list of models, dropping the oldest where it grows too long."""
    from trackside.client import Client

    client = Client()
    history = _read_history(client.get_run(run_id).data.tags.get(HISTORY_TAG, "[]"))
    content = model.to_dict()
    flavors = {
        flavor: {key: value for key, value in settings.items() if key != "config"}
        for flavor, settings in model.flavors.items()
    }
    history.append({**{key: content[key] for key in _IN_HISTORY}, "flavors": flavors})
    while len(text := json.dumps(history)) > _LONGEST_TAG and len(history) > 1:
        del history[0]
    client.set_tag(run_id, HISTORY_TAG, text)


def _read_history(text: str) -> list[Any]:
    try:
        history = json.loads(text)
    except ValueError:
        # A tag that was cut at its longest: what it said is lost, the model is not.
        return []
    return history if isinstance(history, list) else []
