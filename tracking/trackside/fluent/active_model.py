"""The active model of each thread: the one that metrics belong to, whatever run logs them."""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from trackside.entities import LoggedModel
from trackside.errors import InvalidParameter
from trackside.fluent.current import client
from trackside.fluent.logged_models import (
    create_external_model,
    get_logged_model,
    search_logged_models,
)
from trackside.store.input_limits import checked_logged_model_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from typing_extensions import Self

_VARIABLES = ("MLFLOW_ACTIVE_MODEL_ID", "_MLFLOW_ACTIVE_MODEL_ID")

_log = logging.getLogger("trackside")


class _Active(threading.local):
    """The id of the model that is active in one thread; at first the environment's."""

    def __init__(self) -> None:
        values = (os.environ.get(name) for name in _VARIABLES)
        self.model_id = next((value for value in values if value), None)


active = _Active()


class ActiveModel(LoggedModel):
    """A model that ``set_active_model`` returned; as a context manager it gives way at the end."""

    __slots__ = ("_previous",)

    _previous: str | None

    def __enter__(self) -> Self:
        """Return the model, which is active already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Make active what was so before."""
        active.model_id = self._previous


def set_active_model(*, name: str | None = None, model_id: str | None = None) -> ActiveModel:
    """Make a logged model the one that this thread's metrics belong to.

    By ``model_id``, or by ``name``: the newest of that name in the current experiment, or else a
    new one without files. Use it as a context manager, or end it with :func:`clear_active_model`.
    Raises ``InvalidParameter`` if neither is given or the two do not agree; ``NotFound`` for an
    unknown id.
    """
    if model_id is not None:
        model = get_logged_model(model_id)
        if name is not None and model.name != name:
            raise InvalidParameter(
                f"LoggedModel with model_id {model_id!r} has name {model.name!r}, which does not match the "
                f"provided name {name!r}."
            )
    elif name is not None:
        model = _newest_or_new(name)
    else:
        raise InvalidParameter("Either name or model_id must be provided")
    found = ActiveModel(**{each.name: getattr(model, each.name) for each in fields(model)})
    object.__setattr__(found, "_previous", active.model_id)
    active.model_id = model.model_id
    return found


def _newest_or_new(name: str) -> LoggedModel:
    checked_logged_model_name(name)  # so it has no quotes
    found = search_logged_models(
        filter_string=f"name = '{name}'", max_results=2, output_format="list"
    )
    if len(found) > 1:
        _log.warning("Several logged models are called %r; the newest is active now.", name)
    return found[0] if found else create_external_model(name=name)


def get_active_model_id() -> str | None:
    """Return the id of this thread's active model: set, or else from ``MLFLOW_ACTIVE_MODEL_ID``."""
    return active.model_id


def clear_active_model() -> None:
    """Have no active model in this thread."""
    active.model_id = None


def log_model_params(params: Mapping[str, Any], model_id: str | None = None) -> None:
    """Add params to a logged model, by default the active one.

    Raises ``InvalidParameter`` if there is none, or if a param has another value already.
    """
    client().log_model_params(model_id or active.model_id or "", params)
