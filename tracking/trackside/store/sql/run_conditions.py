"""What a filter over runs means in SQL, and which rows lead to the runs that it lets through.

Each comparison becomes a condition on one row of ``runs``, answered by a look-up on a primary key.
Where an index serves a comparison, it is also a :class:`Driver`: a way to find the runs from that
index instead of asking every run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Exists,
    FromClause,
    Table,
    and_,
    bindparam,
    not_,
    select,
)

from trackside.entities.dataset import CONTEXT_TAG
from trackside.search import Comparison
from trackside.store.sql.comparing import combined, compared
from trackside.store.sql.hints import looked_up_in, unindexed
from trackside.store.sql.interval import Interval
from trackside.store.sql.tables import (
    HEAD_LENGTH,
    datasets,
    params,
    run_dataset_tags,
    run_datasets,
    runs,
    series,
    tags,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trackside.search import Condition, Entity, Statistic

    # The interned id of a name; None if nothing was ever logged under it.
    KeyIds: TypeAlias = Callable[[str], int | None]

RUN_ATTRIBUTES: dict[str, ColumnElement[Any]] = {
    "run_id": runs.c.run_id,
    "run_name": runs.c.name,
    "user_id": runs.c.user_id,
    "status": runs.c.status,
    "artifact_uri": runs.c.artifact_uri,
    "start_time": runs.c.start_time,
    "end_time": runs.c.end_time,
}
# Those with an index (experiment, stage, attribute).
INDEXED_ATTRIBUTES = ("run_name", "status", "start_time", "end_time")

STATISTICS: dict[Statistic, str] = {
    "last": "value",
    "min": "min",
    "max": "max",
    "first": "first",
    "count": "points",
}
# Those with an index (key, statistic, run).
INDEXED_STATISTICS = ("last", "min", "max")

_MANY = 100
RANGES = ("=", "<", "<=", ">", ">=")
_LAST_CHARACTER = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True)
class Driver:
    """Rows of one index that lead to runs: those with ``bounds`` of ``source``.

    ``covers`` is the condition of the filter that needs no further test; ``in_scope`` says that
    experiments and lifecycle stages need none.
    """

    source: FromClause
    run: ColumnElement[Any]
    bounds: tuple[ColumnElement[bool], ...]
    covers: Condition | None = None
    in_scope: bool = False


@dataclass(frozen=True)
class Scope:
    """The experiments and the lifecycle stages that are searched."""

    experiments: tuple[int, ...]
    stages: tuple[str, ...]

    def parts(self) -> list[Scope]:
        """Return the scope as pieces of one experiment and one stage: each a range of an index."""
        return [Scope((number,), (stage,)) for number in self.experiments for stage in self.stages]

    def bounds(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions as an index serves them."""
        return _one_of(runs.c.experiment_id, self.experiments), _one_of(
            runs.c.lifecycle_stage, self.stages
        )

    def tests(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions on a run that was found otherwise."""
        return _one_of(unindexed(runs.c.experiment_id), self.experiments), _one_of(
            unindexed(runs.c.lifecycle_stage), self.stages
        )

    def driver(self, *bounds: ColumnElement[bool], covers: Condition | None = None) -> Driver:
        """Return the runs of the scope, or those within ``bounds`` of an indexed attribute."""
        return Driver(runs, runs.c.id, (*self.bounds(), *bounds), covers, in_scope=True)


def condition_on_runs(
    condition: Condition,
    key_ids: KeyIds,
    run: ColumnElement[Any],
    is_there: Callable[..., Exists] = looked_up_in,
) -> ColumnElement[bool]:
    """Return a condition as a test of one row of ``runs``, whose number is ``run`` as well.

    If that is a column of the index that led to the run, databases test before they look the run up.
    ``is_there`` says how rows of other tables are found.
    """
    return combined(condition, lambda comparison: _test(comparison, key_ids, run, is_there))


def driver_of(condition: Condition, scope: Scope, key_ids: KeyIds) -> Driver | None:
    """Return the index rows that a condition, one that must hold, leaves; None if none serves it."""
    if not isinstance(condition, Comparison) or condition.operator == "IS NULL":
        return None
    comparison = condition
    if comparison.entity == "attribute":
        return _attribute_driver(comparison, scope)
    if comparison.entity == "dataset":
        source, is_meant = _dataset_rows(comparison)
        found = select(run_datasets.c.run).select_from(source).where(is_meant).distinct().subquery()
        return Driver(found, found.c.run, (), comparison)
    table = named(comparison.entity, "driver")
    bounds = index_bounds(table, comparison)
    is_exact = _is_exact(comparison)
    key = table.c.key == key_ids(comparison.key)
    return Driver(table, table.c.run, (key, *bounds), comparison if is_exact else None)


_TABLES: dict[Entity, Table] = {"metric": series, "param": params, "tag": tags}


@cache
def named(entity: Entity, purpose: str) -> FromClause:
    """Return the table of metrics, params or tags under a name of its own for this purpose.

    Kept, because making an alias costs more than a page's look-ups.
    """
    return _TABLES[entity].alias(f"{entity}_{purpose}")


def index_bounds(table: FromClause, comparison: Comparison) -> tuple[ColumnElement[bool], ...]:
    """Return what the index of ``series``, ``params`` or ``tags`` can do for a comparison, beside its key."""
    is_metric = comparison.entity == "metric"
    column = table.c[STATISTICS[comparison.statistic] if is_metric else "head"]
    return interval_of(comparison).bounds(column)


def interval_of(comparison: Comparison) -> Interval:
    """Return the stretch of its index that a comparison leaves; without an index for it, all."""
    nothing_known = Interval()
    if comparison.entity in ("param", "tag"):
        return _heads(comparison)
    names = INDEXED_STATISTICS if comparison.entity == "metric" else INDEXED_ATTRIBUTES
    name = comparison.statistic if comparison.entity == "metric" else comparison.key
    value = comparison.value
    if name not in names or comparison.operator not in RANGES:
        return nothing_known
    if comparison.operator == "=":
        return Interval(value, value)
    including = comparison.operator.endswith("=")
    if comparison.operator.startswith("<"):
        return nothing_known.below(value, including=including)
    return nothing_known.above(value, including=including)


def _heads(comparison: Comparison) -> Interval:
    if comparison.operator == "=":
        head = str(comparison.value)[:HEAD_LENGTH]
        return Interval(head, head)
    if comparison.operator != "LIKE":
        return Interval()
    start = _literal_start(str(comparison.value))[:HEAD_LENGTH]
    return Interval(start or None, _after_all_with(start), with_high=False)


def _is_exact(comparison: Comparison) -> bool:
    """Tell whether the index answers a comparison alone."""
    if comparison.entity == "metric":
        return comparison.statistic in INDEXED_STATISTICS and comparison.operator in RANGES
    if comparison.operator == "=":
        return len(str(comparison.value)) < HEAD_LENGTH
    return comparison.operator == "IS NOT NULL"


def _attribute_driver(comparison: Comparison, scope: Scope) -> Driver | None:
    column = RUN_ATTRIBUTES[comparison.key]
    if comparison.key == "run_id" and comparison.operator in ("=", "IN"):
        return Driver(runs, runs.c.id, (compared(column, comparison),), comparison)
    if comparison.key in INDEXED_ATTRIBUTES and comparison.operator in RANGES:
        return scope.driver(compared(column, comparison), covers=comparison)
    return None


def _test(
    comparison: Comparison,
    key_ids: KeyIds,
    run: ColumnElement[Any],
    is_there: Callable[..., Exists],
) -> ColumnElement[bool]:
    if comparison.entity == "attribute":
        return compared(unindexed(RUN_ATTRIBUTES[comparison.key]), comparison)
    if comparison.entity == "dataset":
        source, is_meant = _dataset_rows(comparison)
        return is_there(source, run_datasets.c.run == runs.c.id, is_meant)
    table = named(comparison.entity, "test")
    of_key = (table.c.run == run, table.c.key == key_ids(comparison.key))
    if comparison.operator == "IS NULL":
        return not_(is_there(table, *of_key))
    return is_there(table, *of_key, *_value_test(table, comparison))


def _value_test(table: FromClause, comparison: Comparison) -> tuple[ColumnElement[bool], ...]:
    if comparison.entity == "metric":
        return (compared(unindexed(table.c[STATISTICS[comparison.statistic]]), comparison),)
    if _is_exact(comparison):
        return index_bounds(table, comparison)
    return (compared(table.c.value, comparison),)


def of_run_and_key(table: FromClause, key: int | None) -> tuple[ColumnElement[bool], ...]:
    """Tie a row of ``series``, ``params`` or ``tags`` to the run at hand: its primary key."""
    return table.c.run == runs.c.id, table.c.key == key


def _dataset_rows(comparison: Comparison) -> tuple[FromClause, ColumnElement[bool]]:
    """Return the inputs of runs with what is compared, and the dataset's name, digest or context compared."""
    if comparison.key == "context":
        tagged = run_dataset_tags.c
        source = run_datasets.join(run_dataset_tags, tagged.run_dataset == run_datasets.c.id)
        return source, and_(tagged.key == CONTEXT_TAG, compared(tagged.value, comparison))
    source = run_datasets.join(datasets, datasets.c.id == run_datasets.c.dataset)
    return source, compared(datasets.c[comparison.key], comparison)


def _one_of(column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    if len(values) == 1:
        found: ColumnElement[bool] = column == values[0]
        return found
    if len(values) <= _MANY:
        return column.in_(values)
    # Numbers of experiments, written out: a statement names them several times, and variables are few.
    listed: BindParameter[Any] = bindparam(
        "listed", list(values), expanding=True, literal_execute=True, unique=True
    )
    return column.in_(listed)


def _literal_start(pattern: str) -> str:
    """Return what every text begins with that is LIKE the pattern."""
    for position, character in enumerate(pattern):
        if character in "%_":
            return pattern[:position]
    return pattern


def _after_all_with(start: str) -> str | None:
    """Return the least text that comes after all that begin with ``start``; None if there is none."""
    stem = start.rstrip(chr(_LAST_CHARACTER))
    if not stem:
        return None
    following = ord(stem[-1]) + 1
    if following in _SURROGATES:
        following = _SURROGATES.stop
    return stem[:-1] + chr(following)
