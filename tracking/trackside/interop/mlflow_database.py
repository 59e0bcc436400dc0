"""Read a MLflow database, of whichever of its versions."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import numpy as np
from sqlalchemy import create_engine, func, make_url, select
from sqlalchemy import table as plain_table
from sqlalchemy.exc import SQLAlchemyError

from trackside.artifacts.local_uri import uri_scheme
from trackside.artifacts.repository import repository_for
from trackside.context.tags import RUN_NAME, SOURCE_NAME, SOURCE_TYPE
from trackside.entities import Experiment, LifecycleStage, Run, RunData, RunInfo
from trackside.errors import InvalidParameter, StoreUnavailable
from trackside.interop.found import FoundRun
from trackside.interop.mlflow_database_inputs import lineage_of
from trackside.interop.mlflow_database_models import found_models, found_registry
from trackside.interop.mlflow_schema import NOT_CARRIED, MlflowSchema, in_workspace
from trackside.interop.series import split_by_key
from trackside.store.sql.chunks import chunked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from sqlalchemy import Engine, Row

    from trackside.artifacts.repository import ArtifactRepository
    from trackside.entities import History
    from trackside.interop.found import FoundModel, FoundRegistered

_RUNS_AT_ONCE = 200
_ROWS_AT_ONCE = 100_000
_RUN = (
    *("run_uuid", "name", "user_id", "status", "start_time", "end_time", "lifecycle_stage"),
    *("artifact_uri", "experiment_id", "deleted_time", "source_name", "source_type"),
)


class MlflowDatabase:
    """A MLflow database as a source; see :class:`trackside.interop.found.Source`.

    What is read is one state: others may log meanwhile.
    """

    def __init__(self, url: str) -> None:
        """Open the database read-only; raises ``InvalidParameter`` if it is not MLflow's."""
        self._url = make_url(url)
        self._engine = _engine(url)
        try:
            self._connection = self._engine.connect()
            self._schema = MlflowSchema(self._connection, self.address)
        except SQLAlchemyError as error:
            self._engine.dispose()
            cause = getattr(error, "orig", None) or error
            raise StoreUnavailable(
                f"The database {self.address!r} cannot be read: {cause}."
            ) from error
        except BaseException:
            self._engine.dispose()
            raise

    @property
    def address(self) -> str:
        """The URL without its password."""
        return self._url.render_as_string(hide_password=True)

    @property
    def schema_version(self) -> str | None:
        """Alembic's revision of the tables."""
        return self._schema.version

    def experiments(self) -> list[Experiment]:
        """Return all experiments; those of a workspace have its name before theirs."""
        tags: dict[int, dict[str, str]] = defaultdict(dict)
        if self._schema.has("experiment_tags"):
            for row in self._rows("experiment_tags", ("experiment_id", "key", "value")):
                tags[row.experiment_id][row.key] = row.value or ""
        columns = ("name", "artifact_location", "lifecycle_stage", "workspace")
        times = ("creation_time", "last_update_time")
        return [
            Experiment(
                experiment_id=str(row.experiment_id),
                name=in_workspace(row.name, row.workspace, "/"),
                artifact_location=self._absolute(row.artifact_location or ""),
                lifecycle_stage=row.lifecycle_stage or LifecycleStage.ACTIVE,
                tags=tags[row.experiment_id],
                creation_time=row.creation_time,
                last_update_time=row.last_update_time,
            )
            for row in sorted(
                self._rows("experiments", ("experiment_id", *columns, *times)),
                key=attrgetter("experiment_id"),
            )
        ]

    def count_runs(self) -> int:
        """Return how many runs there are."""
        query = select(func.count()).select_from(self._schema.table("runs"))
        return int(self._connection.execute(query).scalar_one())

    def runs(self, experiment_id: str) -> Iterator[Sequence[FoundRun]]:
        """Give the runs of an experiment, the oldest first."""
        table = self._schema.table("runs")
        query = self._schema.select("runs", _RUN).where(table.c.experiment_id == int(experiment_id))
        rows = self._connection.execute(query.order_by(table.c.start_time, table.c.run_uuid)).all()
        for start in range(0, len(rows), _RUNS_AT_ONCE):
            yield self._loaded(rows[start : start + _RUNS_AT_ONCE])

    def histories(self, wanted: Mapping[str, Sequence[str]]) -> Iterator[History]:
        """Give whole series; a run's points are read in one stretch and taken apart here."""
        table = self._schema.table("metrics")
        names = ("key", "step", "timestamp", "value", "is_nan")
        for run_id, keys in wanted.items():
            places = {key: number for number, key in enumerate(keys)}
            query = self._schema.select("metrics", names).where(table.c.run_uuid == run_id)
            result = self._connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query)
            parts = [_as_arrays(rows, places) for rows in result.partitions(_ROWS_AT_ONCE)]
            if parts:
                columns = (np.concatenate(column) for column in zip(*parts, strict=True))
                points = list(columns)
                yield from split_by_key(run_id, list(keys), *points)

    def logged_models(self, experiment_id: str) -> Iterator[FoundModel]:
        """Give the logged models of an experiment."""
        return found_models(self._connection, self._schema, experiment_id, self._absolute)

    def registered_models(self) -> Iterator[FoundRegistered]:
        """Give the registry."""
        return found_registry(self._connection, self._schema)

    def artifacts(self, uri: str) -> ArtifactRepository:
        """Return the repository at a URI."""
        return repository_for(uri)

    def left_out(self) -> Mapping[str, int]:
        """Count the rows of the tables that have no counterpart."""
        found = {}
        for table, what in NOT_CARRIED.items():
            if self._schema.has(table):
                query = select(func.count()).select_from(plain_table(table))
                count = int(self._connection.execute(query).scalar_one())
                if count:
                    found[what] = count
        return found

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
        self._engine.dispose()

    def _rows(self, table: str, names: Sequence[str]) -> Sequence[Row[Any]]:
        return self._connection.execute(self._schema.select(table, names)).all()

    def _of_runs(self, table: str, names: Sequence[str], run_ids: Sequence[str]) -> Iterator[Any]:
        """Give the rows of a table that belong to these runs."""
        if not self._schema.has(table):
            return
        run = self._schema.table(table).c.run_uuid
        for chunk in chunked(run_ids):
            query = self._schema.select(table, ("run_uuid", *names)).where(run.in_(chunk))
            yield from self._connection.execute(query)

    def _loaded(self, rows: Sequence[Row[Any]]) -> list[FoundRun]:
        ids = [row.run_uuid for row in rows]
        params = _texts(self._of_runs("params", ("key", "value"), ids))
        tags = _texts(self._of_runs("tags", ("key", "value"), ids))
        lineage = lineage_of(self._connection, self._schema, ids)
        points = self._count_points(ids)
        return [
            FoundRun(
                Run(
                    self._info(row, tags[row.run_uuid]),
                    RunData({}, params[row.run_uuid], tags[row.run_uuid]),
                    *lineage[row.run_uuid],
                ),
                points[row.run_uuid],
                row.deleted_time,
            )
            for row in rows
        ]

    def _info(self, row: Row[Any], tags: dict[str, str]) -> RunInfo:
        # Before MLflow 1.x a source was a column; now it is tags.
        if row.source_name and SOURCE_NAME not in tags:
            tags[SOURCE_NAME] = row.source_name
            tags.setdefault(SOURCE_TYPE, row.source_type or "UNKNOWN")
        return RunInfo(
            run_id=row.run_uuid,
            experiment_id=str(row.experiment_id),
            user_id=row.user_id or "",
            status=row.status or "FINISHED",
            start_time=row.start_time or 0,
            end_time=row.end_time,
            lifecycle_stage=row.lifecycle_stage or LifecycleStage.ACTIVE,
            artifact_uri=self._absolute(row.artifact_uri or ""),
            run_name=row.name or tags.get(RUN_NAME, ""),
        )

    def _count_points(self, run_ids: Sequence[str]) -> dict[str, dict[str, int | None]]:
        table = self._schema.table("metrics")
        found: dict[str, dict[str, int | None]] = defaultdict(dict)
        for chunk in chunked(run_ids):
            query = (
                select(table.c.run_uuid, table.c.key, func.count())
                .where(table.c.run_uuid.in_(chunk))
                .group_by(table.c.run_uuid, table.c.key)
            )
            for run_id, key, count in self._connection.execute(query):
                found[run_id][key] = count
        return found

    def _absolute(self, uri: str) -> str:
        """Return a URI that means the same from anywhere: MLflow took paths from where it was started."""
        is_relative = uri_scheme(uri) == "" and uri != "" and not Path(uri).is_absolute()
        if is_relative and self._url.get_backend_name() == "sqlite" and self._url.database:
            return str((Path(self._url.database).absolute().parent / uri).resolve())
        return uri


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return create_engine(url)
    file = Path(parsed.database)
    if not file.is_file():
        raise InvalidParameter(f"There is no database {str(file)!r} to import from.")
    return create_engine(f"sqlite:///file:{quote(file.absolute().as_posix())}?mode=ro&uri=true")


def _texts(rows: Iterator[Any]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for run_id, key, value in rows:
        found[run_id][key] = value or ""
    return found


def _as_arrays(rows: Sequence[Any], places: Mapping[str, int]) -> tuple[NDArray[Any], ...]:
    """Return rows of points as columns: the place of the key, step, time, value."""
    keys, steps, timestamps, values, are_nan = zip(*rows, strict=True)
    # A metric that was not asked for goes where nobody looks.
    numbers = np.array([places.get(key, len(places)) for key in keys], np.int64)
    is_nan = np.array([bool(flag) for flag in are_nan])
    return (
        numbers,
        np.array([step or 0 for step in steps], np.int64),
        np.array(timestamps, np.int64),
        np.where(is_nan, np.nan, np.array(values, np.float64)),
    )
