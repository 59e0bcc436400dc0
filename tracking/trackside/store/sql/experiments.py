"""Experiments in SQL."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from trackside.clock import now_ms
from trackside.entities import Experiment, ExperimentUse, LifecycleStage, PagedList, ViewType
from trackside.errors import AlreadyExists, InvalidParameter, NotFound
from trackside.search import parse_filter, parse_order_by
from trackside.store.limits import (
    MAX_EXPERIMENT_TAG_VALUE,
    checked_experiment_id,
    checked_experiment_name,
    checked_tags,
)
from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.changing import new_id, replace_rows
from trackside.store.sql.experiment_names import free_name, next_id
from trackside.store.sql.listing import MAX_PAGE, page_of, stages_of
from trackside.store.sql.plain_search import PlainTarget, filtered, ordered
from trackside.store.sql.tables import experiment_tags, experiments, runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trackside.store.sql.database import Transaction

_SEARCH = PlainTarget(
    columns={
        "name": experiments.c.name,
        "experiment_id": experiments.c.id,
        "creation_time": experiments.c.creation_time,
        "last_update_time": experiments.c.last_update_time,
    },
    tag_owner=experiment_tags.c.experiment_id,
    owner=experiments.c.id,
)

_is_run_of_its_stage = and_(
    runs.c.experiment_id == experiments.c.id,
    runs.c.lifecycle_stage == experiments.c.lifecycle_stage,
)


class SqlExperiments(Aggregate):
    """The experiments of a SQL store."""

    def create_experiment(
        self,
        name: str,
        artifact_location: str | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> str:
        checked_experiment_name(name)
        checked = checked_tags(tags, MAX_EXPERIMENT_TAG_VALUE, "experiment")
        with self._database.write() as transaction:
            return str(self._insert(transaction, name, artifact_location, checked))

    def _insert(
        self,
        transaction: Transaction,
        name: str,
        artifact_location: str | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> int:
        connection, now = transaction.connection, now_ms()
        free_name(transaction, name)
        try:
            with connection.begin_nested():
                result = connection.execute(
                    experiments.insert().values(
                        id=next_id(connection),
                        name=name,
                        artifact_location=(artifact_location or "").rstrip("/"),
                        lifecycle_stage=LifecycleStage.ACTIVE,
                        creation_time=now,
                        last_update_time=now,
                        revision=transaction.revision,
                    )
                )
        except IntegrityError:
            raise AlreadyExists(f"Experiment(name={name}) already exists.") from None
        experiment_id = new_id(result)
        if not artifact_location:
            connection.execute(
                update(experiments)
                .where(experiments.c.id == experiment_id)
                .values(artifact_location=f"{self._artifact_root}/{experiment_id}")
            )
        replace_rows(connection, experiment_tags, {"experiment_id": experiment_id}, tags or {})
        return experiment_id

    def get_experiment(self, experiment_id: str) -> Experiment:
        number = checked_experiment_id(experiment_id)
        with self._database.read() as connection:
            return _with_tags(connection, [_find(connection, number)])[0]

    def get_experiment_by_name(self, name: str) -> Experiment | None:
        with self._database.read() as connection:
            row = connection.execute(select(experiments).where(experiments.c.name == name)).first()
            return _with_tags(connection, [row])[0] if row else None

    def search_experiments(
        self,
        view_type: int = ViewType.ACTIVE_ONLY,
        max_results: int = 1000,
        filter_string: str | None = None,
        order_by: Sequence[str] | None = None,
        page_token: str | None = None,
    ) -> PagedList[Experiment]:
        query = filtered(
            select(experiments).where(experiments.c.lifecycle_stage.in_(stages_of(view_type))),
            _SEARCH,
            parse_filter(filter_string, "experiments"),
        )
        query = ordered(
            query,
            _SEARCH,
            parse_order_by(order_by, "experiments"),
            default=(experiments.c.creation_time.desc(),),
        ).order_by(experiments.c.id)
        with self._database.read() as connection:
            page = page_of(connection, query, max_results, page_token, MAX_PAGE)
            return PagedList(_with_tags(connection, page), page.token)

    def recent_experiments(
        self,
        view_type: int = ViewType.ACTIVE_ONLY,
        name_part: str = "",
        max_results: int = 1000,
        page_token: str | None = None,
    ) -> PagedList[ExperimentUse]:
        # Looked up per experiment in ix_runs_listing, which takes far less than grouping all runs.
        last_start = (
            select(func.max(runs.c.start_time)).where(_is_run_of_its_stage).scalar_subquery()
        )
        used = func.coalesce(last_start, experiments.c.creation_time)
        query = (
            select(experiments, last_start.label("last_start"))
            .where(experiments.c.lifecycle_stage.in_(stages_of(view_type)))
            .order_by(used.desc(), experiments.c.id.desc())
        )
        if name_part:
            query = query.where(experiments.c.name.icontains(name_part, autoescape=True))
        with self._database.read() as connection:
            page = page_of(connection, query, max_results, page_token, MAX_PAGE)
            counts = _run_counts(connection, page)
            found = zip(_with_tags(connection, page), page, strict=True)
            return PagedList(
                (ExperimentUse(each, counts.get(row.id, 0), row.last_start) for each, row in found),
                page.token,
            )

    def rename_experiment(self, experiment_id: str, new_name: str) -> None:
        checked_experiment_name(new_name)
        with self._database.write() as transaction:
            row = active_experiment(transaction.connection, checked_experiment_id(experiment_id))
            free_name(transaction, new_name)
            try:
                self._change(transaction, row.id, name=new_name)
            except IntegrityError:
                raise AlreadyExists(f"Experiment(name={new_name}) already exists.") from None

    def delete_experiment(self, experiment_id: str) -> None:
        with self._database.write() as transaction:
            row = _find(transaction.connection, checked_experiment_id(experiment_id))
            if row.lifecycle_stage != LifecycleStage.ACTIVE:
                raise NotFound(
                    f"No active Experiment with id={row.id} exists: {row.name!r} was deleted before."
                )
            self._change(transaction, row.id, lifecycle_stage=LifecycleStage.DELETED)
            _move_runs(transaction, row.id, LifecycleStage.ACTIVE, LifecycleStage.DELETED)

    def restore_experiment(self, experiment_id: str) -> None:
        with self._database.write() as transaction:
            row = _find(transaction.connection, checked_experiment_id(experiment_id))
            if row.lifecycle_stage != LifecycleStage.DELETED:
                raise NotFound(f"Could not find deleted experiment with ID {experiment_id}")
            self._change(transaction, row.id, lifecycle_stage=LifecycleStage.ACTIVE)
            _move_runs(transaction, row.id, LifecycleStage.DELETED, LifecycleStage.ACTIVE)

    def set_experiment_tags(self, experiment_id: str, tags: Mapping[str, str]) -> None:
        checked = checked_tags(tags, MAX_EXPERIMENT_TAG_VALUE, "experiment")
        with self._database.write() as transaction:
            row = active_experiment(transaction.connection, checked_experiment_id(experiment_id))
            replace_rows(
                transaction.connection, experiment_tags, {"experiment_id": row.id}, checked
            )
            self._change(transaction, row.id)

    def delete_experiment_tag(self, experiment_id: str, key: str) -> None:
        with self._database.write() as transaction:
            row = active_experiment(transaction.connection, checked_experiment_id(experiment_id))
            result = transaction.connection.execute(
                delete(experiment_tags).where(
                    experiment_tags.c.experiment_id == row.id, experiment_tags.c.key == key
                )
            )
            if not result.rowcount:
                raise NotFound(f"No tag with name {key!r} in experiment with ID {experiment_id!r}.")
            self._change(transaction, row.id)

    @staticmethod
    def _change(transaction: Transaction, number: int, **values: Any) -> None:
        transaction.connection.execute(
            update(experiments)
            .where(experiments.c.id == number)
            .values(revision=transaction.revision, last_update_time=now_ms(), **values)
        )


def active_experiment(connection: Connection, number: int) -> Row[Any]:
    """Return the row of an experiment that may be changed."""
    row = _find(connection, number)
    if row.lifecycle_stage != LifecycleStage.ACTIVE:
        raise InvalidParameter(
            f"The experiment {number} ({row.name!r}) must be in the 'active' state. Current state is "
            f"{row.lifecycle_stage!r}; restore_experiment({str(number)!r}) takes it out of the bin."
        )
    return row


def _find(connection: Connection, number: int) -> Row[Any]:
    row = connection.execute(select(experiments).where(experiments.c.id == number)).first()
    if row is None:
        raise NotFound(f"No Experiment with id={number} exists")
    return row


def _run_counts(connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, int]:
    query = (
        select(experiments.c.id, func.count())
        .join(runs, _is_run_of_its_stage)
        .where(experiments.c.id.in_([row.id for row in rows]))
        .group_by(experiments.c.id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _with_tags(connection: Connection, rows: Sequence[Row[Any]]) -> list[Experiment]:
    tags: dict[int, dict[str, str]] = defaultdict(dict)
    query = select(experiment_tags).where(
        experiment_tags.c.experiment_id.in_([row.id for row in rows])
    )
    for tag in connection.execute(query):
        tags[tag.experiment_id][tag.key] = tag.value
    return [
        Experiment(
            experiment_id=str(row.id),
            name=row.name,
            artifact_location=row.artifact_location,
            lifecycle_stage=row.lifecycle_stage,
            tags=tags[row.id],
            creation_time=row.creation_time,
            last_update_time=row.last_update_time,
        )
        for row in rows
    ]


def _move_runs(transaction: Transaction, experiment_id: int, source: str, target: str) -> None:
    """Bin an experiment's runs with it, or take back those that were binned with it.

    Runs deleted one by one have their own ``deleted_time`` and stay in the bin; those binned with
    the experiment have none.
    """
    transaction.connection.execute(
        update(runs)
        .where(
            runs.c.experiment_id == experiment_id,
            runs.c.lifecycle_stage == source,
            runs.c.deleted_time.is_(None),
        )
        .values(lifecycle_stage=target, revision=transaction.revision)
    )
