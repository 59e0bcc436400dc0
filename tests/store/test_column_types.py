"""What columns hold and how they order it, the same on every database."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_mock_engine, select
from sqlalchemy.dialects import mssql, mysql, postgresql
from sqlalchemy.schema import CreateTable

from trackside.store.sql.column_types import float_of, ordered_integer
from trackside.store.sql.tables import metadata, params, series

floats = st.floats(allow_nan=False)


@given(floats, floats)
def test_integers_compare_as_their_floats(one: float, other: float) -> None:
    assert (ordered_integer(one) < ordered_integer(other)) == (one < other)
    assert (ordered_integer(one) == ordered_integer(other)) == (one == other)


@given(floats)
def test_an_integer_gives_its_float_back(value: float) -> None:
    assert float_of(ordered_integer(value)) == value


@pytest.mark.parametrize("value", [math.inf, -math.inf, 1.7976931348623157e308, 5e-324, -0.0])
def test_the_ends_of_the_range_fit_into_a_bigint(value: float) -> None:
    assert -(2**63) <= ordered_integer(value) < 2**63
    assert float_of(ordered_integer(value)) == value


def test_text_is_compared_by_code_points_everywhere() -> None:
    collations = {
        "postgresql": 'COLLATE "C"',
        "mysql": "COLLATE utf8mb4_0900_bin",
        "mssql": "COLLATE Latin1_General_100_BIN2",
    }
    for dialect in (postgresql.dialect(), mysql.dialect(), mssql.dialect()):
        statement = str(CreateTable(params).compile(dialect=dialect))
        assert statement.count(collations[dialect.name]) == 2  # head and value


@pytest.mark.parametrize("url", ["mssql+pyodbc://", "postgresql+psycopg://", "mysql+pymysql://"])
def test_the_schema_compiles_on_every_server(url: str) -> None:
    """What can be said of SQL Server without one: all tables, indexes and a search are valid for its dialect."""
    statements: list[str] = []

    def note(statement: Any, *_: Any, **__: Any) -> None:
        statements.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine(url, note)
    metadata.create_all(engine, checkfirst=False)

    tables = [text for text in statements if "CREATE TABLE" in text]
    indexes = [text for text in statements if "INDEX" in text and "CREATE TABLE" not in text]
    assert len(tables) == len(metadata.tables)
    assert len(indexes) == sum(len(table.indexes) for table in metadata.tables.values())
    search = select(series.c.run).where(series.c.value > 0.5).order_by(series.c.value).limit(10)
    assert "series" in str(search.compile(dialect=engine.dialect))
