"""What lies in the bin, what goes along with it, and what of it has to stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Select, func, literal, select

from trackside.entities import LifecycleStage
from trackside.errors import InvalidParameter, NotFound
from trackside.store.base import DEFAULT_EXPERIMENT_ID
from trackside.store.lifecycle import Binned
from trackside.store.sql.chunks import chunked
from trackside.store.sql.needs import Needs, active_users
from trackside.store.sql.tables import experiments, logged_models, runs, series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from trackside.store.lifecycle import BinChoice, BinnedKind

# In the order of Binned's fields; what went with its experiment has no time of its own.
_RUNS = (
    select(
        literal("run").label("kind"),
        runs.c.run_id.label("id"),
        runs.c.name,
        runs.c.experiment_id,
        func.coalesce(runs.c.deleted_time, experiments.c.last_update_time).label("binned_at"),
        runs.c.artifact_uri,
        literal(None).label("made_by"),
        runs.c.lifecycle_stage,
        select(func.coalesce(func.sum(series.c.points), 0))
        .where(series.c.run == runs.c.id)
        .scalar_subquery()
        .label("points"),
    )
    .join(experiments, experiments.c.id == runs.c.experiment_id)
    .order_by(runs.c.id)
)
_MODELS = (
    select(
        literal("model").label("kind"),
        logged_models.c.model_id.label("id"),
        logged_models.c.name,
        logged_models.c.experiment_id,
        func.coalesce(logged_models.c.deleted_time, experiments.c.last_update_time).label(
            "binned_at"
        ),
        logged_models.c.artifact_location.label("artifact_uri"),
        logged_models.c.source_run_id.label("made_by"),
        logged_models.c.lifecycle_stage,
        literal(0).label("points"),
    )
    .join(experiments, experiments.c.id == logged_models.c.experiment_id)
    .order_by(logged_models.c.id)
)
_EXPERIMENTS = select(
    literal("experiment").label("kind"),
    experiments.c.id,
    experiments.c.name,
    experiments.c.id.label("experiment_id"),
    experiments.c.last_update_time.label("binned_at"),
    literal("").label("artifact_uri"),
    literal(None).label("made_by"),
    experiments.c.lifecycle_stage,
    literal(0).label("points"),
).order_by(experiments.c.id)

_KINDS: Mapping[BinnedKind, tuple[Select[Any], Column[Any], Column[Any]]] = {
    "run": (_RUNS, runs.c.run_id, runs.c.lifecycle_stage),
    "model": (_MODELS, logged_models.c.model_id, logged_models.c.lifecycle_stage),
    "experiment": (_EXPERIMENTS, experiments.c.id, experiments.c.lifecycle_stage),
}
_NAMES: Mapping[BinnedKind, str] = {
    "run": "run",
    "model": "logged model",
    "experiment": "experiment",
}


def chosen_things(connection: Connection, choice: BinChoice) -> list[Binned]:
    """Return what a choice means, with what goes along; raises for ids that cannot be meant."""
    by_kind: Mapping[BinnedKind, Sequence[str]] = {
        "run": choice.run_ids,
        "model": choice.model_ids,
        "experiment": choice.experiment_ids,
    }
    found: list[Binned] = []
    for kind, ids in by_kind.items():
        if choice.is_everything:
            rows = connection.execute(
                _KINDS[kind][0].where(_KINDS[kind][2] == LifecycleStage.DELETED)
            )
            limit = choice.binned_before
            found += [_thing(row) for row in rows if limit is None or row.binned_at <= limit]
        elif ids:
            found += _checked(connection, kind, ids, choice.binned_before)
    return _with_what_goes_along(connection, found)


def things_again(connection: Connection, things: Sequence[Binned]) -> list[Binned]:
    """Return what of this is still in the bin, with what goes along."""
    found = [
        _thing(row)
        for kind in _KINDS
        for row in _rows(connection, kind, [thing.id for thing in _of(things, kind)])
        if row.lifecycle_stage == LifecycleStage.DELETED
    ]
    return _with_what_goes_along(connection, found)


def _with_what_goes_along(connection: Connection, things: Sequence[Binned]) -> list[Binned]:
    """Add the runs and models of experiments, and the models that runs made; runs come first."""
    inside = [int(thing.id) for thing in things if thing.kind == "experiment"]
    found = {(thing.kind, thing.id): thing for thing in things}

    def add(query: Select[Any], column: Column[Any], owners: Sequence[Any]) -> None:
        for chunk in chunked(owners):
            for row in connection.execute(query.where(column.in_(chunk))):
                found.setdefault((row.kind, row.id), _thing(row))

    add(_RUNS.where(runs.c.lifecycle_stage == LifecycleStage.DELETED), runs.c.experiment_id, inside)
    made_by = [name for kind, name in found if kind == "run"]
    add(_MODELS, logged_models.c.experiment_id, inside)
    add(_MODELS, logged_models.c.source_run_id, made_by)
    order = list(_KINDS)
    return sorted(found.values(), key=lambda thing: order.index(thing.kind))


def judged(connection: Connection, things: Sequence[Binned]) -> list[Binned]:
    """Return the same things, each that has to stay with the reason."""
    reasons: dict[tuple[str, str], str] = {}
    _keep_what_is_needed(connection, things, reasons)
    going = [thing for thing in things if (thing.kind, thing.id) not in reasons]
    for experiment in _of(things, "experiment"):
        reason = _reason_of_experiment(connection, experiment, going)
        if reason:
            reasons["experiment", experiment.id] = reason
    _keep_what_goes_with_nothing(things, reasons)
    return [replace(thing, kept_because=reasons.get((thing.kind, thing.id))) for thing in things]


def _keep_what_is_needed(
    connection: Connection, things: Sequence[Binned], reasons: dict[tuple[str, str], str]
) -> None:
    """Note the models and runs whose files somebody needs, and the runs that made such models."""
    needs = Needs(connection)
    users = active_users(connection, [model.id for model in _of(things, "model")])
    for run in _of(things, "run"):
        who = needs.of_run(run.id, run.artifact_uri)
        if who:
            reasons["run", run.id] = f"{who} needs its files"
    for model in _of(things, "model"):
        who = needs.of_model(model.id, model.artifact_uri)
        if who is None and model.id in users:
            who = f"the active run {users[model.id]}"
        if who is None:
            continue
        reasons["model", model.id] = f"{who} needs its files"
        if model.made_by:
            reasons.setdefault(("run", model.made_by), f"{who} needs its model {model.id}")


def _keep_what_goes_with_nothing(
    things: Sequence[Binned], reasons: dict[tuple[str, str], str]
) -> None:
    """Note the models that are not in the bin, and whose run or experiment is there but has to stay."""
    owners = {(thing.kind, thing.id) for thing in things} - reasons.keys()
    for model in _of(things, "model"):
        of_run, of_experiment = ("run", model.made_by), ("experiment", model.experiment_id)
        if not model.is_along or ("model", model.id) in reasons:
            continue
        if of_run in reasons:
            reasons["model", model.id] = f"its run {model.made_by} is kept"
        elif of_run not in owners and of_experiment not in owners:
            reasons["model", model.id] = f"its experiment {model.experiment_id} is kept"


def _reason_of_experiment(
    connection: Connection, experiment: Binned, going: Iterable[Binned]
) -> str | None:
    if experiment.id == DEFAULT_EXPERIMENT_ID:
        return "it takes the runs that name no experiment"
    gone = {(thing.kind, thing.id) for thing in going}
    number = int(experiment.id)
    inside: Sequence[tuple[BinnedKind, Column[Any], Column[Any]]] = (
        ("run", runs.c.run_id, runs.c.experiment_id),
        ("model", logged_models.c.model_id, logged_models.c.experiment_id),
    )
    for kind, id_column, owner in inside:
        for name in connection.execute(select(id_column).where(owner == number)).scalars():
            if (kind, name) not in gone:
                return f"it holds the {_NAMES[kind]} {name}"
    return None


def _checked(
    connection: Connection, kind: BinnedKind, ids: Sequence[str], limit: int | None
) -> list[Binned]:
    rows = {str(row.id): row for row in _rows(connection, kind, ids)}
    what = _NAMES[kind]
    for name in ids:
        row = rows.get(str(name))
        if row is None:
            raise NotFound(f"There is no {what} {name!r} to delete for good.")
        if row.lifecycle_stage != LifecycleStage.DELETED:
            raise InvalidParameter(
                f"The {what} {name!r} is not in the bin; only what was deleted can be deleted for good."
            )
        if limit is not None and row.binned_at > limit:
            raise InvalidParameter(
                f"The {what} {name!r} has not been in the bin for as long as asked for; leave it out, or the age."
            )
    return [_thing(row) for row in rows.values()]


def _rows(connection: Connection, kind: BinnedKind, ids: Sequence[str]) -> list[Row[Any]]:
    query, column, _ = _KINDS[kind]
    keys = [int(number) for number in ids] if kind == "experiment" else list(ids)
    return [
        row for chunk in chunked(keys) for row in connection.execute(query.where(column.in_(chunk)))
    ]


def _thing(row: Row[Any]) -> Binned:
    return Binned(
        row.kind,
        str(row.id),
        row.name,
        str(row.experiment_id),
        row.binned_at,
        row.artifact_uri,
        row.made_by,
        row.lifecycle_stage != LifecycleStage.DELETED,
        int(row.points),
    )


def _of(things: Iterable[Binned], kind: BinnedKind) -> list[Binned]:
    return [thing for thing in things if thing.kind == kind]
