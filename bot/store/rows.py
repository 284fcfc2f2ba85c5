"""Rows as they stand in the tables, read in streams, as data that reads the same from either database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, String, Table, Text, select

from bot.store.database import Transaction
from bot.store.tables import metadata

AT_ONCE = 500
"""Rows that are held in memory. A piece of evidence is 256 KB."""
FEW = 20
"""The same of a table that holds such pieces."""

Row = dict[str, Any]


async def every_row(transaction: Transaction, table: Table, *conditions: ColumnElement[bool]) -> AsyncIterator[Row]:
    """The rows of a table (of which these hold), by its primary key. Text is ordered by its bytes: PostgreSQL would
    else order it by the language of its machine, and SQLite never does."""
    by_key = [_by_bytes(transaction, column) for column in table.primary_key.columns]
    async with transaction.stream(select(table).where(*conditions).order_by(*by_key)) as found:
        async for rows in found.mappings().partitions(FEW if "sealed" in table.c else AT_ONCE):
            for row in rows:
                yield dict(row)


def _by_bytes(transaction: Transaction, column: Any) -> Any:
    text = isinstance(column.type, (String, Text)) and transaction.dialect.name == "postgresql"
    return column.collate("C") if text else column


def every_table() -> tuple[str, ...]:
    """The names of all tables."""
    return tuple(sorted(metadata.tables))


def rows_of(transaction: Transaction, table: str) -> AsyncIterator[Row]:
    """All rows of a table, by its name."""
    return every_row(transaction, metadata.tables[table])


def as_data(row: Mapping[str, Any]) -> Row:
    """A row as JSON can hold it: moments in UTC and days in ISO 8601; of bytes their SHA-256."""
    return {name: _as_data(value) for name, value in row.items()}


def _as_data(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case bytes():
            return sha256(value).hexdigest()
    return value
