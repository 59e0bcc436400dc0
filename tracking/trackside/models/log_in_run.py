"""Put a model among a run's artifacts: how models are kept where there are no logged models.

That is on MLflow's servers before its version 3. The run notes its models in a tag, as such an
MLflow does.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackside.models.info import ModelInfo, info_of
from trackside.models.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackside.client import Client

HISTORY_TAG = "mlflow.log-model.history"
DEFAULT_PATH = "model"
# The longest value of a run's tag (MLflow's limit); a longer one is cut, and no longer JSON.
_LONGEST_TAG = 8000
_IN_HISTORY = ("run_id", "artifact_path", "utc_time_created", "model_uuid")


def log_in_run(
    tracker: Client,
    run_id: str,
    save_model: Callable[..., None],
    path: str | None,
    registered_model_name: str | None,
    **options: Any,
) -> ModelInfo:
    """Save a model into the folder ``path`` of the run, ``model`` if there is none; see ``log_model``."""
    from trackside.registration import register

    model = Model(artifact_path=path or DEFAULT_PATH, run_id=run_id)
    with tempfile.TemporaryDirectory(prefix="trackside-") as scratch:
        directory = Path(scratch) / "model"
        save_model(path=directory, mlflow_model=model, **options)
        tracker.log_artifacts(run_id, directory, model.artifact_path)
    _append_to_history(tracker, model, run_id)
    info = info_of(model)
    if registered_model_name is None:
        return info
    version = register(tracker, info.model_uri, registered_model_name)
    return info_of(model, registered_model_version=int(version.version))


def _append_to_history(tracker: Client, model: Model, run_id: str) -> None:
    """Add the model to the run's list of models, dropping the oldest where it grows too long."""
    history = _read_history(tracker.get_run(run_id).data.tags.get(HISTORY_TAG, "[]"))
    content = model.to_dict()
    flavors = {
        flavor: {key: value for key, value in settings.items() if key != "config"}
        for flavor, settings in model.flavors.items()
    }
    history.append({**{key: content[key] for key in _IN_HISTORY}, "flavors": flavors})
    while len(text := json.dumps(history)) > _LONGEST_TAG and len(history) > 1:
        del history[0]
    tracker.set_tag(run_id, HISTORY_TAG, text)


def _read_history(text: str) -> list[Any]:
    try:
        history = json.loads(text)
    except ValueError:
        # A tag that was cut at its longest: what it said is lost, the model is not.
        return []
    return history if isinstance(history, list) else []
