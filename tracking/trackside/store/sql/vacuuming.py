"""Give back the space of what was deleted, and tell the planner what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from trackside.store.sql.aggregate import Aggregate
from trackside.store.sql.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SQLITE_SIZE = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
_POSTGRESQL_SIZE = "SELECT pg_database_size(current_database())"
# As the server last counted, which OPTIMIZE TABLE has it do.
_MYSQL_SIZE = (
    "SELECT sum(data_length + index_length) FROM information_schema.tables"
    " WHERE table_schema = DATABASE()"
)


class SqlVacuum(Aggregate):
    """Tidying a SQL store up."""

    def vacuum(self) -> tuple[int, int]:
        """Return to the disk what is free in the database; returns its bytes before and after.

        SQLite writes its file anew, while which other writers wait; it needs as much free disk
        again. PostgreSQL marks the space as free for new rows and lets everybody go on.
        """
        with self._database.standing_alone() as connection:
            before = _size(connection)
            for statement in _statements(connection.dialect.name):
                connection.exec_driver_sql(statement).close()
            return before, _size(connection)

    def size(self) -> int:
        """Return the bytes of the database."""
        with self._database.read() as connection:
            return _size(connection)


def _statements(dialect: str) -> list[str]:
    if dialect == "sqlite":
        # ANALYZE in parts; the log goes into the file and is cut off, so that the file says all.
        return ["VACUUM", "PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"]
    names = [table.name for table in metadata.sorted_tables]
    if dialect == "postgresql":
        return [f"VACUUM ANALYZE {name}" for name in names]
    if dialect in ("mysql", "mariadb"):
        return [f"OPTIMIZE TABLE `{name}`" for name in names]
    return []


def _size(connection: Connection) -> int:
    dialect = connection.dialect.name
    if dialect == "sqlite":
        return int(connection.execute(text(_SQLITE_SIZE)).scalar_one())
    if dialect == "postgresql":
        return int(connection.execute(text(_POSTGRESQL_SIZE)).scalar_one())
    if dialect in ("mysql", "mariadb"):
        return int(connection.execute(text(_MYSQL_SIZE)).scalar_one() or 0)
    return 0
