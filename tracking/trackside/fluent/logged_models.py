"""Logged models of the current experiment and of the active run."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from trackside.entities import LoggedModelStatus
from trackside.errors import InvalidParameter
from trackside.fluent.active import current_slot
from trackside.fluent.current import client
from trackside.fluent.experiments import current_experiment_id
from trackside.fluent.stack import state
from trackside.fluent.surroundings import source_tags

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from trackside.client import Client
    from trackside.entities import LoggedModel

IS_EXTERNAL = "mlflow.model.isExternal"
_PAGE = 1000


class _Last(threading.local):
    """The model that one thread made last."""

    model: tuple[Client, str] | None = None


_last = _Last()


def initialize_logged_model(
    name: str | None = None,
    source_run_id: str | None = None,
    tags: Mapping[str, Any] | None = None,
    params: Mapping[str, Any] | None = None,
    model_type: str | None = None,
    experiment_id: str | None = None,
) -> LoggedModel:
    """Create a logged model without files, PENDING until :func:`finalize_logged_model`.

    It belongs to the active run and its experiment unless others are named, and carries the tags
    that say who and what code made it.
    """
    tracker = _tracker()
    if state.stack:
        active = state.stack[-1]
        source_run_id = source_run_id or active.run_id
        experiment_id = experiment_id or active.run.info.experiment_id
    model = tracker.create_logged_model(
        experiment_id or current_experiment_id(),
        name,
        source_run_id,
        {**source_tags(), **(tags or {})},
        params,
        model_type,
    )
    _last.model = (tracker, model.model_id)
    return model


def create_external_model(
    name: str | None = None,
    source_run_id: str | None = None,
    tags: Mapping[str, Any] | None = None,
    params: Mapping[str, Any] | None = None,
    model_type: str | None = None,
    experiment_id: str | None = None,
) -> LoggedModel:
    """Create a READY model whose files are elsewhere: for the params, tags and metrics of it.

    It gets an ``MLmodel`` file that says so, and nothing else.
    """
    from trackside.models.model import MLMODEL_FILE_NAME, Model

    all_tags = {**(tags or {}), IS_EXTERNAL: "true"}
    made = initialize_logged_model(name, source_run_id, all_tags, params, model_type, experiment_id)
    tracker = _tracker()
    with tempfile.TemporaryDirectory(prefix="trackside-") as folder:
        Model(
            artifact_path=made.artifact_location,
            run_id=made.source_run_id,
            model_uuid=made.model_id,
            model_id=made.model_id,
            metadata={IS_EXTERNAL: True},
        ).save(Path(folder) / MLMODEL_FILE_NAME)
        tracker.log_model_artifacts(made.model_id, folder)
    return tracker.finalize_logged_model(made.model_id, LoggedModelStatus.READY)


def no_longer_external(tracker: Client, model: LoggedModel) -> None:
    """Note that a model whose files were elsewhere has got files here."""
    if model.tags.get(IS_EXTERNAL, "").lower() == "true":
        tracker.delete_logged_model_tag(model.model_id, IS_EXTERNAL)


def model_target(run_id: str | None) -> tuple[Client, str | None]:
    """Return where a model is logged to, and the run that makes it: the one named, the active one, or none."""
    return current_slot() if run_id is None and state.stack else (_tracker(), run_id)


def _tracker() -> Client:
    """Return the client of the active run, whatever store was chosen since, else the current one."""
    return state.stack[-1].client if state.stack else client()


def finalize_logged_model(
    model_id: str, status: Literal["READY", "FAILED"] | LoggedModelStatus
) -> LoggedModel:
    """Say that the files of a model are there (``READY``) or will not be (``FAILED``)."""
    return client().finalize_logged_model(model_id, status)


def get_logged_model(model_id: str) -> LoggedModel:
    """Return a model with its params, tags and metrics; raises ``NotFound``."""
    return client().get_logged_model(model_id)


def last_logged_model() -> LoggedModel | None:
    """Return the model that this thread made last, as it is now, or None."""
    if _last.model is None:
        return None
    tracker, model_id = _last.model
    return tracker.get_logged_model(model_id)


@overload
def search_logged_models(
    experiment_ids: Sequence[str] | None = ...,
    filter_string: str | None = ...,
    datasets: Sequence[Mapping[str, str]] | None = ...,
    max_results: int | None = ...,
    order_by: Sequence[Mapping[str, Any]] | None = ...,
    output_format: Literal["pandas"] = ...,
) -> pd.DataFrame: ...


@overload
def search_logged_models(
    experiment_ids: Sequence[str] | None = ...,
    filter_string: str | None = ...,
    datasets: Sequence[Mapping[str, str]] | None = ...,
    max_results: int | None = ...,
    order_by: Sequence[Mapping[str, Any]] | None = ...,
    *,
    output_format: Literal["list"],
) -> list[LoggedModel]: ...


def search_logged_models(
    experiment_ids: Sequence[str] | None = None,
    filter_string: str | None = None,
    datasets: Sequence[Mapping[str, str]] | None = None,
    max_results: int | None = None,
    order_by: Sequence[Mapping[str, Any]] | None = None,
    output_format: str = "pandas",
) -> Any:
    """Return the logged models that match, by default all of the current experiment, the newest first.

    As a DataFrame of one row a model, a column a field of :class:`trackside.entities.LoggedModel`
    (``status`` as a word, ``metrics`` a list or None), or with ``output_format="list"`` as a list.
    Filter, datasets and order are those of :meth:`trackside.Client.search_logged_models`.
    """
    if output_format not in ("pandas", "list"):
        raise InvalidParameter(
            f"Unsupported output format: {output_format!r}. Supported string values are 'pandas' or 'list'"
        )
    ids = experiment_ids or [current_experiment_id()]
    found: list[LoggedModel] = []
    token = None
    while max_results is None or len(found) < max_results:
        wanted = _PAGE if max_results is None else min(_PAGE, max_results - len(found))
        page = client().search_logged_models(ids, filter_string, datasets, wanted, order_by, token)
        found.extend(page)
        token = page.token
        if token is None:
            break
    if output_format == "list":
        return found
    import pandas as pd

    return pd.DataFrame([{**each.to_dictionary(), "status": each.status.value} for each in found])


def set_logged_model_tags(model_id: str, tags: Mapping[str, Any]) -> None:
    """Set tags of a model."""
    client().set_logged_model_tags(model_id, tags)


def delete_logged_model_tag(model_id: str, key: str) -> None:
    """Remove a tag of a model; raises ``NotFound`` if it is not set."""
    client().delete_logged_model_tag(model_id, key)
