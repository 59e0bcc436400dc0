"""The logged models that a run made, found by their names.

MLflow 3 keeps a run's models beside the run, and lets ``runs:/<run_id>/<name>`` lead there.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from trackside.entities import LoggedModelStatus
from trackside.errors import InvalidParameter, NotFound, NotImplementedHere

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trackside.entities import LoggedModel, PagedList, Run


class ModelLookup(Protocol):
    """Who is asked for logged models: a store or a client."""

    def get_logged_model(self, model_id: str) -> LoggedModel:
        """Return a model; raises ``NotFound``."""
        ...

    def search_logged_models(
        self,
        experiment_ids: Sequence[str],
        filter_string: str | None = None,
        datasets: Sequence[Mapping[str, str]] | None = None,
        max_results: int | None = None,
        order_by: Sequence[Mapping[str, Any]] | None = None,
        page_token: str | None = None,
    ) -> PagedList[LoggedModel]:
        """Return a page of models, the newest first."""
        ...


def models_of(lookup: ModelLookup, run: Run, name: str | None = None) -> Iterator[LoggedModel]:
    """Give the logged models that a run made, or those of one name, the newest first.

    None on a server that knows no logged models.
    """
    if name is not None and any(quote in name for quote in ("'", '"')):
        return  # no model is called so, and the grammar could not say it
    condition = f"source_run_id = '{run.info.run_id}'"
    if name is not None:
        condition += f" AND name = '{name}'"
    token = None
    try:
        while True:
            page = lookup.search_logged_models(
                [run.info.experiment_id], condition, page_token=token
            )
            yield from page
            token = page.token
            if token is None:
                return
    except NotImplementedHere:
        return
    except InvalidParameter:
        # The search of Databricks does not know of source runs.
        yield from _put_out(lookup, run, name)


def _put_out(lookup: ModelLookup, run: Run, name: str | None) -> Iterator[LoggedModel]:
    for output in reversed(run.outputs.model_outputs):
        with suppress(NotFound):  # deleted since
            model = lookup.get_logged_model(output.model_id)
            if name in (None, model.name):
                yield model


def newest_model(lookup: ModelLookup, run: Run, name: str) -> LoggedModel | None:
    """Return the newest model of that name that a run made, one that is whole if there is any."""
    newest = None
    for model in models_of(lookup, run, name):
        if model.status == LoggedModelStatus.READY:
            return model
        newest = newest or model
    return newest


def furthest_model(lookup: ModelLookup, run: Run, name: str) -> LoggedModel | None:
    """Return, of the models of that name that a run made, the one of the latest step of its training.

    This is the one that is registered; of several at one step the newest that is whole.
    """
    steps = {output.model_id: output.step for output in run.outputs.model_outputs}

    def standing(model: LoggedModel) -> tuple[bool, int]:
        return model.status == LoggedModelStatus.READY, steps.get(model.model_id, 0)

    return max(models_of(lookup, run, name), key=standing, default=None)


def whole_models(lookup: ModelLookup, run: Run) -> set[str]:
    """Return the names of the models that a run made and whose files are there."""
    found = models_of(lookup, run)
    return {model.name for model in found if model.status == LoggedModelStatus.READY}
