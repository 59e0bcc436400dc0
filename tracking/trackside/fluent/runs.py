"""Finding runs again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from trackside.entities import Run, ViewType
from trackside.errors import InvalidParameter
from trackside.fluent.current import client
from trackside.fluent.experiments import current_experiment_id
from trackside.search import parse_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

DEFAULT_MAX_RESULTS = 100_000
_PAGE = 5000


def get_run(run_id: str) -> Run:
    """Return a run with all its data; raises ``NotFound``."""
    return client().get_run(run_id)


def get_parent_run(run_id: str) -> Run | None:
    """Return the run that this one is nested in, or None."""
    return client().get_parent_run(run_id)


def delete_run(run_id: str) -> None:
    """Move a run to the bin."""
    client().delete_run(run_id)


def restore_run(run_id: str) -> None:
    """Take a run out of the bin."""
    client().restore_run(run_id)


@overload
def search_runs(
    experiment_ids: Sequence[str] | None = ...,
    filter_string: str = ...,
    run_view_type: int = ...,
    max_results: int = ...,
    order_by: Sequence[str] | None = ...,
    output_format: Literal["pandas"] = ...,
    search_all_experiments: bool = ...,
    experiment_names: Sequence[str] | None = ...,
    *,
    columns: Sequence[str] | None = ...,
) -> pd.DataFrame: ...


@overload
def search_runs(
    experiment_ids: Sequence[str] | None = ...,
    filter_string: str = ...,
    run_view_type: int = ...,
    max_results: int = ...,
    order_by: Sequence[str] | None = ...,
    *,
    output_format: Literal["list"],
    search_all_experiments: bool = ...,
    experiment_names: Sequence[str] | None = ...,
    columns: Sequence[str] | None = ...,
) -> list[Run]: ...


def search_runs(
    experiment_ids: Sequence[str] | None = None,
    filter_string: str = "",
    run_view_type: int = ViewType.ACTIVE_ONLY,
    max_results: int = DEFAULT_MAX_RESULTS,
    order_by: Sequence[str] | None = None,
    output_format: str = "pandas",
    search_all_experiments: bool = False,
    experiment_names: Sequence[str] | None = None,
    *,
    columns: Sequence[str] | None = None,
) -> Any:
    """Return the runs that match ``filter_string``, as a DataFrame or (``output_format="list"``) as a list.

    By default those of the current experiment, the newest first. The DataFrame has one row a run
    with the columns ``run_id``, ``experiment_id``, ``status``, ``artifact_uri``, ``start_time``,
    ``end_time``, ``metrics.*``, ``params.*`` and ``tags.*``; of the last three only those that
    ``columns`` names, if it is given: ``["metrics.loss", "params.*"]``.
    """
    if output_format not in ("pandas", "list"):
        raise InvalidParameter(
            f"Unsupported output format: {output_format}. Supported string values are 'pandas' or 'list'"
        )
    ids = _experiment_ids(experiment_ids, experiment_names, search_all_experiments)
    found: list[Run] = []
    token = None
    while ids and len(found) < max_results:
        wanted = min(_PAGE, max_results - len(found))
        page = client().search_runs(
            ids, filter_string, run_view_type, wanted, order_by, token, columns=columns
        )
        found.extend(page)
        token = page.token
        if token is None:
            break
    if output_format == "list":
        return found
    from trackside.runs_frame import runs_frame

    return runs_frame(found, parse_columns(columns))


def count_runs(
    experiment_ids: Sequence[str] | None = None,
    filter_string: str = "",
    run_view_type: int = ViewType.ACTIVE_ONLY,
    search_all_experiments: bool = False,
    experiment_names: Sequence[str] | None = None,
) -> int:
    """Return how many runs match ``filter_string``, without loading them.

    By default of those of the current experiment, as :func:`search_runs`.
    """
    ids = _experiment_ids(experiment_ids, experiment_names, search_all_experiments)
    return client().count_runs(ids, filter_string, run_view_type)


def _experiment_ids(
    ids: Sequence[str] | None, names: Sequence[str] | None, search_all: bool
) -> list[str]:
    if ids and names:
        raise InvalidParameter(
            "Only experiment_ids or experiment_names can be used, but not both at once."
        )
    if names:
        found = (client().get_experiment_by_name(name) for name in names)
        return [experiment.experiment_id for experiment in found if experiment]
    if ids is not None and len(ids):
        return [str(ids)] if isinstance(ids, str) else [str(each) for each in ids]
    if search_all:
        from trackside.fluent.experiments import search_experiments

        return [each.experiment_id for each in search_experiments(ViewType.ACTIVE_ONLY)]
    return [current_experiment_id()]
