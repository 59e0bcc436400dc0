"""Write rows into a MLflow database: add what is new, change what differs, touch nothing else."""

from __future__ import annotations

import math
import uuid
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import String, and_, create_engine, func, make_url, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from trackside.entities import History
from trackside.errors import InvalidParameter, StoreUnavailable
from trackside.interop.mlflow_schema import MlflowSchema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Table

    from trackside.entities import Dataset

_WORKSPACE = "default"
_ROWS_AT_ONCE = 50_000
_MAX_EXPERIMENT_ID = 2**31 - 1


class MlflowTarget:
    """A MLflow database to write to."""

    def __init__(self, url: str) -> None:
        """Open the database, having MLflow make its tables if there are none.

        Raises ``InvalidParameter`` if that takes a ``mlflow`` which is not installed.
        """
        self._url = make_url(url)
        self._engine = create_engine(url)
        self.cut = 0
        """How many texts had to be cut to the length of their column."""
        self.without_table: Counter[str] = Counter()
        """What an older MLflow has no table for."""
        try:
            with self._engine.connect() as connection:
                has_tables = self._engine.dialect.has_table(connection, "experiments")
            if not has_tables:
                make_tables(url, self.address)
            with self._engine.connect() as connection:
                self._schema = MlflowSchema(connection, self.address)
        except SQLAlchemyError as error:
            self.close()
            cause = getattr(error, "orig", None) or error
            raise StoreUnavailable(
                f"The database {self.address!r} cannot be used: {cause}."
            ) from error
        self._writing: Connection | None = None

    @property
    def address(self) -> str:
        """The URL without its password."""
        return self._url.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether the database takes texts of any length."""
        return self._engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make what is written in between one transaction."""
        try:
            with self._engine.begin() as connection:
                self._writing = connection
                yield
        except SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            raise StoreUnavailable(
                f"The database {self.address!r} cannot be written: {cause}."
            ) from error
        finally:
            self._writing = None

    def has(self, table: str) -> bool:
        """Say whether this MLflow has such a table."""
        return self._schema.has(table)

    def find(self, table: str, key: Mapping[str, Any], column: str) -> Any:
        """Return a column of the row with this key; None if there is none."""
        found = self._schema.table(table)
        return self._connection.execute(select(found.c[column]).where(_is(found, key))).scalar()

    def add(self, table: str, values: Mapping[str, Any]) -> None:
        """Add a row."""
        found = self._schema.table(table)
        self._connection.execute(found.insert().values(self._fitted(found, values)))

    def change(self, table: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Change a row where it differs; says whether it did."""
        found = self._schema.table(table)
        wanted = self._fitted(found, values)
        names = [name for name in wanted if name not in key and name in values]
        row = self._connection.execute(
            select(*(found.c[name] for name in names)).where(_is(found, key))
        ).one()
        changed = {
            name: wanted[name] for name, old in zip(names, row, strict=True) if old != wanted[name]
        }
        if changed:
            self._connection.execute(update(found).where(_is(found, key)).values(changed))
        return bool(changed)

    def put(self, table: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Add a row, or change it where it differs; says whether anything did."""
        if not self._schema.has(table):
            self.without_table[table.replace("_", " ")] += 1
            return False
        found = self._schema.table(table)
        known = self._connection.execute(
            select(func.count()).select_from(found).where(_is(found, key))
        ).scalar_one()
        if known:
            return self.change(table, key, values)
        self.add(table, {**key, **values})
        return True

    def put_texts(self, table: str, key: Mapping[str, Any], values: Mapping[str, str]) -> bool:
        """Set ``key``/``value`` rows of an owner; says whether anything differed."""
        if not self._schema.has(table):
            self.without_table[table.replace("_", " ")] += len(values)
            return False
        found = self._schema.table(table)
        query = select(found.c.key, found.c.value).where(_is(found, key))
        present = {row.key: row.value for row in self._connection.execute(query)}
        rows = [
            self._fitted(found, {**key, "key": name, "value": value})
            for name, value in values.items()
        ]
        new = [row for row in rows if present.get(row["key"]) != row["value"]]
        for row in new:
            if row["key"] in present:
                self._connection.execute(
                    found.delete().where(_is(found, key), found.c.key == row["key"])
                )
        if new:
            self._connection.execute(found.insert(), new)
        return bool(new)

    def put_rows(
        self, table: str, key: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
    ) -> bool:
        """Make these the rows of an owner, if they are not; says whether they were not."""
        found = self._schema.table(table)
        fitted = [self._fitted(found, {**key, **row}) for row in rows]
        names = list(fitted[0]) if fitted else []
        present = (
            self._connection.execute(
                select(*(found.c[name] for name in names)).where(_is(found, key))
            ).all()
            if names
            else []
        )
        old = Counter(map(repr, (tuple(row) for row in present)))
        if old == Counter(repr(tuple(row.values())) for row in fitted):
            return False
        self._connection.execute(found.delete().where(_is(found, key)))
        self._connection.execute(found.insert(), fitted)
        return True

    def free_experiment_id(self, wanted: str) -> int:
        """Return the id wanted, or a new one if it is taken or too long for MLflow's column."""
        table = self._schema.table("experiments")
        number = int(wanted)
        is_taken = self.find("experiments", {"experiment_id": number}, "experiment_id") is not None
        if is_taken or number > _MAX_EXPERIMENT_ID:
            greatest = self._connection.execute(select(func.max(table.c.experiment_id))).scalar()
            number = (greatest or 0) + 1
        if self._engine.dialect.name == "postgresql":
            # The next experiment that MLflow makes gets another one.
            self._connection.execute(
                text(
                    "SELECT setval(pg_get_serial_sequence('experiments', 'experiment_id'), "
                    "GREATEST(:number, (SELECT MAX(experiment_id) FROM experiments), 1))"
                ),
                {"number": number},
            )
        return number

    def dataset(self, experiment_id: int, dataset: Dataset) -> str:
        """Return MLflow's id of a dataset, adding it if it is new."""
        key = {"experiment_id": experiment_id, "name": dataset.name, "digest": dataset.digest}
        found = self.find("datasets", key, "dataset_uuid")
        if found is None:
            found = uuid.uuid4().hex
            values = {
                "dataset_uuid": found,
                "dataset_source_type": dataset.source_type,
                "dataset_source": dataset.source,
                "dataset_schema": dataset.schema,
                "dataset_profile": dataset.profile,
            }
            self.add("datasets", {**key, **values})
        return str(found)

    def link(
        self,
        source_type: str,
        source_id: str,
        destination_type: str,
        destination_id: str,
        *,
        step: int = 0,
        tags: Mapping[str, str] | None = None,
    ) -> bool:
        """Link two things; says whether they were not linked before."""
        key = {
            "source_type": source_type,
            "source_id": source_id,
            "destination_type": destination_type,
            "destination_id": destination_id,
        }
        if self.find("inputs", key, "input_uuid") is not None:
            return False
        link = uuid.uuid4().hex
        self.add("inputs", {**key, "input_uuid": link, "step": step})
        for name, value in (tags or {}).items():
            self.add("input_tags", {"input_uuid": link, "name": name, "value": value})
        return True

    def history(self, run_id: str, key: str) -> History:
        """Return a whole series."""
        table = self._schema.table("metrics")
        query = select(table.c.step, table.c.timestamp, table.c.value, table.c.is_nan).where(
            table.c.run_uuid == run_id, table.c.key == key
        )
        rows = self._connection.execute(query).all()
        values = [math.nan if row[3] else row[2] for row in rows]
        steps, timestamps = (np.array([row[place] for row in rows], np.int64) for place in (0, 1))
        return History(run_id, key, steps, timestamps, np.array(values, np.float64))

    def add_points(self, history: History) -> None:
        """Add points that are not there, and bring the latest one up to date."""
        table, latest = self._schema.table("metrics"), self._schema.table("latest_metrics")
        is_nan = np.isnan(history.values)
        owner = {"run_uuid": history.run_id, "key": history.key}
        columns = (
            history.steps.tolist(),
            history.timestamps.tolist(),
            np.where(is_nan, 0.0, history.values).tolist(),
            is_nan.tolist(),
        )
        points = [
            {**owner, "step": step, "timestamp": at, "value": value, "is_nan": flag}
            for step, at, value, flag in zip(*columns, strict=True)
        ]
        for start in range(0, len(points), _ROWS_AT_ONCE):
            self._connection.execute(table.insert(), points[start : start + _ROWS_AT_ONCE])
        newest = self._connection.execute(
            select(*(table.c[name] for name in points[0]))
            .where(_is(table, owner))
            .order_by(table.c.step.desc(), table.c.timestamp.desc(), table.c.value.desc())
            .limit(1)
        ).one()
        self._connection.execute(latest.delete().where(_is(latest, owner)))
        self._connection.execute(latest.insert().values(dict(newest._mapping)))  # noqa: SLF001 (public in SQLAlchemy)

    def in_workspace(self, table: str, key: Mapping[str, Any]) -> dict[str, Any]:
        """Return a key with the workspace, if this MLflow has them."""
        has_them = "workspace" in self._schema.table(table).c
        return {**key, "workspace": _WORKSPACE} if has_them else dict(key)

    @property
    def _connection(self) -> Connection:
        if self._writing is None:
            raise AssertionError("outside of a transaction")
        return self._writing

    def _fitted(self, table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what of a row the table has columns for, cut to their length."""
        fitted = {}
        for name, value in self.in_workspace_values(table, values).items():
            kind = table.c[name].type
            length = kind.length if isinstance(kind, String) else None
            if isinstance(value, str) and length and len(value) > length and not self.is_sqlite:
                self.cut += 1
                fitted[name] = value[:length]
            else:
                fitted[name] = value
        return fitted

    @staticmethod
    def in_workspace_values(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values that the table has columns for, with the workspace if it needs one."""
        known = {name: value for name, value in values.items() if name in table.c}
        if "workspace" in table.c:
            known.setdefault("workspace", _WORKSPACE)
        return known


def make_tables(url: str, shown_url: str) -> None:
    """Have the installed MLflow make its tables; raises ``InvalidParameter`` if none is installed."""
    try:
        from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
    except ImportError as error:
        raise InvalidParameter(
            f"The database {shown_url!r} has no tables yet, and MLflow makes its own: install it here (pip "
            "install mlflow), or start 'mlflow server' on that database once."
        ) from error
    make: Callable[[str, str], object] = SqlAlchemyStore
    make(url, "mlartifacts")


def _is(table: Table, key: Mapping[str, Any]) -> ColumnElement[bool]:
    """Return the condition that a row has this key; what an older table does not have is left out."""
    return and_(*(table.c[name] == value for name, value in key.items() if name in table.c))
