"""Which models a run id, a run or a model's address stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackside.artifacts.uris import is_runs_uri, parse_runs_uri
from trackside.entities import Run
from trackside.errors import InvalidParameter, NotFound
from trackside.registration import model_paths

if TYPE_CHECKING:
    from trackside.client import Client


def model_uris(client: Client, run_or_model_uri: Run | str) -> dict[str, str]:
    """Return the address of each model by the path that names it in a list.

    An address of a model stands for itself, unchecked. Raises ``NotFound`` for an unknown run and
    for one without a model.
    """
    if not isinstance(run_or_model_uri, (Run, str)) or not run_or_model_uri:
        raise InvalidParameter(
            f"Give a run, a run id or the address of a model, not {run_or_model_uri!r}."
        )
    run_id = _run_id(run_or_model_uri)
    if run_id is None:
        return {str(run_or_model_uri): str(run_or_model_uri)}
    run = client.get_run(run_id)
    paths = model_paths(client, run, client.tracking_uri)
    if not paths:
        raise NotFound(
            f"The run {run.info.run_name!r} has no model yet: log one first, for example with "
            "trackside.sklearn.log_model."
        )
    return {path: f"runs:/{run_id}/{path}" for path in paths}


def _run_id(run_or_model_uri: Run | str) -> str | None:
    """Return the run whose models are to be looked up; None for the address of one model."""
    if isinstance(run_or_model_uri, Run):
        return run_or_model_uri.info.run_id
    if is_runs_uri(run_or_model_uri):
        place = parse_runs_uri(run_or_model_uri)
        return None if place.path else place.run_id
    return None if "/" in run_or_model_uri or ":" in run_or_model_uri else run_or_model_uri
