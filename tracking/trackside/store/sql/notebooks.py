"""Notebooks and their experiments in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, or_, select, update

from trackside.entities import LifecycleStage, Notebook, default_experiment_name
from trackside.store.limits import checked_experiment_id, checked_experiment_name
from trackside.store.sql.experiments import SqlExperiments
from trackside.store.sql.tables import experiments, notebooks

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from trackside.store.sql.database import Transaction


class SqlNotebooks(SqlExperiments):
    """The notebooks of a SQL store."""

    def get_notebook(self, path: str) -> Notebook | None:
        with self._database.read() as connection:
            row = connection.execute(select(notebooks).where(notebooks.c.path == path)).first()
        if row is None:
            return None
        return Notebook(path, _text(row.experiment_id), _text(row.last_experiment_id))

    def open_notebook(self, path: str) -> str:
        checked_experiment_name(default_experiment_name(path))
        with self._database.read() as connection:
            found = _active_home(connection, path)
        if found is None:
            with self._database.write() as transaction:
                found = _active_home(transaction.connection, path)
                if found is None:
                    found = self._find_or_make_home(transaction, path)
                    _put(transaction.connection, path, experiment_id=found)
        return str(found)

    def _find_or_make_home(self, transaction: Transaction, path: str) -> int:
        """Return an experiment for the notebook: the active one of its name if nobody else's, else a new one.

        A name that belongs to another notebook is passed over by numbering: the notebook must be
        able to log whatever happened to its name.
        """
        name, number = default_experiment_name(path), 1
        while True:
            candidate = name if number == 1 else f"{name} ({number})"
            row = transaction.connection.execute(
                select(experiments.c.id, experiments.c.lifecycle_stage, notebooks.c.path)
                .outerjoin(notebooks, notebooks.c.experiment_id == experiments.c.id)
                .where(experiments.c.name == candidate)
            ).first()
            if row is None or row.lifecycle_stage == LifecycleStage.DELETED:
                return self._insert(transaction, candidate)
            if row.path in (None, path):
                return int(row.id)
            number += 1

    def note_notebook_logged(self, path: str, experiment_id: str) -> None:
        number = checked_experiment_id(experiment_id)
        with self._database.read() as connection:
            row = connection.execute(select(notebooks).where(notebooks.c.path == path)).first()
        if row is not None and row.last_experiment_id == number:
            return
        with self._database.write() as transaction:
            _put(transaction.connection, path, last_experiment_id=number)
            # The panel that shows this notebook must look again.
            self._change(transaction, number)

    def move_notebooks(self, old_path: str, new_path: str) -> None:
        with self._database.read() as connection:
            if not _below(connection, old_path):
                return
        with self._database.write() as transaction:
            for row in _below(transaction.connection, old_path):
                self._move(transaction, row, new_path + row.path.removeprefix(old_path))

    def _move(self, transaction: Transaction, row: Row[Any], path: str) -> None:
        connection = transaction.connection
        # What was at the new path was overwritten by the rename.
        connection.execute(delete(notebooks).where(notebooks.c.path == path))
        connection.execute(update(notebooks).where(notebooks.c.path == row.path).values(path=path))
        home = connection.execute(
            select(experiments).where(experiments.c.id == row.experiment_id)
        ).first()
        if home is None:
            return
        name = default_experiment_name(path)
        is_free = (
            connection.execute(select(experiments.c.id).where(experiments.c.name == name)).first()
            is None
        )
        follows = home.name == default_experiment_name(row.path) and is_free
        self._change(transaction, home.id, **({"name": name} if follows else {}))


def _active_home(connection: Connection, path: str) -> int | None:
    return connection.execute(
        select(experiments.c.id)
        .join(notebooks, notebooks.c.experiment_id == experiments.c.id)
        .where(notebooks.c.path == path, experiments.c.lifecycle_stage == LifecycleStage.ACTIVE)
    ).scalar()


def _below(connection: Connection, path: str) -> list[Row[Any]]:
    """Return the notebook at ``path``, or those in the folder ``path``."""
    return list(
        connection.execute(
            select(notebooks).where(
                or_(
                    notebooks.c.path == path,
                    notebooks.c.path.startswith(f"{path}/", autoescape=True),
                )
            )
        )
    )


def _put(connection: Connection, path: str, **values: int) -> None:
    changed = connection.execute(update(notebooks).where(notebooks.c.path == path).values(**values))
    if not changed.rowcount:
        connection.execute(notebooks.insert().values(path=path, **values))


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
