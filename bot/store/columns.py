"""What tables are made of: moments, numbers, indexes of some rows alone, and the list of all tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, DateTime, Dialect, Index, Integer, MetaData, TypeDecorator

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone, so it is taken off going in and put back coming out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    # The names are SQLAlchemy's (TypeDecorator): what goes in, and what comes out.
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        moment: datetime | None = value
        return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


Number = BigInteger().with_variant(Integer, "sqlite")


def index_where(condition: ColumnElement[bool], name: str, *columns: str, unique: bool = False) -> Index:
    """An index of those rows alone for which this holds, in either database."""
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
