"""Which runs a chart is about, what they are called, and which metrics they have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from trackside.entities import Run
from trackside.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

NEWEST = 20
_LISTED = 20


def selected_runs(
    runs: Any, get_run: Callable[[str], Run], newest: Callable[[int], Sequence[Run]]
) -> tuple[Run, ...]:
    """Return the runs that ``runs`` means, each once, as they are now.

    ``runs`` is one or several runs or run ids, a DataFrame with a ``run_id`` column, or None for
    the newest of the current experiment. Raises ``NotFound`` for an unknown run and
    ``InvalidParameter`` for anything else, or if there is none.
    """
    if runs is None:
        found = tuple(newest(NEWEST))
        if not found:
            raise InvalidParameter(
                "Nothing to compare: the current experiment has no runs yet. Train one, or give runs or run ids."
            )
        return found
    ids = dict.fromkeys(_run_id(each) for each in _several(runs))
    if not ids:
        raise InvalidParameter("Nothing to compare: the list of runs is empty.")
    return tuple(get_run(run_id) for run_id in ids)


def _several(runs: Any) -> Iterable[Any]:
    if isinstance(runs, (str, Run)):
        return [runs]
    columns = getattr(runs, "columns", None)
    if columns is not None:
        if "run_id" not in columns:
            raise InvalidParameter(
                "The DataFrame has no column 'run_id'; give one that search_runs returned."
            )
        return list(runs["run_id"])
    try:
        return list(runs)
    except TypeError:
        raise InvalidParameter(
            f"runs must be runs, run ids or the DataFrame of search_runs, not {type(runs).__name__}."
        ) from None


def _run_id(run: Any) -> str:
    if isinstance(run, Run):
        return run.info.run_id
    if isinstance(run, str):
        return run
    raise InvalidParameter(f"A run is given as a run or its id, not as {type(run).__name__}.")


def run_labels(runs: Sequence[Run]) -> tuple[str, ...]:
    """Return the name of each run; with the beginning of its id where a name occurs twice."""
    names = [run.info.run_name or run.info.run_id[:8] for run in runs]
    uses = Counter(names)
    return tuple(
        name if uses[name] == 1 else f"{name} ({run.info.run_id[:6]})"
        for name, run in zip(names, runs, strict=True)
    )


def metric_keys(runs: Sequence[Run]) -> tuple[str, ...]:
    """Return every metric of the runs: those that most runs have first, curves before single values."""
    uses: Counter[str] = Counter()
    curves: Counter[str] = Counter()
    for run in runs:
        for key, summary in run.data.summaries.items():
            uses[key] += 1
            curves[key] += summary.count > 1
    return tuple(sorted(uses, key=lambda key: (-curves[key], -uses[key], key)))


def chosen_metrics(
    runs: Sequence[Run], metrics: str | Sequence[str] | None, at_most: int
) -> tuple[str, ...]:
    """Return the metrics asked for, or the first few there are; raises ``InvalidParameter`` for one that no run has."""
    known = metric_keys(runs)
    if not known:
        raise InvalidParameter("Nothing to compare: none of the runs has a metric.")
    if metrics is None:
        return known[:at_most]
    wanted = tuple(dict.fromkeys([metrics] if isinstance(metrics, str) else metrics))
    if not wanted:
        raise InvalidParameter("metrics is empty; leave it out to take what there is.")
    for key in wanted:
        if key not in known:
            listed = ", ".join(known[:_LISTED]) + (", …" if len(known) > _LISTED else "")
            raise InvalidParameter(
                f"None of the runs has the metric {key!r}. Their metrics are: {listed}."
            )
    return wanted
