"""Columns that hold and order the same values on every database.

Databases differ in what they take for equal text (case, accents, closing spaces) and in whether a
float may be infinite. The contract does not, so the columns say it.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Dialect, Double, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.dialects import mssql, mysql, postgresql

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

_FLIPPED = 0x7FFF_FFFF_FFFF_FFFF
_FLOAT = struct.Struct("<d")
_INTEGER = struct.Struct("<q")


class ExactText(TypeDecorator[str]):
    """Text that is compared and ordered by code points: ``a`` is not ``A``, and not ``a`` + space.

    With a ``length`` (characters) it can be part of an index; without one it is as long as it likes.
    """

    impl = Text
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the column type of this database."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(
                postgresql.VARCHAR(self.length, collation="C")
                if self.length
                else postgresql.TEXT(collation="C")
            )
        if dialect.name in ("mysql", "mariadb"):
            # Only the NO PAD collations tell "a" from "a ", and they are not called alike.
            is_mariadb = getattr(dialect, "is_mariadb", False)
            collation = "utf8mb4_nopad_bin" if is_mariadb else "utf8mb4_0900_bin"
            return dialect.type_descriptor(
                mysql.VARCHAR(self.length, charset="utf8mb4", collation=collation)
                if self.length
                else mysql.LONGTEXT(charset="utf8mb4", collation=collation)
            )
        if dialect.name == "mssql":
            collation = "Latin1_General_100_BIN2"
            return dialect.type_descriptor(mssql.NVARCHAR(self.length, collation=collation))
        return dialect.type_descriptor(String(self.length) if self.length else Text())


class OrderedFloat(TypeDecorator[float]):
    """A float64 with its infinities, where the database has none: an integer of the same order.

    NaN has no order; it is stored as NULL by those who write.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> int | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Return the integer of a float."""
        return None if value is None else ordered_integer(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> float | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Return the float of an integer."""
        return None if value is None else float_of(value)


def ordered_integer(value: float) -> int:
    """Return an int64 such that integers compare as the floats do; ``-0.0`` is ``0.0``."""
    bits: int = _INTEGER.unpack(_FLOAT.pack(value + 0.0))[0]
    # Positive floats are ordered as their bits are; negative ones the other way round.
    return bits if bits >= 0 else bits ^ _FLIPPED


def float_of(integer: int) -> float:
    """Return the float that :func:`ordered_integer` made the integer of."""
    bits = integer if integer >= 0 else integer ^ _FLIPPED
    value: float = _FLOAT.unpack(_INTEGER.pack(bits))[0]
    return value


# The value of a metric as search sees it.
MetricValue: TypeEngine[float] = Double().with_variant(OrderedFloat(), "mysql", "mariadb", "mssql")

# A packed segment: up to 65,536 points and what is merged at the end.
Packed: TypeEngine[bytes] = LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb")
